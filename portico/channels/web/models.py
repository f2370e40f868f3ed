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
        "language": NOT_PERSONAL,
        "case_reference": NOT_PERSONAL,
    }

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    service = models.ForeignKey(Service, on_delete=models.CASCADE, related_name="+")
    service_version = models.ForeignKey(ServiceVersion, on_delete=models.PROTECT, related_name="+")
    language = models.CharField(max_length=2, default="en")
    answers = models.JSONField(default=dict)
    facts = models.JSONField(default=dict)
    contact = models.JSONField(default=dict)
    version = models.PositiveIntegerField(default=1)
    begun_at = models.DateTimeField()
    changed_at = models.DateTimeField()
    sent_at = models.DateTimeField(null=True)
    case_reference = models.CharField(max_length=8, blank=True)

    class Meta:
        db_table = "web_draft"
        indexes = [models.Index(fields=["changed_at"], name="draft_changed")]

    def __str__(self) -> str:
        return f"draft {self.id}"
