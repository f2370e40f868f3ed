"""Jobs that hand messages over.

Each message enqueues one job in the transaction that writes it. A job sends a batch of whatever is due, and
takes the jobs of those messages with it; its own message was often sent by another job before. What could not
be sent waits in its row and is tried again by the job of every minute, so that a mail server that is down for
a day leaves no heap of failing jobs behind.
"""

from __future__ import annotations

import logging
import time
from uuid import UUID

from django.db import InterfaceError, OperationalError
from django.utils import timezone
from procrastinate import RetryStrategy
from procrastinate.contrib.django import app

from portico.ground.ledger.events import Actor, RecordedEvent
from portico.records.messages.actions import DELIVERY_JOB, Delivered, deliver_messages
from portico.records.messages.delivery.transports import (
    rest_from_sending,
    resting_from_sending,
    transport_in_use,
)
from portico.records.messages.events import MessageWritten
from portico.records.messages.models import Message

log = logging.getLogger("portico.messages")

SECONDS_OF_A_ROUND = 45.0
"""The job of every minute ends before the next begins."""


def delivery_arguments(recorded: RecordedEvent) -> dict[str, str] | None:
    """What a delivery job is enqueued with; nothing for a message without an address."""
    assert isinstance(recorded.event, MessageWritten)
    return {"message": str(recorded.event.message)} if recorded.event.state == "queued" else None


WHILE_DATABASE_IS_AWAY = RetryStrategy(
    max_attempts=10, wait=5, retry_exceptions={OperationalError, InterfaceError}
)
"""A job cut short by the database is done again; without this it would stand there as failed for ever."""


@app.task(name=DELIVERY_JOB, queue="messages", retry=WHILE_DATABASE_IS_AWAY)
def deliver(message: str) -> None:
    """Send a batch of what is due, unless this message was sent by another job already."""
    if resting_from_sending() or not Message.objects.filter(id=UUID(message), state="queued").exists():
        return
    _deliver_batch()


@app.periodic(cron="* * * * *")
@app.task(name="messages.deliver_waiting", queue="messages", queueing_lock="messages.deliver_waiting")
def deliver_waiting(timestamp: int) -> None:
    """Send everything that is due: what was put off, and what a job that died has left."""
    until = time.monotonic() + SECONDS_OF_A_ROUND
    while time.monotonic() < until:
        done = _deliver_batch()
        if done.down or not done.any:
            return


def _deliver_batch() -> Delivered:
    done = deliver_messages(transport=transport_in_use(), by=Actor.system(), at=timezone.now())
    if done.down:
        rest_from_sending()
        log.warning("Messages wait: %s.", done.down)
    return done
