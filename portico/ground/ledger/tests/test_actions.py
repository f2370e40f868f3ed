"""An action, its events, reactions and jobs exist together or not at all."""

from __future__ import annotations

import uuid
from collections.abc import Iterator
from datetime import UTC, datetime
from typing import ClassVar

import pytest
from django.contrib.contenttypes.models import ContentType
from django.db import IntegrityError, InternalError, ProgrammingError, connection, connections, transaction
from procrastinate.contrib.django.models import ProcrastinateJob

from portico.ground.ledger import reactions
from portico.ground.ledger.actions import (
    EndlessReactionError,
    NoActionOpenError,
    TakenError,
    action,
    change_at_the_end,
    demand_transaction,
    gathering_action,
    gathers_now,
    record_event,
)
from portico.ground.ledger.events import Actor, Code, Event, RecordedEvent
from portico.ground.ledger.models import LedgerEvent
from portico.ground.ledger.reactions import Afterwards, Together, set_reactions
from portico.ground.ledger.statements import NotAsReadError

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


# Actions that gather: one statement is all of them.

ADD = "INSERT INTO django_content_type (app_label, model) VALUES ('gathered', %(model)s) RETURNING id"
RENAME = "UPDATE django_content_type SET app_label = %(to)s WHERE app_label = %(was)s RETURNING id"


@gathering_action
def light_quietly(runs: list[bool], **changes: bool) -> None:
    """Light it; note each run and whether it gathered; add a row and rename those of `street`."""
    runs.append(gathers_now())
    change_at_the_end(ADD, {"model": "lantern"}, demanded=True)
    change_at_the_end(RENAME, {"was": "street", "to": "road"}, **changes)
    record_event(LanternLit(lantern=LANTERN, colour="green"), by=BY, at=AT)


def test_an_action_that_gathers_is_one_statement(db, monkeypatch, django_assert_num_queries):
    runs: list[bool] = []
    with monkeypatch.context() as outside_of_tests, django_assert_num_queries(1):
        # No transaction is around it there.
        outside_of_tests.setattr(connections["default"], "in_atomic_block", False)
        light_quietly(runs)
    assert runs == [True]
    assert LedgerEvent.objects.count() == 1
    assert ContentType.objects.filter(app_label="gathered").count() == 1


@pytest.mark.parametrize("streets", [0, 2])
def test_what_is_not_as_it_was_read_writes_nothing(db, streets):
    for number in range(streets):
        ContentType.objects.create(app_label="street", model=f"lamp {number}")
    runs: list[bool] = []
    with pytest.raises(NotAsReadError):
        light_quietly(runs, demanded=True)
    assert runs == [True, False]
    assert not LedgerEvent.objects.exists()
    assert not ContentType.objects.filter(app_label__in=["gathered", "road"]).exists()


def test_what_was_refused_is_tried_again_in_a_transaction(db):
    runs: list[bool] = []

    @gathering_action
    def rename_what_somebody_else_has_renamed() -> None:
        runs.append(gathers_now())
        found = "lane" if runs[1:] else "street"
        change_at_the_end(RENAME, {"was": found, "to": "road"}, demanded=True)
        record_event(LanternLit(lantern=LANTERN, colour="green"), by=BY, at=AT)

    ContentType.objects.create(app_label="lane", model="lamp")
    rename_what_somebody_else_has_renamed()
    assert runs == [True, False]
    assert ContentType.objects.get(model="lamp").app_label == "road"
    assert LedgerEvent.objects.count() == 1


def test_a_constraint_that_refuses_tells_so_from_the_transaction(db):
    ContentType.objects.create(app_label="gathered", model="lantern")
    runs: list[bool] = []
    with pytest.raises(IntegrityError):
        light_quietly(runs)
    assert runs == [True, False]
    assert not LedgerEvent.objects.exists()


@pytest.mark.parametrize("wants", [light, demand_transaction])
def test_what_wants_a_transaction_gets_one(db, wants):
    runs: list[bool] = []

    @gathering_action
    def light_and_more() -> None:
        runs.append(gathers_now())
        record_event(LanternLit(lantern=LANTERN, colour="red"), by=BY, at=AT)
        wants()

    light_and_more()
    assert runs == [True, False]
    assert LedgerEvent.objects.filter(payload__colour="red").count() == 1


def test_a_refusal_leaves_a_transaction_around_it_whole(db):
    runs: list[bool] = []
    with pytest.raises(NotAsReadError):
        light_quietly(runs, demanded=True)
    light()
    assert LedgerEvent.objects.count() == 1
