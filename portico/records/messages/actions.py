"""Handing messages to what sends them, and sending one again because a person asked."""

from __future__ import annotations

import logging
import time
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, Literal
from uuid import UUID

from django.conf import settings
from django.db.models import F
from uuid_utils.compat import uuid7

from portico.ground.ledger.actions import action, record_event, write_at_the_end
from portico.ground.ledger.events import Actor
from portico.ground.ledger.statements import new_row
from portico.records.messages.delivery.letters import Letter, Sender
from portico.records.messages.delivery.transports import (
    Accepted,
    Outcome,
    Refused,
    Transport,
    TransportDownError,
)
from portico.records.messages.events import MessageFailed, MessageSent, MessageWritten
from portico.records.messages.models import Message

log = logging.getLogger("portico.messages")

MOST_AT_ONCE = 50
"""Messages handed over in one transaction: as many may leave twice when a worker is killed."""

SECONDS_FOR_A_BATCH = 5.0
FIRST_WAIT = timedelta(minutes=1)
LONGEST_WAIT = timedelta(minutes=30)
GIVEN_UP_AFTER = timedelta(days=4)
"""RFC 5321, section 4.5.4.1: tries go on for at least 4 to 5 days."""

LONGEST_REASON = 300


class NoAddressError(Exception):
    """There is no e-mail address to send the message to; the words say so to staff."""


class MessageNotFoundError(Exception):
    """There is no such message."""


@dataclass(frozen=True)
class Delivered:
    """What became of a batch.

    `down` says why nothing can be sent at present, if that is so. `more`: the batch was as large as it may
    be, so that more may be due.
    """

    sent: int
    put_off: int
    failed: int
    down: str
    more: bool

    @property
    def any(self) -> bool:
        """Whether there was anything to do."""
        return bool(self.sent or self.put_off or self.failed)


@action
def deliver_messages(*, transport: Transport, by: Actor, at: datetime, most: int = MOST_AT_ONCE) -> Delivered:
    """Hand over up to `most` messages that are due, oldest first, and write down what became of each.

    The rows stay locked while they are sent, and other workers pass over them: no message is sent twice at
    the same time. A worker that dies leaves them queued; they are sent again under the same Message-ID. One
    that we fail to send for a reason of our own is put off like one that the mail server does not take yet,
    so that the others behind it are sent.
    """
    waiting = Message.objects.filter(state="queued", next_try_at__lte=at).order_by("next_try_at", "id")
    rows = list(waiting.select_for_update(skip_locked=True, no_key=True)[:most])
    batch = _Batch(by, at)
    until = time.monotonic() + SECONDS_FOR_A_BATCH
    for row in rows:
        if batch.down:
            batch.put_off(row, batch.down)
        elif time.monotonic() < until:
            try:
                batch.take(row, transport.send(letter_of(row)))
            except TransportDownError as error:
                batch.down = str(error)
                batch.put_off(row, batch.down)
            except Exception as error:
                log.exception("The message %s could not be sent.", row.id)
                batch.put_off(row, f"it could not be put together ({type(error).__name__})")
    return batch.write(more=len(rows) == most)


@action
def resend_message(*, message_id: UUID, by: Actor, at: datetime) -> Message:
    """Send the words of a message again, to the address that the case (or its follower) has now.

    It is a new message with a Message-ID of its own, so that a mailbox which has the first shows both; the
    first keeps its state. Raises `MessageNotFoundError` and `NoAddressError`.
    """
    first = Message.objects.select_related("case", "follower").filter(pk=message_id).first()
    if first is None:
        raise MessageNotFoundError("There is no such message.")
    name, address = first.to_name, first.to_address
    if first.follower is not None:
        name, address = first.follower.name, first.follower.email
    elif first.case is not None:
        name, address = first.case.contact_name, first.case.contact_email
    if not address:
        raise NoAddressError("The customer gave no email address. Tell them in another way.")
    again = new_message(
        at=at,
        case_id=first.case_id,
        follower_id=first.follower_id,
        customer_id=first.customer_id,
        cause=uuid7(),
        original_id=first.original_id or first.id,
        template=first.template,
        language=first.language,
        to_name=name,
        to_address=address,
        subject=first.subject,
        body=first.body,
    )
    write_messages([again], by=by, at=at)
    return again


