"""Sending what waits. The worker asks for it again and again; nobody else needs to.

A message that is to be sent is a row that says so, written in the transaction of what it tells: that row is
the queue, and no job is enqueued beside it. What could not be sent waits in its row until its next try, so
that a mail server that is down for a day leaves no heap of failing jobs behind.
"""

from __future__ import annotations

import logging

from django.db import InterfaceError, OperationalError
from django.utils import timezone

from portico.ground.ledger.events import Actor
from portico.records.messages.actions import deliver_messages
from portico.records.messages.delivery.transports import (
    rest_from_sending,
    resting_from_sending,
    transport_in_use,
)

log = logging.getLogger("portico.messages")


def send_what_waits() -> bool:
    """Send a batch of what is due; true where more may be due already.

    Nothing is asked of a mail server that was down a moment ago. Whatever goes wrong is logged and the
    messages wait: the next call tries again.
    """
    if resting_from_sending():
        return False
    try:
        done = deliver_messages(transport=transport_in_use(), by=Actor.system(), at=timezone.now())
    except (OperationalError, InterfaceError):
        log.warning("Messages wait: the database does not answer.")
        return False
    except Exception:
        log.exception("Messages wait: a batch could not be sent.")
        return False
    if done.down:
        rest_from_sending()
        log.warning("Messages wait: %s.", done.down)
    return done.more and not done.down
