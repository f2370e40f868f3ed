"""How every write is made: an action is one transaction, its events are written with it.

    @action
    def open_case(*, service: Service, by: Actor, at: datetime) -> Case:
        ...
        record_event(CaseOpened(case=case.id, ...), by=by, at=at)

Nested actions join the outermost one. Events are gathered while it runs and written in one statement at its
end, after the reactions that belong to the same transaction have run and the jobs that follow have been
enqueued: an event, its consequences and its jobs exist together or not at all.

A `gathering_action` is tried without `BEGIN` and `COMMIT` first: it reads, gathers all that it writes, and
that one statement is the transaction.
"""

from __future__ import annotations

import functools
import uuid
from collections.abc import Callable, Mapping, Sequence
from contextlib import AbstractContextManager, nullcontext
from contextvars import ContextVar
from datetime import datetime
from typing import Any, ParamSpec, TypeVar

from django.conf import settings
from django.db import IntegrityError, connection, transaction
from django.db.models import Model
from uuid_utils.compat import uuid7

from portico.ground.ledger.events import Actor, Event, RecordedEvent
from portico.ground.ledger.models import LedgerEvent
from portico.ground.ledger.reactions import Afterwards, enqueuing, reactions_to
from portico.ground.ledger.statements import NotAsReadError, Row, Statement, write_together

P = ParamSpec("P")
R = TypeVar("R")

MOST_EVENTS_IN_A_CHAIN = 1_000
"""A reaction that causes itself would never end; past this many events the action is refused."""

TRIES_FOR_A_FREE_VALUE = 4


class NoActionOpenError(RuntimeError):
    """An event was recorded outside an action: it would not be in the transaction of what it tells."""


class EndlessReactionError(RuntimeError):
    """Reactions kept causing events without end; nothing was written. Look for a cycle in the table."""


class TakenError(Exception):
    """A random value met one that exists. The action that drew it is run again from its start."""


class TransactionNeededError(Exception):
    """Something in a gathering action wants more than one statement: it is run again in a transaction."""


class _Act:
    """What one running outermost action has gathered; `gathers` while nothing is written before its end."""

    def __init__(self, *, gathers: bool = False) -> None:
        self.gathers = gathers
        self.pending: list[RecordedEvent] = []
        self.done: list[RecordedEvent] = []
        self.rows: list[Model] = []
        self.changes: list[Statement] = []
        self.jobs: list[tuple[Afterwards, RecordedEvent]] = []
        self.causation: uuid.UUID | None = None

    def close(self) -> None:
        """Run the reactions of the same transaction, then write all that was gathered and enqueue jobs."""
        while self.pending:
            recorded = self.pending.pop(0)
            self.done.append(recorded)
            if len(self.done) > MOST_EVENTS_IN_A_CHAIN:
                raise EndlessReactionError(f"More than {MOST_EVENTS_IN_A_CHAIN} events in one action.")
            self.causation = recorded.id
            for reaction in reactions_to(type(recorded.event)):
                if isinstance(reaction, Afterwards):
                    self.jobs.append((reaction, recorded))
                else:
                    reaction.act(recorded)
        events = [_row(recorded) for recorded in self.done]
        write_together([*self.rows, *events], self.changes, enqueuing(self.jobs))


_open_act: ContextVar[_Act | None] = ContextVar("open_act", default=None)


def action(function: Callable[P, R]) -> Callable[P, R]:
    """Make a function an action: one transaction, joined by the actions it calls.

    A `TakenError` (a random reference that exists already) rolls everything back and runs it again,
    a few times; every other exception rolls back and reaches the caller.
    """
    return _made_action(function, gathers=False)


def gathering_action(function: Callable[P, R]) -> Callable[P, R]:
    """Make a function an action that writes nothing before its end, so that one statement can be all of it.

    It is tried like that first, with neither `BEGIN` nor locks: what it reads may change until it writes.
    So its changes say what they take for granted, and are `demanded`. Where one of them finds it otherwise,
    where a constraint refuses, or where something wants a transaction (`demand_transaction`, or an `action`
    that does not gather), nothing is written, and it runs again from its start as an `action` does. It must
    therefore do nothing but read and gather, or ask `gathers_now()` first.
    """
    return _made_action(function, gathers=True)


