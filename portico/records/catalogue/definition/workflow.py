"""How a case of a service is worked: stages, moves, outcomes, deadlines."""

from __future__ import annotations

from typing import Literal

from pydantic import Field

from portico.records.catalogue.definition.form import Condition, Slug
from portico.records.catalogue.definition.text import Part, Text

Stage = Literal["receive", "review", "decision", "allocation", "progress", "completion"]
STAGES: tuple[Stage, ...] = ("receive", "review", "decision", "allocation", "progress", "completion")

Mover = Literal["customer", "agent", "case_officer", "team_leader", "manager", "system"]
Channel = Literal[
    "web", "assisted", "phone", "email", "chat", "text", "social", "counter", "post", "open311", "partners"
]  # fmt: skip


class Move(Part):
    """One way from some stages to another, or to the same: what staff press and what the customer is told."""

    id: Slug
    label: Text
    from_: tuple[Stage, ...] = Field(alias="from", min_length=1)
    to: Stage
    by: tuple[Mover, ...] = Field(min_length=1)
    asks: tuple[Literal["note", "reasons", "assignee"], ...] = ()
    """What has to be written down with the move. `reasons` reach the customer; a `note` does not."""
    outcome: Slug | None = None
    """The outcome a move to completion gives; required for those and only for those."""
    tells: Slug | None = None
    """The message sent to the customer."""
    tells_followers: Slug | None = None
    """The message sent to those who added themselves to the report; it may quote no answer or reasons."""
    shown: Text | None = None
    """The line on the customer's time line; without it the move is not shown to them."""
    within_days: int | None = Field(default=None, ge=1)
    """For a customer's reopening: how many days after completion it is open to them."""


class Outcome(Part):
    """How a case can end. `fulfilled` says whether the customer got what they asked for."""

    id: Slug
    label: Text
    fulfilled: bool
    appeal: Text | None = None
    """What the customer can do who disagrees: shown with the outcome, and `((appeal))` in messages."""


class Workflow(Part):
    """All moves and outcomes; a case begins in `receive`."""

    moves: tuple[Move, ...] = Field(min_length=1)
    outcomes: tuple[Outcome, ...] = Field(min_length=1)


class Duration(Part):
    """A length of time in the calendar of the council."""

    amount: int = Field(ge=0, le=1_000)
    unit: Literal["hours", "days", "working_days", "months"]


class Deadline(Part):
    """When a case is due, by the channel it came through, when to warn, and when to escalate."""

    usual: Duration
    by_channel: dict[Channel, Duration] = {}
    warn: Duration | None = None
    """How long before the due time the desk warns."""
    escalate: Duration | None = None
    """How long after the due time a case that is still open becomes urgent."""


class Route(Part):
    """Sends a new case to another team than the usual one; the first whose condition holds counts."""

    when: Condition
    team: Slug


class Priority(Part):
    """Puts a new case before others; the first whose condition holds counts."""

    when: Condition
    level: Literal["urgent", "high", "usual"]
    """How it is marked to staff; `usual` only gives another deadline."""
    why: Text
    """Shown to staff beside the level."""
    deadline: Duration | None = None
    """In place of the usual deadline, whatever the channel."""


class Message(Part):
    """What the customer is told. `((placeholders))` are filled from the case."""

    subject: Text
    body: Text


class Retention(Part):
    """How long a finished case is kept, and why that is lawful."""

    keep: Duration
    basis: Text
