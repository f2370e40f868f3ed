"""Contacts: each time a customer reaches the council."""

from __future__ import annotations

from django.db import models
from django.db.models import Q
from uuid_utils.compat import uuid7

from portico.ground.access.models import Staff
from portico.ground.ledger.constraints import OneOf
from portico.ground.ledger.fields import NOT_PERSONAL
from portico.records.cases.models import Case
from portico.records.catalogue.models import Service
from portico.records.people.models import Customer

CHANNELS = (
    "web",
    "assisted",
    "chat",
    "phone",
    "counter",
    "post",
    "email",
    "text",
    "social",
    "open311",
    "partners",
)
REASONS = ("information", "request", "vulnerable_circumstances", "having_their_say", "service_update")
OUTCOMES = ("case_opened", "case_joined", "reply_taken", "reopened", "withdrawn")


class Contact(models.Model):
    """One contact: a submission, a reply, later a call or a visit. Holds codes and links, no words."""

    personal = {"channel": NOT_PERSONAL, "reason": NOT_PERSONAL, "outcome": NOT_PERSONAL}

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    at = models.DateTimeField()
    channel = models.CharField(max_length=10)
    reason = models.CharField(max_length=24)
    tier = models.SmallIntegerField(default=0)
    """0 self-serve, 1 customer services, 2 case officer, 3 specialist."""
    outcome = models.CharField(max_length=20)
    service = models.ForeignKey(
        Service, null=True, on_delete=models.PROTECT, related_name="+", db_index=False
    )
    case = models.ForeignKey(Case, null=True, on_delete=models.CASCADE, related_name="contacts")
    customer = models.ForeignKey(Customer, null=True, on_delete=models.SET_NULL, related_name="contacts")
    handled_by = models.ForeignKey(
        Staff, null=True, on_delete=models.PROTECT, related_name="+", db_index=False
    )

    class Meta:
        db_table = "contacts_contact"
        constraints = [
            models.CheckConstraint(condition=OneOf("channel", CHANNELS), name="contact_channel_known"),
            models.CheckConstraint(condition=OneOf("reason", REASONS), name="contact_reason_known"),
            models.CheckConstraint(condition=Q(tier__range=(0, 3)), name="contact_tier_known"),
            models.CheckConstraint(
                condition=OneOf("outcome", OUTCOMES),
                name="contact_outcome_known",
            ),
        ]

    def __str__(self) -> str:
        return f"contact {self.id}"
