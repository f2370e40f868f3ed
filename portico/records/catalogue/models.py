"""Services and the versions of their definitions."""

from __future__ import annotations

from django.db import models
from uuid_utils.compat import uuid7


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
    created_at = models.DateTimeField()
    search_text = models.TextField()

    class Meta:
        db_table = "catalogue_service_version"
        constraints = [
            models.UniqueConstraint(fields=["service", "number"], name="service_version_number_unique"),
            models.CheckConstraint(condition=models.Q(number__gte=1), name="service_version_number_from_one"),
        ]

    def __str__(self) -> str:
        return f"{self.service_id} v{self.number}"
