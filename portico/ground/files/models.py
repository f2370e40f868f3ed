"""Stored files: one row a content, named by its hash."""

from __future__ import annotations

from django.db import models
from uuid_utils.compat import uuid7

from portico.ground.ledger.fields import CUSTOMER_SPECIAL, NOT_PERSONAL


class StoredFile(models.Model):
    """A file given to the council, kept below `PORTICO_HOME` by the SHA-256 of its content.

    `state` is `quarantined` until a scanner has seen it, then `clean` or `infected`; `unscanned` where the
    council runs no scanner. Infected content is never served.
    """

    personal = {
        "sha256": CUSTOMER_SPECIAL,
        "media_type": NOT_PERSONAL,
        "state": NOT_PERSONAL,
        "finding": NOT_PERSONAL,
    }

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    sha256 = models.CharField(max_length=64)
    media_type = models.CharField(max_length=100)
    bytes = models.BigIntegerField()
    state = models.CharField(max_length=11)
    finding = models.CharField(max_length=200, blank=True)
    """What the scanner found."""
    stored_at = models.DateTimeField()
    scanned_at = models.DateTimeField(null=True)

    class Meta:
        db_table = "files_stored"
        constraints = [
            models.CheckConstraint(
                condition=models.Q(state__in=["quarantined", "clean", "infected", "unscanned"]),
                name="stored_file_state_known",
            ),
            models.CheckConstraint(condition=models.Q(bytes__gte=0), name="stored_file_size_not_negative"),
        ]
        indexes = [models.Index(fields=["sha256"], name="stored_file_content")]

    def __str__(self) -> str:
        return f"file {self.id}"
