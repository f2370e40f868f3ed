"""What follows an event: a table filled once by `wiring`, read by every action.

`Together` runs inside the transaction of the event, for what must exist with it (the message that tells the
customer). `Afterwards` enqueues a job in the same transaction, for what may come a moment later and may have
to be tried again (looking through a file for viruses). Jobs are delivered at least once: they must be
idempotent.
"""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from portico.ground.ledger.events import Event, RecordedEvent
from portico.ground.ledger.statements import Statement


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


_ENQUEUE = """
SELECT procrastinate_defer_jobs_v1(array_agg(ROW(
           job.queue, job.name, 0, NULL, NULL, job.arguments::jsonb, NULL
       )::procrastinate_job_to_defer_v1))
  FROM unnest(%(queues)s::text[], %(names)s::text[], %(texts)s::text[])
    AS job (queue, name, arguments)"""


def enqueuing(jobs: Sequence[tuple[Afterwards, RecordedEvent]]) -> Statement | None:
    """The statement that enqueues jobs, through Procrastinate's own function; none where there is no job.

    Its Python interface does the same, but takes longer about it than all the rest of recording an event.
    """
    queues, names, texts = [], [], []
    for reaction, recorded in jobs:
        arguments = reaction.arguments(recorded)
        if arguments is not None:
            queues.append(reaction.queue)
            names.append(reaction.job)
            texts.append(json.dumps(arguments))
    if not names:
        return None
    return Statement(_ENQUEUE, {"queues": queues, "names": names, "texts": texts})
