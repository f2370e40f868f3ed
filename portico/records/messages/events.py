"""What is told of messages: which, on which case, and what became of them; never a word or an address."""

from __future__ import annotations

from typing import ClassVar, Literal
from uuid import UUID

from portico.ground.ledger.events import Code, Event


class MessageWritten(Event):
    """A message was written down to be sent, or to show that there was no address to send it to."""

    name: ClassVar[str] = "message.written"
    subjects: ClassVar[tuple[str, ...]] = ("message", "case", "follower", "original")
    message: UUID
    case: UUID | None = None
    follower: UUID | None = None
    original: UUID | None = None
    """The message that this one sends again."""
    channel: Code
    template: Code
    state: Literal["queued", "no_address"]


class MessageSent(Event):
    """The mail server took a message, at the try of this number."""

    name: ClassVar[str] = "message.sent"
    subjects: ClassVar[tuple[str, ...]] = ("message", "case")
    message: UUID
    case: UUID | None = None
    tries: int


class MessageFailed(Event):
    """A message was refused for good, or was not taken for days."""

    name: ClassVar[str] = "message.failed"
    subjects: ClassVar[tuple[str, ...]] = ("message", "case")
    message: UUID
    case: UUID | None = None
    tries: int
    reason: Literal["refused", "given_up"]
