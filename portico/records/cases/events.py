"""What happens to cases. Each event names the line of the time line (`entry`) that holds the words."""

from __future__ import annotations

from datetime import datetime
from typing import ClassVar, Literal
from uuid import UUID

from pydantic import BaseModel

from portico.ground.ledger.events import Code, Event


class AboutCase(BaseModel):
    """What every event of a case tells of it: which case, of which service and team."""

    subjects: ClassVar[tuple[str, ...]] = ("case", "service", "team", "customer", "assigned_to", "entry")
    case: UUID
    service: UUID
    team: UUID


class CaseOpened(AboutCase, Event):
    """A case was opened."""

    name: ClassVar[str] = "case.opened"
    entry: UUID
    customer: UUID | None = None
    service_version: UUID
    channel: Code
    source: Code
    language: Code
    tier: int
    priority: Code
    due_at: datetime
    files: int


class CaseMoved(AboutCase, Event):
    """A case made a move, to another stage or within its own; `since` is when the stage it left began."""

    name: ClassVar[str] = "case.moved"
    entry: UUID
    assigned_to: UUID | None = None
    move: Code
    from_stage: Code
    to_stage: Code
    since: datetime
    tier: int


class CaseResolved(AboutCase, Event):
    """A case reached completion. `on_time`: not after its due time, pauses taken into account."""

    name: ClassVar[str] = "case.resolved"
    entry: UUID
    assigned_to: UUID | None = None
    channel: Code
    outcome: Code
    fulfilled: bool
    on_time: bool
    opened_at: datetime
    due_at: datetime
    tier: int


class CaseReopened(AboutCase, Event):
    """A completed case was taken up again, with a new due time."""

    name: ClassVar[str] = "case.reopened"
    entry: UUID
    outcome: Code
    closed_at: datetime
    due_at: datetime


class CaseWithdrawn(AboutCase, Event):
    """The customer took their request back."""

    name: ClassVar[str] = "case.withdrawn"
    entry: UUID


class CaseAssigned(AboutCase, Event):
    """A case was given to a member of staff, or to nobody."""

    name: ClassVar[str] = "case.assigned"
    entry: UUID
    assigned_to: UUID | None = None
    previously: UUID | None = None


class CaseHandedOver(AboutCase, Event):
    """The work went to another tier or another team; `team` is the team it went to."""

    name: ClassVar[str] = "case.handed_over"
    entry: UUID
    from_tier: int
    to_tier: int
    from_team: UUID


class CaseEscalated(AboutCase, Event):
    """A case that was not done long after it was due became urgent."""

    name: ClassVar[str] = "case.escalated"
    entry: UUID
    due_at: datetime
    from_priority: Literal["usual", "high"]


class CaseNoted(AboutCase, Event):
    """Staff wrote a note that the customer does not see."""

    name: ClassVar[str] = "case.noted"
    entry: UUID


class CaseAsked(AboutCase, Event):
    """Staff asked the customer something; from `waiting_since` the deadline stands still."""

    name: ClassVar[str] = "case.asked"
    entry: UUID
    waiting_since: datetime


class CaseReplied(AboutCase, Event):
    """The customer wrote. `awaited`: they had been asked, and the clock went on with a new due time."""

    name: ClassVar[str] = "case.replied"
    entry: UUID
    channel: Code
    awaited: bool
    closed: bool
    waiting_since: datetime | None = None
    due_at: datetime


class CaseSeen(AboutCase, Event):
    """Staff looked at what the customer had sent, and the case asks for attention no more."""

    name: ClassVar[str] = "case.seen"
    since: datetime


class CaseFileAdded(AboutCase, Event):
    """A file was added after the case was opened."""

    name: ClassVar[str] = "case.file_added"
    entry: UUID
    file: UUID
    given_by: Code


class CaseLinked(AboutCase, Event):
    """A person decided whose case it is; `customer` is empty where a wrong link was undone."""

    name: ClassVar[str] = "case.linked"
    entry: UUID
    customer: UUID | None = None
    previously: UUID | None = None


class CaseJoined(AboutCase, Event):
    """Somebody added themselves to an open report instead of making a second one."""

    name: ClassVar[str] = "case.joined"
    entry: UUID
    follower: UUID
    customer: UUID | None = None
    channel: Code
    language: Code
