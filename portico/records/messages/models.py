"""Messages the council sends to customers, and to its designers of services, and what became of them."""

from __future__ import annotations

from django.db import models
from django.db.models import Q
from uuid_utils.compat import uuid7

from portico.ground.ledger.constraints import OneOf
from portico.ground.ledger.fields import CUSTOMER, CUSTOMER_SPECIAL, NOT_PERSONAL
from portico.records.cases.models import Case, CaseFollower
from portico.records.people.models import Customer


class Message(models.Model):
    """One message to one person, written down in the same transaction as what it tells.

    `state`: `queued` → `sent` (the mail server took it) or `failed` (it was refused for good, or not taken
    for days); `no_address` where the customer gave none, so that staff can see that nobody was told. A queued
    message whose last try went wrong has the reason in `failure` and is tried again at `next_try_at`.
    """

    personal = {
        "channel": NOT_PERSONAL,
        "template": NOT_PERSONAL,
        "to_name": CUSTOMER,
        "to_address": CUSTOMER,
        "language": NOT_PERSONAL,
        "subject": CUSTOMER_SPECIAL,
        "body": CUSTOMER_SPECIAL,
        "state": NOT_PERSONAL,
        "message_id": NOT_PERSONAL,
        "failure": NOT_PERSONAL,
    }

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    case = models.ForeignKey(Case, null=True, on_delete=models.CASCADE, related_name="messages")
    follower = models.ForeignKey(
        CaseFollower, null=True, on_delete=models.CASCADE, related_name="+", db_index=False
    )
    customer = models.ForeignKey(
        Customer, null=True, on_delete=models.SET_NULL, related_name="+", db_index=False
    )
    cause = models.UUIDField()
    """The event that it tells of; with template and follower it makes the message exist once."""
    channel = models.CharField(max_length=10, default="email")
    template = models.CharField(max_length=60)
    language = models.CharField(max_length=2, default="en")
    to_name = models.CharField(max_length=200, blank=True)
    to_address = models.CharField(max_length=254, blank=True)
    subject = models.CharField(max_length=300)
    body = models.TextField()
    state = models.CharField(max_length=10)
    message_id = models.CharField(max_length=120)
    """The Message-ID header: the same at every try, so that a mail reader shows one."""
    original = models.ForeignKey(
        "self", null=True, on_delete=models.SET_NULL, related_name="+", db_index=False
    )
    """The message that this one sends again."""
    tries = models.PositiveSmallIntegerField(default=0)
    failure = models.CharField(max_length=300, blank=True)
    """Why the last try went wrong, in words for staff and without the address."""
    created_at = models.DateTimeField()
    next_try_at = models.DateTimeField()
    sent_at = models.DateTimeField(null=True)

    class Meta:
        db_table = "messages_message"
        constraints = [
            # Not `unique` of the field, which would add an index for words that begin alike.
            models.UniqueConstraint(fields=["message_id"], name="message_id_once"),
            models.UniqueConstraint(
                fields=["cause", "template", "follower"], name="message_once_a_cause", nulls_distinct=False
            ),
            models.CheckConstraint(
                condition=OneOf("state", ["queued", "sent", "failed", "no_address"]),
                name="message_state_known",
            ),
            models.CheckConstraint(
                condition=Q(state="sent", sent_at__isnull=False)
                | (~Q(state="sent") & Q(sent_at__isnull=True)),
                name="message_sent_has_a_time",
            ),
        ]
        indexes = [
            models.Index(fields=["next_try_at", "id"], name="message_waiting", condition=Q(state="queued")),
            models.Index(
                fields=["follower"], name="message_of_follower", condition=Q(follower__isnull=False)
            ),
        ]

    def __str__(self) -> str:
        return f"message {self.id}"