def gathers_now() -> bool:
    """Whether the action under way writes nothing before its end; it then has no transaction and no locks."""
    act = _open_act.get()
    return act is not None and act.gathers


def is_acting() -> bool:
    """Whether an action is under way: what is recorded now is written when it ends."""
    return _open_act.get() is not None


def demand_transaction() -> None:
    """Go on only in a transaction: where the action under way has none, it is run again with one."""
    if gathers_now():
        raise TransactionNeededError


def _made_action(function: Callable[P, R], *, gathers: bool) -> Callable[P, R]:
    @functools.wraps(function)
    def run(*args: P.args, **kwargs: P.kwargs) -> R:
        act = _open_act.get()
        if act is not None:
            if act.gathers and not gathers:
                raise TransactionNeededError
            return function(*args, **kwargs)
        whole = functools.partial(function, *args, **kwargs)
        if gathers:
            # Inside a transaction of somebody else a refusal must not break it.
            around = transaction.atomic() if connection.in_atomic_block else nullcontext()
            try:
                return _once(whole, _Act(gathers=True), around)
            except (TransactionNeededError, NotAsReadError, IntegrityError, TakenError):
                pass
        for attempt in range(TRIES_FOR_A_FREE_VALUE):
            try:
                return _once(whole, _Act(), transaction.atomic())
            except TakenError:
                if attempt == TRIES_FOR_A_FREE_VALUE - 1:
                    raise
        raise AssertionError("unreachable")

    run.is_action = True  # type: ignore[attr-defined]
    return run


def _once(whole: Callable[[], R], act: _Act, around: AbstractContextManager[None]) -> R:
    token = _open_act.set(act)
    try:
        with around:
            result = whole()
            act.close()
        return result
    finally:
        _open_act.reset(token)


def record_event(event: Event, *, by: Actor, at: datetime, about: object = None) -> uuid.UUID:
    """Record that `event` happened at `at`, done by `by`; return its id.

    It is written when the outermost action ends. Inside a reaction it is caused by the event reacted to.
    `about` is handed to the reactions of the same transaction as it stands in memory: the case that was just
    written, say, which they need not read again. Raises `NoActionOpenError` outside an action.
    """
    act = _open_act.get()
    if act is None:
        raise NoActionOpenError(f"{event.name} was recorded outside an action.")
    recorded = RecordedEvent(
        id=uuid7(), event=event, occurred_at=at, by=by, causation=act.causation, about=about
    )
    act.pending.append(recorded)
    return recorded.id


def write_at_the_end(rows: Sequence[Model]) -> None:
    """Have new rows written with the events, in one statement, when the outermost action ends.

    For rows that nothing reads again in the same transaction. Raises `NoActionOpenError` outside an action.
    """
    act = _open_act.get()
    if act is None:
        raise NoActionOpenError("Rows were to be written at the end of an action, and none is open.")
    act.rows.extend(rows)


def change_at_the_end(text: str, values: Mapping[str, Any], *, demanded: bool = False) -> None:
    """Have a change (an `INSERT` or `UPDATE` with `%(name)s`) made with that statement.

    It sees nothing that is written with it. Where it is `demanded` and returns other than one row, nothing is
    written at all: a gathering action is then run again in a transaction, any other raises `NotAsReadError`.
    Raises `NoActionOpenError` outside an action.
    """
    act = _open_act.get()
    if act is None:
        raise NoActionOpenError("Something was to be changed at the end of an action, and none is open.")
    act.changes.append(Statement(text, values, demanded))


def is_violation_of(error: IntegrityError, constraint: str) -> bool:
    """Say whether a database error is the breaking of the named constraint."""
    diagnosis = getattr(error.__cause__, "diag", None)
    return getattr(diagnosis, "constraint_name", None) == constraint


def _row(recorded: RecordedEvent) -> Row:
    subjects, payload = recorded.event.split()
    return Row(
        LedgerEvent,
        {
            "id": recorded.id,
            "name": recorded.event.name,
            "version": recorded.event.version,
            "occurred_at": recorded.occurred_at,
            "actor_kind": recorded.by.kind,
            "actor_id": recorded.by.id,
            "subjects": subjects,
            "causation": recorded.causation,
            "council": settings.PORTICO_COUNCIL,
            "payload": payload,
        },
    )
