"""The queue: open cases by the time they are due, page by page."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, time, timedelta
from typing import Any, Literal
from uuid import UUID

from portico.ground.access.permissions import Powers
from portico.ground.calendar.working_days import LONDON
from portico.ground.ledger.prepared import run_prepared
from portico.records.cases.queries.rows import (
    PAGE_LENGTH,
    ROW_COLUMNS,
    ROW_JOINS,
    CaseRow,
    rows_from,
    visible_teams,
)

MOST = PAGE_LENGTH + 1
"""One more than a page shows, to know whether there is another. Part of the statement: a plan for any
number of rows would sort them all."""

Assigned = UUID | Literal["nobody", "somebody"]


@dataclass(frozen=True)
class QueueFilters:
    """Which cases the queue shows; everything left out shows all.

    `assigned` is a member of staff, `nobody` or `somebody`. `due` is `overdue` (should have been completed,
    and is not waiting for the customer) or `today`. `attention` shows what the customer sent and nobody has
    looked at, on completed cases too.
    """

    team: UUID | None = None
    service: UUID | None = None
    stage: str = ""
    assigned: Assigned | None = None
    due: Literal["", "overdue", "today"] = ""
    waiting: bool = False
    attention: bool = False
    priority: str = ""


@dataclass(frozen=True)
class QueuePage:
    """One page of the queue, and the key of the next one; none on the last."""

    rows: tuple[CaseRow, ...]
    after: str | None


def queue(powers: Powers, filters: QueueFilters, after: str | None = None, *, at: datetime) -> QueuePage:
    """The cases this person may see and the filters leave, those due first first; one SQL statement.

    `after` is the key that the page before gave; one that cannot be read begins anew. `at` is now.
    """
    if not powers.works_cases:
        return QueuePage((), None)
    conditions, parameters = _conditions(filters, at)
    start = _read_key(after)
    if start is not None:
        conditions.append("(due_at, id) > (%(after_due)s::timestamptz, %(after_id)s::uuid)")
        parameters |= {"after_due": start[0], "after_id": start[1]}
    teams = visible_teams(powers)
    if filters.team is not None:
        teams = [filters.team] if teams is None or filters.team in teams else []
    parameters["teams"] = teams
    by_other_index = filters.service is not None or isinstance(filters.assigned, UUID)
    page = _page_by_condition(conditions, teams) if by_other_index else _page_by_team(conditions, teams)
    statement = f"""
        WITH page AS ({page})
        SELECT {ROW_COLUMNS} FROM page {ROW_JOINS}
         ORDER BY entry.due_at, entry.id"""  # noqa: S608 - put together from constants
    rows = rows_from(run_prepared(statement, parameters))
    more = len(rows) > PAGE_LENGTH
    rows = rows[:PAGE_LENGTH]
    return QueuePage(tuple(rows), _key_of(rows[-1]) if more else None)


def _page_by_team(conditions: list[str], teams: list[UUID] | None) -> str:
    """The first cases of each team, then the first of those: each part reads one index in its order."""
    chosen = "" if teams is None else "WHERE team.id = ANY(%(teams)s::uuid[])"
    return f"""
        SELECT part.id, part.due_at FROM access_team AS team
         CROSS JOIN LATERAL (
            SELECT id, due_at FROM cases_case
             WHERE team_id = team.id AND {" AND ".join(conditions)}
             ORDER BY due_at, id LIMIT {MOST}) AS part
         {chosen}
         ORDER BY part.due_at, part.id LIMIT {MOST}"""  # noqa: S608 - put together from constants


def _page_by_condition(conditions: list[str], teams: list[UUID] | None) -> str:
    """The first cases of one service or one officer, which have an index of their own."""
    visible = conditions if teams is None else [*conditions, "team_id = ANY(%(teams)s::uuid[])"]
    return f"""
        SELECT id, due_at FROM cases_case
         WHERE {" AND ".join(visible)}
         ORDER BY due_at, id LIMIT {MOST}"""  # noqa: S608 - put together from constants


def _conditions(filters: QueueFilters, at: datetime) -> tuple[list[str], dict[str, Any]]:
    conditions = [] if filters.attention else ["closed_at IS NULL"]
    parameters: dict[str, Any] = {}
    if filters.attention:
        conditions.append("attention_since IS NOT NULL")
    if filters.waiting:
        conditions.append("waiting_since IS NOT NULL")
    if filters.service is not None:
        conditions.append("service_id = %(service)s::uuid")
        parameters["service"] = filters.service
    if filters.stage:
        conditions.append("stage = %(stage)s::text")
        parameters["stage"] = filters.stage
    if filters.priority:
        conditions.append("priority = %(priority)s::text")
        parameters["priority"] = filters.priority
    if filters.assigned == "nobody":
        conditions.append("assigned_to_id IS NULL")
    elif filters.assigned == "somebody":
        conditions.append("assigned_to_id IS NOT NULL")
    elif filters.assigned is not None:
        conditions.append("assigned_to_id = %(officer)s::uuid")
        parameters["officer"] = filters.assigned
    if filters.due == "overdue":
        conditions += ["due_at < %(at)s::timestamptz", "waiting_since IS NULL"]
        parameters["at"] = at
    elif filters.due == "today":
        conditions += ["due_at >= %(morning)s::timestamptz", "due_at < %(midnight)s::timestamptz"]
        day = at.astimezone(LONDON).date()
        parameters["morning"] = datetime.combine(day, time.min, LONDON)
        parameters["midnight"] = datetime.combine(day + timedelta(days=1), time.min, LONDON)
    return conditions, parameters


def _key_of(row: CaseRow) -> str:
    return f"{row.due_at.isoformat()}~{row.id}"


def _read_key(key: str | None) -> tuple[datetime, UUID] | None:
    due, _, id = (key or "").partition("~")
    try:
        moment = datetime.fromisoformat(due)
        return (moment, UUID(id)) if moment.tzinfo else None
    except ValueError:
        return None
