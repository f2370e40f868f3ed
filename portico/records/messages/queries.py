"""What was sent, and what became of it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db.models import QuerySet

from portico.records.messages.delivery.letters import html_fragment
from portico.records.messages.models import Message

PAGE = 25


@dataclass(frozen=True)
class MessageLine:
    """One message as lists show it. `delayed`: a try went wrong and another is to come."""

    id: UUID
    case_id: UUID | None
    reference: str | None
    to_follower: bool
    template: str
    language: str
    to_name: str
    to_address: str
    subject: str
    state: str
    failure: str
    tries: int
    written_at: datetime
    sent_at: datetime | None
    next_try_at: datetime
    sent_again: bool

    @property
    def delayed(self) -> bool:
        """Whether the last try went wrong and there will be another."""
        return self.state == "queued" and self.tries > 0


@dataclass(frozen=True)
class MessageShown:
    """One message whole: its line, its text, and the same as HTML (every sign of the text escaped)."""

    line: MessageLine
    message_id: str
    body: str
    html: str


def messages_of(case_id: UUID) -> list[MessageLine]:
    """All messages of a case, those to its followers too, latest first; one SQL statement."""
    return [_line(message) for message in _lines().filter(case_id=case_id)]


def all_messages(before: UUID | None = None) -> list[MessageLine]:
    """A page of all messages, latest first, those written before `before`; one more than `PAGE` if there are.

    Shows whom they went to: for the demo council only, whose people do not exist.
    """
    lines = _lines()
    if before is not None:
        lines = lines.filter(id__lt=before)
    return [_line(message) for message in lines[: PAGE + 1]]


def message_shown(message_id: UUID) -> MessageShown | None:
    """One message whole, or None where there is none."""
    message = Message.objects.select_related("case").filter(id=message_id).first()
    if message is None:
        return None
    return MessageShown(_line(message), message.message_id, message.body, html_fragment(message.body))


def _lines() -> QuerySet[Message]:
    return Message.objects.select_related("case").defer("body").order_by("-id")


def _line(message: Message) -> MessageLine:
    return MessageLine(
        id=message.id,
        case_id=message.case_id,
        reference=message.case.reference if message.case else None,
        to_follower=message.follower_id is not None,
        template=message.template,
        language=message.language,
        to_name=message.to_name,
        to_address=message.to_address,
        subject=message.subject,
        state=message.state,
        failure=message.failure,
        tries=message.tries,
        written_at=message.created_at,
        sent_at=message.sent_at,
        next_try_at=message.next_try_at,
        sent_again=message.original_id is not None,
    )