def new_message(*, at: datetime, to_address: str, **fields: Any) -> Message:
    """A message that is queued, or without an address shows that nobody was told; not written yet."""
    id = uuid7()
    return new_row(
        Message,
        id=id,
        channel="email",
        to_address=to_address,
        state="queued" if to_address else "no_address",
        message_id=f"{id}@{Sender.of_setting(settings.PORTICO_MAIL_FROM).domain}",
        created_at=at,
        next_try_at=at,
        **fields,
    )


def write_messages(messages: list[Message], *, by: Actor, at: datetime) -> None:
    """Write messages with one statement, and record that they are there; an action must be under way."""
    write_at_the_end(messages)
    for message in messages:
        record_event(
            MessageWritten(
                message=message.id,
                case=message.case_id,
                follower=message.follower_id,
                original=message.original_id,
                channel=message.channel,
                template=message.template,
                state="queued" if message.state == "queued" else "no_address",
            ),
            by=by,
            at=at,
        )


def letter_of(message: Message) -> Letter:
    """The e-mail that a message is sent as."""
    return Letter(
        id=message.id,
        message_id=message.message_id,
        to_name=message.to_name,
        to_address=message.to_address,
        language=message.language,
        subject=message.subject,
        body=message.body,
        written_at=message.created_at,
    )


class _Batch:
    """What becomes of the messages of one transaction, and how it is written down."""

    def __init__(self, by: Actor, at: datetime) -> None:
        self.by, self.at = by, at
        self.down = ""
        self._sent: list[Message] = []
        self._waiting: list[Message] = []
        self._failed: list[Message] = []

    def take(self, row: Message, outcome: Outcome) -> None:
        """Take in what became of one message."""
        if isinstance(outcome, Accepted):
            self._sent.append(row)
        elif isinstance(outcome, Refused):
            self._fail(row, outcome.reason, "refused")
        else:
            self.put_off(row, outcome.reason)

    def put_off(self, row: Message, reason: str) -> None:
        """Try again after a minute, two, four … half an hour; give up after four days."""
        if self.at - row.created_at > GIVEN_UP_AFTER:
            self._fail(row, f"not taken for {GIVEN_UP_AFTER.days} days: {reason}", "given_up")
            return
        row.next_try_at = self.at + min(LONGEST_WAIT, FIRST_WAIT * 2 ** min(row.tries, 10))
        row.tries += 1
        row.failure = reason[:LONGEST_REASON]
        self._waiting.append(row)

    def _fail(self, row: Message, reason: str, why: Literal["refused", "given_up"]) -> None:
        row.tries += 1
        row.state, row.failure = "failed", reason[:LONGEST_REASON]
        self._failed.append(row)
        failed = MessageFailed(message=row.id, case=row.case_id, tries=row.tries, reason=why)
        record_event(failed, by=self.by, at=self.at)

    def write(self, *, more: bool) -> Delivered:
        """Write it all down: one statement for what was sent, one for all else."""
        ids = [row.id for row in self._sent]
        if ids:
            Message.objects.filter(id__in=ids).update(
                state="sent", sent_at=self.at, tries=F("tries") + 1, failure=""
            )
            for row in self._sent:
                sent = MessageSent(message=row.id, case=row.case_id, tries=row.tries + 1)
                record_event(sent, by=self.by, at=self.at)
        if self._waiting or self._failed:
            Message.objects.bulk_update(
                self._waiting + self._failed, ["state", "tries", "failure", "next_try_at"]
            )
        return Delivered(len(ids), len(self._waiting), len(self._failed), self.down, more)
