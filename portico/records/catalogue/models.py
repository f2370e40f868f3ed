"""Services, the versions of their definitions, and the groups they are listed under."""

from __future__ import annotations

from typing import Literal

from django.db import models
from uuid_utils.compat import uuid7

from portico.ground.access.models import Staff
from portico.ground.ledger.fields import NOT_PERSONAL

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

    class Meta:
        db_table = "catalogue_service_version"
        constraints = [
            models.UniqueConstraint(fields=["service", "number"], name="service_version_number_unique"),
            models.CheckConstraint(condition=models.Q(number__gte=1), name="service_version_number_from_one"),
            models.CheckConstraint(
                condition=models.Q(origin__in=["file", "edited"]), name="service_version_origin_known"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.service_id} v{self.number}"


EditState = Literal["open", "in_review", "approved", "published", "discarded"]
UNFINISHED: tuple[EditState, ...] = ("open", "in_review", "approved")
"""States of an edit that still goes on; a service has one at most."""


class ServiceEdit(models.Model):
    """A change to a service in the making: a working copy of its definition, which may have mistakes.

    Designers share it. When it is published it becomes a `ServiceVersion`, and stays here as the record of
    who changed, reviewed and published what.
    """

    personal = {
        "definition": NOT_PERSONAL,
        "state": NOT_PERSONAL,
        "why": NOT_PERSONAL,
        "answer": NOT_PERSONAL,
    }

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    service = models.ForeignKey(Service, on_delete=models.PROTECT, related_name="edits")
    based_on = models.ForeignKey(ServiceVersion, null=True, on_delete=models.PROTECT, related_name="+")
    """The version it began from; none for a new service."""
    definition = models.JSONField()
    number = models.PositiveIntegerField(default=0)
    """How many changes were saved."""
    state = models.CharField(max_length=9, default="open")
    begun_by = models.ForeignKey(Staff, on_delete=models.PROTECT, related_name="+", db_index=False)
    begun_at = models.DateTimeField()
    changed_at = models.DateTimeField()
    why = models.TextField(blank=True)
    """What was changed and why, for who reviews it."""
    asked_by = models.ForeignKey(Staff, null=True, on_delete=models.PROTECT, related_name="+", db_index=False)
    """Who asked for the review."""
    asked_of = models.ForeignKey(Staff, null=True, on_delete=models.PROTECT, related_name="+", db_index=False)
    """Who is asked to give it; none where any other designer is. Others may give it all the same."""
    asked_at = models.DateTimeField(null=True)
    reviewed_by = models.ForeignKey(
        Staff, null=True, on_delete=models.PROTECT, related_name="+", db_index=False
    )
    reviewed_at = models.DateTimeField(null=True)
    answer = models.TextField(blank=True)
    """What the reviewer said."""
    publish_at = models.DateTimeField(null=True)
    """When an approved edit comes into force by itself."""
    failure = models.TextField(blank=True)
    """Why it could not come into force by itself, for who looks after it."""
    published = models.OneToOneField(ServiceVersion, null=True, on_delete=models.PROTECT, related_name="edit")
    ended_at = models.DateTimeField(null=True)
    """When it was published or discarded."""

    class Meta:
        db_table = "catalogue_service_edit"
        constraints = [
            models.UniqueConstraint(
                fields=["service"],
                condition=models.Q(state__in=["open", "in_review", "approved"]),
                name="service_edit_one_unfinished",
            ),
            models.CheckConstraint(
                condition=models.Q(state__in=["open", "in_review", "approved", "published", "discarded"]),
                name="service_edit_state_known",
            ),
            models.CheckConstraint(
                condition=~models.Q(state="published")
                | models.Q(published__isnull=False, ended_at__isnull=False),
                name="service_edit_published_has_version",
            ),
            models.CheckConstraint(
                condition=models.Q(reviewed_by__isnull=True) | ~models.Q(reviewed_by=models.F("asked_by")),
                name="service_edit_reviewed_by_another",
            ),
            models.CheckConstraint(
                condition=models.Q(asked_of__isnull=True) | ~models.Q(asked_of=models.F("asked_by")),
                name="service_edit_asked_of_another",
            ),
            models.CheckConstraint(
                condition=~models.Q(state="approved") | models.Q(reviewed_by__isnull=False),
                name="service_edit_approved_by_somebody",
            ),
        ]
        indexes = [
            models.Index(
                fields=["publish_at"], condition=models.Q(state="approved"), name="service_edit_to_publish"
            ),
        ]

    def __str__(self) -> str:
        return f"edit {self.id} of {self.service_id}"


class ServiceEditChange(models.Model):
    """One saved change of an edit: the working copy before it, by whom and when. What undoing goes back by.

    Kept until the edit ends: then the versions tell what was changed.
    """

    personal = {"before": NOT_PERSONAL}

    edit = models.ForeignKey(ServiceEdit, on_delete=models.CASCADE, related_name="changes", db_index=False)
    number = models.PositiveIntegerField()
    at = models.DateTimeField()
    by = models.ForeignKey(Staff, on_delete=models.PROTECT, related_name="+", db_index=False)
    before = models.JSONField()
    """The whole working copy before the change."""
    based_on = models.ForeignKey(
        ServiceVersion, null=True, on_delete=models.PROTECT, related_name="+", db_index=False
    )
    """The version that the copy began from before the change: taking in a newer one is undone with it."""

    class Meta:
        db_table = "catalogue_service_edit_change"
        constraints = [
            models.UniqueConstraint(fields=["edit", "number"], name="service_edit_change_number_unique"),
        ]

    def __str__(self) -> str:
        return f"change {self.number} of {self.edit_id}"


class KeptLifeEvent(models.Model):
    """Something that happens in a life, with the services it leads to. What is kept counts for everybody."""

    code = models.CharField(primary_key=True, max_length=60)
    position = models.PositiveSmallIntegerField()
    """Its place among the life events, from 0."""
    definition = models.JSONField()
    """The life event as `services/_life-events.yaml` says it."""

    class Meta:
        db_table = "catalogue_life_event"
        ordering = ["position"]

    def __str__(self) -> str:
        return self.code


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


class KeptEverydayWords(models.Model):
    """The everyday words that the search knows, as `services/_words.yaml` says them: one row at most."""

    id = models.PositiveSmallIntegerField(primary_key=True, default=1, editable=False)
    definition = models.JSONField()
    checksum = models.CharField(max_length=64)
    """SHA-256 of the words as canonical JSON, in hexadecimal."""

    class Meta:
        db_table = "catalogue_everyday_words"
        constraints = [models.CheckConstraint(condition=models.Q(id=1), name="everyday_words_one_row")]

    def __str__(self) -> str:
        return self.checksum


SearchFound = Literal["nothing", "little"]
"""How much a search found that is kept: nothing, or only things that share few of its words."""


class UnfoundSearch(models.Model):
    """Words that residents searched for on one day with little or no success, and how often.

    It tells neither who nor at what time, and holds nothing that looks personal (`finding/unfound.py`).
    """

    personal = {"words": NOT_PERSONAL, "found": NOT_PERSONAL}

    day = models.DateField()
    words = models.CharField(max_length=80)
    found = models.CharField(max_length=7)
    times = models.PositiveIntegerField(default=1)
    told = models.BooleanField(default=False)
    """Whether the day was counted in an event; it is when it is over."""

    class Meta:
        db_table = "catalogue_unfound_search"
        constraints = [
            models.UniqueConstraint(fields=["day", "words", "found"], name="unfound_search_once_a_day"),
            models.CheckConstraint(
                condition=models.Q(found__in=["nothing", "little"]), name="unfound_search_found_known"
            ),
            models.CheckConstraint(condition=~models.Q(words=""), name="unfound_search_has_words"),
            models.CheckConstraint(
                condition=~models.Q(words__regex=r"[0-9@]"), name="unfound_search_without_numbers"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.words} ({self.times})"
