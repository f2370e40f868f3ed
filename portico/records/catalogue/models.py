"""Services, the versions of their definitions, and the groups they are listed under."""

from __future__ import annotations

from typing import Literal

from django.contrib.postgres.indexes import GinIndex
from django.contrib.postgres.search import SearchVectorField
from django.db import models
from uuid_utils.compat import uuid7

Origin = Literal["file", "edited"]
"""Where a version came from: a file that was imported, or somebody's editing here."""


class Service(models.Model):
    """A service of the council, known by its `code` (the id in its definition)."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    code = models.CharField(max_length=60, unique=True)
    current = models.ForeignKey("ServiceVersion", null=True, on_delete=models.PROTECT, related_name="+")
    """The published version; none while the service was never published."""
    withdrawn_at = models.DateTimeField(null=True)

    class Meta:
        db_table = "catalogue_service"

    def __str__(self) -> str:
        return self.code


class ServiceVersion(models.Model):
    """One version of a definition; never changed once a case or a draft is pinned to it."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    service = models.ForeignKey(Service, on_delete=models.PROTECT, related_name="versions")
    number = models.PositiveIntegerField()
    definition = models.JSONField()
    checksum = models.CharField(max_length=64)
    """SHA-256 of the definition's canonical JSON, in hexadecimal."""
    listing = models.JSONField(default=dict)
    """Name, summary and group of the definition by themselves, so that lists need not unpack the whole."""
    origin = models.CharField(max_length=6, default="file")
    created_at = models.DateTimeField()
    search_text = models.TextField()
    """Name, summary and keywords in every language, without accents and in lower case."""
    search = SearchVectorField(null=True)
    """The words of `search_text` as they stand and by their English stems; names weigh most."""

    class Meta:
        db_table = "catalogue_service_version"
        constraints = [
            models.UniqueConstraint(fields=["service", "number"], name="service_version_number_unique"),
            models.CheckConstraint(condition=models.Q(number__gte=1), name="service_version_number_from_one"),
            models.CheckConstraint(
                condition=models.Q(origin__in=["file", "edited"]), name="service_version_origin_known"
            ),
        ]
        indexes = [
            GinIndex(fields=["search"], name="service_version_search"),
        ]

    def __str__(self) -> str:
        return f"{self.service_id} v{self.number}"


class ServiceWord(models.Model):
    """One word by which a published service is found, kept by itself so that a word like it is found fast."""

    service = models.ForeignKey(Service, on_delete=models.CASCADE, related_name="words")
    word = models.CharField(max_length=60)

    class Meta:
        db_table = "catalogue_word"
        constraints = [models.UniqueConstraint(fields=["service", "word"], name="service_word_once")]
        indexes = [
            GinIndex(
                fields=["word"], opclasses=["gin_trgm_ops"], fastupdate=False, name="service_word_trigram"
            )
        ]

    def __str__(self) -> str:
        return self.word


class ServiceGroup(models.Model):
    """A task under which services are listed on the home page."""

    code = models.CharField(primary_key=True, max_length=60)
    position = models.PositiveSmallIntegerField()
    """Its place among the groups, from 0."""
    definition = models.JSONField()
    """The group as `services/_groups.yaml` says it."""

    class Meta:
        db_table = "catalogue_group"
        ordering = ["position"]

    def __str__(self) -> str:
        return self.code
