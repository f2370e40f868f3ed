"""What follows an event: a table filled once by `wiring`, read by every action.

`Together` runs inside the transaction of the event, for what must exist with it (the message that tells the
customer). `Afterwards` enqueues a job in the same transaction, for what may come a moment later and may have
to be tried again (handing the message to the mail server). Jobs are delivered at least once: they must be
idempotent.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from procrastinate.contrib.django import app as job_app

from portico.ground.ledger.events import Event, RecordedEvent


@dataclass(frozen=True)
class Together:
    """When `when` is recorded, call `act(recorded)` in the same transaction."""

    when: type[Event]
    act: Callable[[RecordedEvent], None]


@dataclass(frozen=True)
class Afterwards:
    """When `when` is recorded, enqueue the job named `job` with `arguments(recorded)` (ids only).

    Where `arguments` returns None there is nothing to do and no job.
    """

    when: type[Event]
    job: str
    arguments: Callable[[RecordedEvent], dict[str, Any] | None]
    queue: str = "default"


Reaction = Together | Afterwards

_table: dict[type[Event], list[Reaction]] = defaultdict(list)


def set_reactions(table: Sequence[Reaction]) -> None:
    """Replace the whole table of reactions; `wiring` calls it once at start."""
    _table.clear()
    for reaction in table:
        _table[reaction.when].append(reaction)


def reactions_to(event_type: type[Event]) -> Iterable[Reaction]:
    """The reactions to one kind of event, in the order of the table."""
    return _table.get(event_type, ())


def enqueue(jobs: Sequence[tuple[Afterwards, RecordedEvent]]) -> None:
    """Enqueue jobs in the current transaction: one SQL statement for each distinct job name."""
    by_job: dict[tuple[str, str], list[dict[str, Any]]] = defaultdict(list)
    for reaction, recorded in jobs:
        arguments = reaction.arguments(recorded)
        if arguments is not None:
            by_job[(reaction.job, reaction.queue)].append(arguments)
    for (name, queue), those in by_job.items():
        job_app.configure_task(name=name, queue=queue).batch_defer(*those)
