"""What was sent, and what became of it."""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any
from uuid import UUID

from django.db import models
from django.db.models import Case, Expression, OuterRef, QuerySet, When

from portico.ground.ledger.kept_queries import KeptQuery, Later, rows_as_text
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
    return [MessageLine(*row) for row in _OF_CASE.run(case=case_id)]


def all_messages(before: UUID | None = None) -> list[MessageLine]:
    """A page of all messages, latest first, those written before `before`; one more than `PAGE` if there are.

    Shows whom they went to: for the demo council only, whose people do not exist.
    """
    messages = Message.objects.all() if before is None else Message.objects.filter(id__lt=before)
    return [MessageLine(*row) for row in _lines(messages)[: PAGE + 1]]


def message_shown(message_id: UUID) -> MessageShown | None:
    """One message whole, or None where there is none."""
    found = Message.objects.filter(id=message_id)
    line = _lines(found).first()
    if line is None:
        return None
    message = found.only("message_id", "body").get()
    return MessageShown(MessageLine(*line), message.message_id, message.body, html_fragment(message.body))


def lines_with_case() -> Expression:
    """The messages of a case, for a query of cases: a text that `lines_read` reads."""
    return rows_as_text(_told(Message.objects.filter(case_id=OuterRef("pk"))), *_OF_LINE)


def lines_read(text: str) -> list[MessageLine]:
    """The messages of a case, latest first, from the text in which they came with it."""
    lines = []
    for row in json.loads(text):
        told = dict(zip(_OF_LINE, row, strict=True))
        for name in ("created_at", "sent_at", "next_try_at"):
            told[name] = told[name] and datetime.fromisoformat(told[name]).astimezone(UTC)
        for name in ("id", "case_id"):
            told[name] = told[name] and UUID(told[name])
        lines.append(MessageLine(*told.values()))
    return lines


_OF_LINE = (
    "id", "case_id", "case__reference", "to_follower", "template", "language", "to_name", "to_address",
    "subject", "state", "failure", "tries", "created_at", "sent_at", "next_try_at", "sent_again",
)  # fmt: skip
"""The fields of a `MessageLine`."""


def _told(messages: QuerySet[Message]) -> QuerySet[Message]:
    """Messages, latest first, with what a `MessageLine` says besides their fields."""
    return messages.order_by("-id").annotate(
        to_follower=Case(When(follower__isnull=False, then=True), default=False),
        sent_again=Case(When(original__isnull=False, then=True), default=False),
    )


def _lines(messages: QuerySet[Message]) -> QuerySet[Message, tuple[Any, ...]]:
    """The values of `MessageLine`, in their order."""
    return _told(messages).values_list(*_OF_LINE)


_OF_CASE = KeptQuery(lambda: _lines(Message.objects.filter(case_id=Later("case", models.UUIDField()))))
