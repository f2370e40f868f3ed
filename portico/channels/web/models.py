"""Drafts: what a resident has typed so far, kept on the server at every step."""

from __future__ import annotations

from django.db import models
from uuid_utils.compat import uuid7

from portico.ground.ledger.fields import CUSTOMER, CUSTOMER_SPECIAL, NOT_PERSONAL
from portico.records.catalogue.models import Service, ServiceVersion


class Draft(models.Model):
    """One form being filled in, held by the browser through a signed cookie.

    When it is sent the answers leave the draft (they are the case's then); the row stays a while with the
    reference, so that a second press shows the same confirmation.
    """

    personal = {
        "answers": CUSTOMER_SPECIAL,
        "facts": CUSTOMER,
        "contact": CUSTOMER,
        "working": CUSTOMER_SPECIAL,
        "similar": CUSTOMER,
        "confirmation": NOT_PERSONAL,
        "language": NOT_PERSONAL,
        "case_reference": NOT_PERSONAL,
    }

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    service = models.ForeignKey(Service, on_delete=models.CASCADE, related_name="+", db_index=False)
    service_version = models.ForeignKey(
        ServiceVersion, on_delete=models.PROTECT, related_name="+", db_index=False
    )
    language = models.CharField(max_length=2, default="en")
    answers = models.JSONField(default=dict)
    """By the id of the question; null where an optional question was passed over."""
    facts = models.JSONField(default=dict)
    """Looked up on the way and pinned here, by the id of the fact."""
    contact = models.JSONField(default=dict)
    """The answers of the pages about the customer, by the ids in `contact_pages`."""
    working = models.JSONField(default=dict)
    """Questions that take several steps, part of the way through: by the id of the question."""
    similar = models.JSONField(default=dict)
    """Open reports nearby: what was compared, the cases found, and what the resident chose."""
    confirmation = models.JSONField(default=dict)
    """What the confirmation page says besides the reference, in codes and times."""
    version = models.PositiveIntegerField(default=1)
    begun_at = models.DateTimeField()
    changed_at = models.DateTimeField()
    sent_at = models.DateTimeField(null=True)
    case_reference = models.CharField(max_length=8, blank=True)

    class Meta:
        db_table = "web_draft"
        # By a time that never changes: a page that is saved then touches no index at all.
        indexes = [models.Index(fields=["begun_at"], name="draft_begun")]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(sent_at__isnull=True, case_reference="")
                | (models.Q(sent_at__isnull=False) & ~models.Q(case_reference="")),
                name="draft_sent_means_reference",
            ),
        ]

    def __str__(self) -> str:
        return f"draft {self.id}"
