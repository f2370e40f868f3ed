"""One case as lists show it: the columns every list reads, and no more."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from portico.ground.access.permissions import Powers
from portico.ground.calendar.working_days import council_calendar
from portico.records.cases.workflow import ClockState, clock_state
from portico.records.catalogue.definition.text import Text
from portico.records.catalogue.queries import definition_of

PAGE_LENGTH = 25

ROW_COLUMNS = """
    entry.id, entry.reference, entry.title, entry.service_version_id, entry.team_id, team.name,
    entry.stage, entry.outcome, entry.priority, entry.tier, entry.channel, entry.assigned_to_id, staff.name,
    entry.opened_at, entry.due_at, entry.waiting_since, entry.attention_since, entry.closed_at,
    entry.version"""
ROW_JOINS = """
    JOIN cases_case AS entry ON entry.id = page.id
    JOIN access_team AS team ON team.id = entry.team_id
    LEFT JOIN access_staff AS staff ON staff.id = entry.assigned_to_id"""
"""Joined to `page`, which names the few ids that are shown: nothing is joined that is not."""


@dataclass(frozen=True)
class CaseRow:
    """One case in a list; times are UTC, names are empty where there is nobody."""

    id: UUID
    reference: str
    title: str
    service_version_id: UUID
    team_id: UUID
    team: str
    stage: str
    outcome: str
    priority: str
    tier: int
    channel: str
    assigned_to_id: UUID | None
    assigned_to: str
    opened_at: datetime
    due_at: datetime
    waiting_since: datetime | None
    attention_since: datetime | None
    closed_at: datetime | None
    version: int

    @property
    def service(self) -> Text:
        """The name of the service, as the case's own version of the definition has it."""
        return definition_of(self.service_version_id).name

    def clock(self, at: datetime) -> ClockState:
        """How the case stands with its due time at `at`."""
        return clock_state(
            due_at=self.due_at,
            waiting_since=self.waiting_since,
            closed_at=self.closed_at,
            warn=definition_of(self.service_version_id).deadline.warn,
            calendar=council_calendar(),
            at=at,
        )

    def is_overdue(self, at: datetime) -> bool:
        """Whether the case should have been completed before `at`; never while the clock stands still."""
        return self.clock(at) == "overdue"


def rows_from(fetched: Iterable[tuple[Any, ...]]) -> list[CaseRow]:
    """Rows of `ROW_COLUMNS` as `CaseRow`."""
    return [CaseRow(*(*row[:12], row[12] or "", *row[13:])) for row in fetched]


def visible_teams(powers: Powers) -> list[UUID] | None:
    """Ids of the teams whose cases are shown; None for those of every team."""
    return None if powers.sees_all_teams else sorted(powers.teams_seen)
