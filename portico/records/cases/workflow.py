"""How a case's standing changes: pure functions over the pinned definition, without the database.

A *standing* is what of a case its workflow decides. Whatever is done in whatever order: the stage changes by
a move only; a case is closed exactly when it is in `completion`, and then it has an outcome; it waits for the
customer only while it is open; and a pause never brings the due time forward.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from typing import Literal

from portico.ground.calendar.deadlines import due_at, resume, warn_at
from portico.ground.calendar.working_days import LONDON, Calendar
from portico.records.catalogue.definition.service import ServiceDefinition
from portico.records.catalogue.definition.workflow import Channel, Duration, Move, Mover, Stage

Table = Mapping[tuple[Stage, str], Stage]

WITHDRAW = "withdraw"
REOPEN = "reopen"
COMPLETION: Stage = "completion"
BEGINNING: Stage = "receive"

TIER_OF_MOVER: Mapping[Mover, int] = {
    "customer": 0,
    "system": 0,
    "agent": 1,
    "case_officer": 2,
    "team_leader": 2,
    "manager": 2,
}
SPECIALIST_TIER = 3
HIGHEST_TIER = 3
TIER_THAT_IS_NAMED = 2
"""From this tier on the officer who works the case is named to the customer."""


@dataclass(frozen=True)
class Standing:
    """What of a case its workflow decides; times are UTC."""

    stage: Stage
    opened_at: datetime
    stage_since: datetime
    due_at: datetime
    waiting_since: datetime | None = None
    closed_at: datetime | None = None
    outcome: str = ""
    tier: int = 0

    @property
    def is_open(self) -> bool:
        """Whether the case is still worked."""
        return self.closed_at is None


@dataclass(frozen=True)
class Clock:
    """How long a case may take, and the calendar that counts it."""

    duration: Duration
    calendar: Calendar

    def due(self, since: datetime) -> datetime:
        """When something received at `since` is due."""
        return due_at(since, self.duration.amount, self.duration.unit, self.calendar)

    def resumed(self, standing: Standing, at: datetime) -> datetime:
        """The due time once a wait ends at `at`; never earlier than before."""
        if standing.waiting_since is None:
            return standing.due_at
        moved = resume(standing.due_at, standing.waiting_since, at, self.duration.unit, self.calendar)
        return max(moved, standing.due_at)


ClockState = Literal["completed", "waiting", "overdue", "soon", "in time"]


def clock_state(
    *,
    due_at: datetime,
    waiting_since: datetime | None,
    closed_at: datetime | None,
    warn: Duration | None,
    calendar: Calendar,
    at: datetime,
) -> ClockState:
    """How a case stands with its due time at `at`; `soon` from as long before as the definition warns."""
    if closed_at is not None:
        return "completed"
    if waiting_since is not None:
        return "waiting"
    if due_at < at:
        return "overdue"
    if warn is not None and warn_at(due_at, warn.amount, warn.unit, calendar) <= at:
        return "soon"
    return "in time"


def table_of(definition: ServiceDefinition) -> Table:
    """The one table `(stage, move) → stage` of a service."""
    return {(stage, move.id): move.to for move in definition.workflow.moves for stage in move.from_}


def duration_of(definition: ServiceDefinition, channel: str, priority_rule: int | None) -> Duration:
    """How long a case may take: as its priority says, else its channel, else as usual."""
    if priority_rule is not None:
        deadline = definition.priority[priority_rule].deadline
        if deadline is not None:
            return deadline
    by_channel: Mapping[Channel, Duration] = definition.deadline.by_channel
    return next((length for name, length in by_channel.items() if name == channel), definition.deadline.usual)


def opened(clock: Clock, at: datetime, *, tier: int) -> Standing:
    """The standing of a case received at `at`."""
    return Standing(stage=BEGINNING, opened_at=at, stage_since=at, due_at=clock.due(at), tier=tier)


def moved(standing: Standing, move: Move, clock: Clock, at: datetime) -> Standing:
    """The standing after `move`, which must be open from this stage (`KeyError` otherwise).

    Leaving the stage ends a wait: staff go on without the answer. Leaving completion gives a new due time,
    counted from now. A move that only officers may make is their work, so the case filters up to them.
    """
    if standing.stage not in move.from_:
        raise KeyError((standing.stage, move.id))
    after = replace(standing, tier=max(standing.tier, tier_of(move)))
    if move.to == standing.stage:
        return after
    due = clock.due(at) if standing.stage == COMPLETION else clock.resumed(standing, at)
    closes = move.to == COMPLETION
    return replace(
        after,
        stage=move.to,
        stage_since=at,
        due_at=due,
        waiting_since=None,
        closed_at=at if closes else None,
        outcome=(move.outcome or "") if closes else "",
    )


def asked(standing: Standing, at: datetime) -> Standing:
    """The standing once the customer has been asked something; a second question begins no new wait.

    Only an open case can wait (`ValueError` otherwise).
    """
    if not standing.is_open:
        raise ValueError("A completed case waits for nobody.")
    return replace(standing, waiting_since=standing.waiting_since or at)


def replied(standing: Standing, clock: Clock, at: datetime) -> Standing:
    """The standing once the customer has written: a wait ends, and the due time moves on by whole days."""
    return replace(standing, due_at=clock.resumed(standing, at), waiting_since=None)


def tier_of(move: Move) -> int:
    """The lowest tier whose staff may make the move; 0 where the customer or the system makes it."""
    return min(TIER_OF_MOVER[mover] for mover in move.by)


def may_customer_reopen(definition: ServiceDefinition, standing: Standing, at: datetime) -> bool:
    """Say whether the customer may reopen their completed case at `at`."""
    if standing.closed_at is None or customer_move(definition, REOPEN, standing.stage) is None:
        return False
    last = last_day_to_reopen(definition, standing)
    return last is None or at.astimezone(LONDON).date() <= last


def last_day_to_reopen(definition: ServiceDefinition, standing: Standing) -> date | None:
    """The last day on which the customer may reopen their completed case; none where there is no limit."""
    move = customer_move(definition, REOPEN, standing.stage)
    if standing.closed_at is None or move is None or move.within_days is None:
        return None
    return standing.closed_at.astimezone(LONDON).date() + timedelta(days=move.within_days)


def customer_move(definition: ServiceDefinition, id: str, stage: str) -> Move | None:
    """The move with that id, if the customer may make it from `stage`."""
    for move in definition.workflow.moves:
        if move.id == id and stage in move.from_ and "customer" in move.by:
            return move
    return None
