"""Escalation: a case that is still open long after it was due becomes urgent, and says so."""

from __future__ import annotations

from datetime import datetime
from typing import Literal, cast
from uuid import UUID

from portico.ground.calendar.deadlines import due_at
from portico.ground.calendar.working_days import council_calendar
from portico.ground.ledger.actions import action, record_event
from portico.ground.ledger.events import Actor
from portico.records.cases.actions.changing import about, add_entry, pinned_definition
from portico.records.cases.events import CaseEscalated
from portico.records.cases.models import Case
from portico.records.catalogue.looking_up import versions_that_escalate

URGENT = "urgent"


@action
def escalate_late_cases(*, most: int, after: UUID | None = None, by: Actor, at: datetime) -> UUID | None:
    """Make urgent what is later than its definition allows, of up to `most` late cases with ids past `after`.

    Returns the id to go on after; none where that were all. Cases that wait for their customer are not late,
    and what is urgent already stays as it is. Nobody's page grows stale by it.
    """
    late = Case.objects.filter(
        closed_at=None,
        waiting_since=None,
        due_at__lt=at,
        service_version_id__in=versions_that_escalate(),
    ).exclude(priority=URGENT)
    if after is not None:
        late = late.filter(id__gt=after)
    looked_at = list(
        late.defer("answers", "facts").order_by("id").select_for_update(skip_locked=True, of=("self",))[:most]
    )
    for case in looked_at:
        if is_to_escalate(case, at):
            _escalate(case, by, at)
    return looked_at[-1].id if len(looked_at) == most else None


def is_to_escalate(case: Case, at: datetime) -> bool:
    """Whether a late case is later than its definition allows."""
    longest = pinned_definition(case).deadline.escalate
    if longest is None:
        return False
    return due_at(case.due_at, longest.amount, longest.unit, council_calendar()) <= at


def _escalate(case: Case, by: Actor, at: datetime) -> None:
    before = cast(Literal["usual", "high"], case.priority)
    Case.objects.filter(pk=case.pk).update(priority=URGENT)
    case.priority = URGENT
    entry = add_entry(case, "escalated", by=by, at=at)
    record_event(
        CaseEscalated(**about(case), entry=entry.id, due_at=case.due_at, from_priority=before), by=by, at=at
    )
