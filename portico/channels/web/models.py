"""Drafts: what has been typed into a form so far, kept at every step; paths that lead through several."""

from __future__ import annotations

from django.db import models
from uuid_utils.compat import uuid7

from portico.ground.access.models import Staff
from portico.ground.ledger.fields import CUSTOMER, CUSTOMER_SPECIAL, NOT_PERSONAL
from portico.records.catalogue.models import Service, ServiceVersion
from portico.records.people.models import Customer


class LifePath(models.Model):
    """One way through the services of a life event, held by a resident's browser through a signed cookie.

    Each of its forms is a draft like any other, and becomes a case like any other. The path knows what was
    told in those that were sent, so that the next begins with it.
    """

    personal = {
        "life_event": NOT_PERSONAL,
        "language": NOT_PERSONAL,
        "answers": CUSTOMER_SPECIAL,
        "chosen": CUSTOMER,
        "facts": CUSTOMER_SPECIAL,
        "contact": CUSTOMER,
        "sent": CUSTOMER,
    }

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    life_event = models.CharField(max_length=60)
    """Its code. What the catalogue says of it now counts; where it was withdrawn the path has ended."""
    language = models.CharField(max_length=2, default="en")
    answers = models.JSONField(default=dict)
    """By the id of the question of the life event; null where an optional question was passed over."""
    chosen = models.JSONField(default=dict)
    """By the code of a service whether it is on the resident's list; empty until they looked at the list."""
    facts = models.JSONField(default=dict)
    """By the id of the fact what was told of it in a form that was sent."""
    contact = models.JSONField(default=dict)
    """The contact details given in a form that was sent, by the ids in `contact_pages`."""
    sent = models.JSONField(default=dict)
    """By the code of a service the reference of the case that its form became."""
    begun_at = models.DateTimeField()
    changed_at = models.DateTimeField()

    class Meta:
        db_table = "web_life_path"
        indexes = [models.Index(fields=["begun_at"], name="life_path_begun")]

    def __str__(self) -> str:
        return f"path {self.id}"


class Draft(models.Model):
    """One form being filled in, held by the browser of a resident through a signed cookie, or by staff.

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
        "known": NOT_PERSONAL,
        "channel": NOT_PERSONAL,
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
    known = models.JSONField(default=dict)
    """Which answers were known before, and whether they were confirmed: the marks of `known.py`."""
    channel = models.CharField(max_length=10, default="web")
    """How the customer reaches the council with it."""
    held_by = models.ForeignKey(Staff, null=True, on_delete=models.CASCADE, related_name="+", db_index=False)
    """The member of staff who fills it in for the customer, and alone may open it; none for residents."""
    customer = models.ForeignKey(
        Customer, null=True, on_delete=models.SET_NULL, related_name="+", db_index=False
    )
    """Whom staff found before they began: the case is linked to them."""
    path = models.ForeignKey(
        LifePath, null=True, on_delete=models.SET_NULL, related_name="drafts", db_index=False
    )
    """The way through the services of a life event that it is part of."""
    version = models.PositiveIntegerField(default=1)
    begun_at = models.DateTimeField()
    changed_at = models.DateTimeField()
    sent_at = models.DateTimeField(null=True)
    case_reference = models.CharField(max_length=8, blank=True)

    class Meta:
        db_table = "web_draft"
        # By a time that never changes: a page that is saved then touches no index at all.
        # So are those of the others, which hold drafts of staff only.
        indexes = [
            models.Index(fields=["begun_at"], name="draft_begun"),
            models.Index(fields=["service_version"], name="draft_version"),
            models.Index(
                fields=["held_by", "begun_at"],
                name="draft_of_staff",
                condition=models.Q(held_by__isnull=False),
            ),
            models.Index(
                fields=["customer"], name="draft_of_customer", condition=models.Q(customer__isnull=False)
            ),
        ]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(sent_at__isnull=True, case_reference="")
                | (models.Q(sent_at__isnull=False) & ~models.Q(case_reference="")),
                name="draft_sent_means_reference",
            ),
            # Also the index by which the drafts of a path are found.
            models.UniqueConstraint(
                fields=["path", "service"],
                condition=models.Q(path__isnull=False),
                name="draft_once_on_a_path",
            ),
            models.CheckConstraint(
                condition=models.Q(held_by__isnull=True) | ~models.Q(channel="web"),
                name="draft_of_staff_not_by_web",
            ),
        ]

    def __str__(self) -> str:
        return f"draft {self.id}"
