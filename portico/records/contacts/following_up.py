"""Reactions: what a customer does on a case that is there already is a contact too."""

from __future__ import annotations

from django.db.models import Q

from portico.ground.ledger.events import RecordedEvent
from portico.records.cases.events import CaseLinked, CaseReopened, CaseReplied, CaseWithdrawn
from portico.records.cases.models import Case
from portico.records.contacts.actions import record_contact
from portico.records.contacts.models import Contact

PORTAL_CHANNEL = "web"
"""Withdrawing and reopening are buttons on the page on which a customer follows their case."""


def record_follow_up(recorded: RecordedEvent) -> None:
    """Record the contact of a reply, or of a reopening or withdrawal that the customer made themselves."""
    event = recorded.event
    if isinstance(event, CaseReplied):
        channel, outcome, reason = event.channel, "reply_taken", _reason(event)
    elif recorded.by.kind != "resident":
        return
    elif isinstance(event, CaseReopened):
        channel, outcome, reason = PORTAL_CHANNEL, "reopened", "request"
    elif isinstance(event, CaseWithdrawn):
        channel, outcome, reason = PORTAL_CHANNEL, "withdrawn", "request"
    else:
        return
    staff = recorded.by.id if recorded.by.kind == "staff" else None
    record_contact(
        channel=channel,
        reason=reason,
        service_id=event.service,
        case_id=event.case,
        customer_id=Case.objects.values_list("customer_id", flat=True).get(pk=event.case),
        outcome=outcome,
        tier=0 if staff is None else 1,
        handled_by=staff,
        by=recorded.by,
        at=recorded.occurred_at,
    )


def link_contacts(recorded: RecordedEvent) -> None:
    """Give the contacts of a case to the customer it was linked to, and take them back where it was wrong."""
    event = recorded.event
    if isinstance(event, CaseLinked):
        before = Q(customer_id=event.previously) if event.previously else Q(customer_id__isnull=True)
        contacts = Contact.objects.filter(before, case_id=event.case)
        contacts.exclude(outcome="case_joined").update(customer_id=event.customer)


def _reason(event: CaseReplied) -> str:
    # A reply nobody asked for is about how things stand; the answer to a question is part of the request.
    return "request" if event.awaited else "service_update"
