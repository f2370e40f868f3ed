"""How urgent a case is, in words: for the queue, the case page and search results alike."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Literal, Protocol
from uuid import UUID

from portico.desk.words import days_in_words
from portico.ground.calendar.deadlines import warn_at, working_days_between
from portico.ground.calendar.working_days import Calendar, council_calendar
from portico.records.catalogue.queries import definition_of

State = Literal["due", "soon", "overdue", "waiting", "done"]


class Timed(Protocol):
    """Anything with the times of a case: `Case` and `CaseRow`."""

    @property
    def service_version_id(self) -> UUID: ...  # noqa: D102
    @property
    def due_at(self) -> datetime: ...  # noqa: D102
    @property
    def waiting_since(self) -> datetime | None: ...  # noqa: D102
    @property
    def closed_at(self) -> datetime | None: ...  # noqa: D102


@dataclass(frozen=True)
class Urgency:
    """A state the deadline badge knows, and a few words more."""

    state: State
    detail: str
    due_at: datetime | None


def urgency_of(case: Timed, at: datetime) -> Urgency:
    """How urgent a case is at `at`; `soon` from when its definition warns, else on its last day."""
    calendar = council_calendar()
    if case.closed_at is not None:
        late = case.closed_at > case.due_at
        return Urgency("done", "late" if late else "in time", None)
    if case.waiting_since is not None:
        waited = working_days_between(case.waiting_since, at, calendar)
        return Urgency("waiting", f"for {days_in_words(waited)}" if waited else "since today", None)
    if case.due_at < at:
        late_by = working_days_between(case.due_at, at, calendar)
        return Urgency("overdue", f"by {days_in_words(late_by)}" if late_by else "since today", case.due_at)
    left = working_days_between(at, case.due_at, calendar)
    detail = f"in {days_in_words(left)}" if left else "today"
    return Urgency("soon" if _warned(case, at, calendar, left) else "due", detail, case.due_at)


def _warned(case: Timed, at: datetime, calendar: Calendar, left: int) -> bool:
    warn = definition_of(case.service_version_id).deadline.warn
    if warn is None:
        return left == 0
    return at >= warn_at(case.due_at, warn.amount, warn.unit, calendar)
