"""Whatever is done with a case in whatever order, what its standing promises holds."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, rule

from portico.ground.calendar.working_days import Calendar
from portico.records.cases.tests.scene import definition
from portico.records.cases.workflow import (
    COMPLETION,
    Clock,
    Standing,
    asked,
    clock_state,
    customer_move,
    duration_of,
    last_day_to_reopen,
    may_customer_reopen,
    moved,
    opened,
    replied,
    table_of,
    tier_of,
)
from portico.records.catalogue.definition.workflow import Duration, Stage

DEFINITION = definition()
CALENDAR = Calendar()
MONDAY = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)
MOVES = sorted(move.id for move in DEFINITION.workflow.moves)
LENGTHS = st.builds(
    Duration,
    amount=st.integers(min_value=0, max_value=40),
    unit=st.sampled_from(["hours", "days", "working_days", "months"]),
)


class AnyHistory(RuleBasedStateMachine):
    """Moves, questions and replies at ever later times."""

    @initialize(length=LENGTHS, minutes=st.integers(min_value=0, max_value=600_000))
    def open(self, length: Duration, minutes: int) -> None:
        self.clock = Clock(length, CALENDAR)
        self.now = MONDAY + timedelta(minutes=minutes)
        self.standing = opened(self.clock, self.now, tier=0)

    @rule(minutes=st.integers(min_value=0, max_value=60_000))
    def time_goes_by(self, minutes: int) -> None:
        self.now += timedelta(minutes=minutes)

    @rule(move=st.sampled_from(MOVES))
    def move(self, move: str) -> None:
        before, made = self.standing, DEFINITION.move(move)
        target = table_of(DEFINITION).get((before.stage, move))
        if target is None:
            with pytest.raises(KeyError):
                moved(before, made, self.clock, self.now)
            return
        self.standing = moved(before, made, self.clock, self.now)
        assert self.standing.stage == target
        assert self.standing.tier == max(before.tier, tier_of(made))
        if before.stage == target:
            assert self.standing == replace(before, tier=self.standing.tier)
        if before.is_open:
            assert self.standing.due_at >= before.due_at

    @precondition(lambda self: self.standing.is_open)
    @rule()
    def ask(self) -> None:
        before = self.standing
        self.standing = asked(before, self.now)
        assert self.standing.waiting_since == (before.waiting_since or self.now)
        assert self.standing.due_at == before.due_at

    @rule()
    def reply(self) -> None:
        before = self.standing
        self.standing = replied(before, self.clock, self.now)
        assert self.standing.waiting_since is None
        assert self.standing.due_at >= before.due_at
        assert (self.standing.stage, self.standing.outcome) == (before.stage, before.outcome)
        if before.waiting_since is None:
            assert self.standing == before

    @invariant()
    def closed_is_completed_with_an_outcome(self) -> None:
        standing = self.standing
        assert (standing.stage == COMPLETION) == (not standing.is_open) == bool(standing.outcome)

    @invariant()
    def only_an_open_case_waits(self) -> None:
        assert self.standing.is_open or self.standing.waiting_since is None

    @invariant()
    def it_is_due_after_it_was_received(self) -> None:
        assert self.standing.due_at >= self.standing.opened_at
        assert self.standing.stage_since <= self.now


AnyHistory.TestCase.settings = settings(max_examples=60, stateful_step_count=20, deadline=None)
TestAnyHistory = AnyHistory.TestCase


CLOCK = Clock(Duration(amount=3, unit="working_days"), CALENDAR)


def at_stage(stage: Stage, **known) -> Standing:
    begun = opened(CLOCK, MONDAY, tier=0)
    return replace(begun, stage=stage, **known)


def test_a_completed_case_cannot_wait():
    closed = at_stage("completion", closed_at=MONDAY, outcome="mended")
    with pytest.raises(ValueError, match="nobody"):
        asked(closed, MONDAY)


def test_a_pause_keeps_whole_days():
    waiting = asked(opened(CLOCK, MONDAY, tier=0), MONDAY + timedelta(hours=2))
    answered = replied(waiting, CLOCK, MONDAY + timedelta(days=2))
    assert waiting.due_at == datetime(2026, 3, 5, 17, 0, tzinfo=UTC)
    assert answered.due_at == datetime(2026, 3, 9, 17, 0, tzinfo=UTC)


def test_resolving_without_the_answer_ends_the_wait_first():
    waiting = asked(at_stage("review"), MONDAY)
    done = moved(waiting, DEFINITION.move("finish"), CLOCK, MONDAY + timedelta(days=1))
    assert (done.waiting_since, done.due_at) == (None, datetime(2026, 3, 6, 17, 0, tzinfo=UTC))


def test_a_reopened_case_gets_a_new_due_time():
    closed = at_stage("completion", closed_at=MONDAY, outcome="mended")
    again = moved(closed, DEFINITION.move("reopen"), CLOCK, MONDAY + timedelta(days=7))
    assert (again.closed_at, again.outcome) == (None, "")
    assert again.due_at == datetime(2026, 3, 12, 17, 0, tzinfo=UTC)


def test_a_move_that_only_officers_make_is_their_tier():
    assert tier_of(DEFINITION.move("take-up")) == 1
    assert tier_of(DEFINITION.move("send-crew")) == 2
    assert tier_of(DEFINITION.move("withdraw")) == 0


def test_the_deadline_is_of_the_priority_else_the_channel_else_usual():
    assert duration_of(DEFINITION, "web", 0) == Duration(amount=2, unit="hours")
    assert duration_of(DEFINITION, "web", None) == Duration(amount=3, unit="working_days")
    assert duration_of(DEFINITION, "post", None) == Duration(amount=10, unit="working_days")


def test_a_customer_reopens_to_the_end_of_the_last_day():
    closed = at_stage("completion", closed_at=MONDAY, outcome="mended")
    last = datetime(2026, 3, 16, 23, 59, tzinfo=UTC)
    assert may_customer_reopen(DEFINITION, closed, last)
    assert not may_customer_reopen(DEFINITION, closed, last + timedelta(minutes=1))
    assert str(last_day_to_reopen(DEFINITION, closed)) == "2026-03-16"
    assert not may_customer_reopen(DEFINITION, at_stage("review"), MONDAY)


@pytest.mark.parametrize(
    ("known", "hours", "state"),
    [
        ({}, 0, "in time"),
        ({}, 56, "soon"),
        ({}, 81, "overdue"),
        ({"waiting_since": MONDAY}, 81, "waiting"),
        ({"closed_at": MONDAY}, 81, "completed"),
    ],
)
def test_how_a_case_stands_with_its_clock(known, hours, state):
    usual = {"due_at": MONDAY + timedelta(hours=80), "waiting_since": None, "closed_at": None}
    warn = Duration(amount=1, unit="working_days")
    at = MONDAY + timedelta(hours=hours)
    assert clock_state(**{**usual, **known}, warn=warn, calendar=CALENDAR, at=at) == state


def test_a_customer_makes_only_their_own_moves():
    assert customer_move(DEFINITION, "withdraw", "receive") is not None
    assert customer_move(DEFINITION, "withdraw", "progress") is None
    assert customer_move(DEFINITION, "finish", "review") is None
