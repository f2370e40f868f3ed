"""An action, its events, reactions and jobs exist together or not at all."""

from __future__ import annotations

import uuid
from collections.abc import Iterator
from datetime import UTC, datetime
from typing import ClassVar

import pytest
from django.db import InternalError, ProgrammingError, connection, transaction
from procrastinate.contrib.django.models import ProcrastinateJob

from portico.ground.ledger import reactions
from portico.ground.ledger.actions import (
    EndlessReactionError,
    NoActionOpenError,
    TakenError,
    action,
    record_event,
)
from portico.ground.ledger.events import Actor, Code, Event, RecordedEvent
from portico.ground.ledger.models import LedgerEvent
from portico.ground.ledger.reactions import Afterwards, Together, set_reactions

AT = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)
BY = Actor.system()


class LanternLit(Event):
    name: ClassVar[str] = "lantern.lit"
    subjects: ClassVar[tuple[str, ...]] = ("lantern",)
    lantern: uuid.UUID
    colour: Code


class NeighbourWoken(Event):
    name: ClassVar[str] = "neighbour.woken"
    subjects: ClassVar[tuple[str, ...]] = ("lantern",)
    lantern: uuid.UUID


LANTERN = uuid.uuid4()


@action
def light(colour: str = "green") -> None:
    record_event(LanternLit(lantern=LANTERN, colour=colour), by=BY, at=AT)


@pytest.fixture(autouse=True)
def own_reactions() -> Iterator[None]:
    before = [reaction for those in reactions._table.values() for reaction in those]
    set_reactions(())
    yield
    set_reactions(before)


def test_event_is_written_with_its_envelope(db):
    light()
    event = LedgerEvent.objects.get()
    assert (event.name, event.version, event.actor_kind) == ("lantern.lit", 1, "system")
    assert event.subjects == {"lantern": str(LANTERN)}
    assert event.payload == {"colour": "green"}
    assert event.occurred_at == AT
    assert event.position >= 1
    assert event.transaction_number > 0


def test_words_are_no_code(db):
    with pytest.raises(ValueError, match="colour"):
        light("Mrs Ada Lovelace, 12 High Street")


def test_recording_outside_an_action_is_refused(db):
    with pytest.raises(NoActionOpenError):
        record_event(LanternLit(lantern=LANTERN, colour="red"), by=BY, at=AT)


def test_an_action_that_fails_leaves_nothing(db):
    @action
    def light_and_fall() -> None:
        light()
        raise RuntimeError("fell")

    with pytest.raises(RuntimeError):
        light_and_fall()
    assert not LedgerEvent.objects.exists()


def test_nested_actions_are_written_by_one_statement(db, django_assert_num_queries):
    @action
    def light_two() -> None:
        light("red")
        light("blue")

    with django_assert_num_queries(3):  # savepoint of the test, one insert, its release
        light_two()
    assert LedgerEvent.objects.count() == 2


def test_a_reaction_of_the_same_transaction_is_caused_by_its_event(db):
    def wake(recorded: RecordedEvent) -> None:
        record_event(NeighbourWoken(lantern=LANTERN), by=BY, at=recorded.occurred_at)

    set_reactions([Together(LanternLit, wake)])
    light()
    lit, woken = LedgerEvent.objects.order_by("position")
    assert woken.causation == lit.id


def test_a_reaction_is_handed_what_the_action_holds(db):
    held, seen = object(), []
    set_reactions([Together(LanternLit, lambda recorded: seen.append(recorded.about))])

    @action
    def light_holding() -> None:
        record_event(LanternLit(lantern=LANTERN, colour="red"), by=BY, at=AT, about=held)

    light_holding()
    assert seen == [held]


def test_a_reaction_that_fails_undoes_the_action(db):
    def fail(recorded: RecordedEvent) -> None:
        raise RuntimeError("no")

    set_reactions([Together(LanternLit, fail)])
    with pytest.raises(RuntimeError):
        light()
    assert not LedgerEvent.objects.exists()


def test_reactions_without_end_are_refused(db):
    def again(recorded: RecordedEvent) -> None:
        record_event(NeighbourWoken(lantern=LANTERN), by=BY, at=AT)

    set_reactions([Together(LanternLit, again), Together(NeighbourWoken, again)])
    with pytest.raises(EndlessReactionError):
        light()


def test_jobs_are_enqueued_in_the_transaction(db):
    set_reactions([Afterwards(LanternLit, "tests.wake", lambda recorded: {"event": str(recorded.id)})])
    light()
    job = ProcrastinateJob.objects.get()
    assert job.task_name == "tests.wake"
    assert job.args == {"event": str(LedgerEvent.objects.get().id)}

    with pytest.raises(RuntimeError), transaction.atomic():
        light()
        raise RuntimeError("rolled back")
    assert ProcrastinateJob.objects.count() == 1


def test_no_job_is_enqueued_where_there_is_nothing_to_do(db):
    set_reactions([Afterwards(LanternLit, "tests.wake", lambda recorded: None)])
    light()
    assert not ProcrastinateJob.objects.exists()


def test_a_taken_value_runs_the_action_again(db):
    tries = []

    @action
    def draw() -> None:
        tries.append(1)
        light()
        if len(tries) < 3:
            raise TakenError

    draw()
    assert len(tries) == 3
    assert LedgerEvent.objects.count() == 1


@pytest.mark.parametrize(
    "change",
    ["UPDATE ledger_event SET name = 'x'", "DELETE FROM ledger_event", "TRUNCATE ledger_event"],
)
def test_the_ledger_is_append_only(db, change):
    light()
    with pytest.raises((InternalError, ProgrammingError), match="append-only"), transaction.atomic():
        connection.cursor().execute(change)
