"""Who may do what with a case."""

from __future__ import annotations

import pytest

from portico.ground.access.queries import powers_of
from portico.records.cases.permissions import (
    may_ask,
    may_assign,
    may_hand_over,
    may_link,
    may_mark_seen,
    may_move,
    may_note,
    may_see,
    may_see_sensitive,
    may_take_reply,
    moves_open_to,
)
from portico.records.cases.tests.scene import definition

PEOPLE = ["amina", "owen", "priya", "tomos", "grace", "ivan"]
SEES = {"amina", "owen", "priya", "grace"}
DEFINITION = definition()


@pytest.mark.parametrize("person", PEOPLE)
def test_a_case_of_the_waste_team(cast, person):
    powers = powers_of(getattr(cast, person))
    team = cast.waste.id
    sees = person in SEES
    knows = person in {"owen", "priya", "grace"}
    assert may_see(powers, team) is sees
    assert may_see_sensitive(powers, team) is knows
    assert may_move(powers, team, DEFINITION.move("take-up")) is sees
    assert may_move(powers, team, DEFINITION.move("refuse")) is knows
    for may in (may_note, may_take_reply, may_ask, may_hand_over, may_link):
        assert may(powers, team) is sees, may
    assert may_mark_seen(powers, team) is knows


def test_moves_open_to_an_agent_and_to_an_officer(cast):
    team = cast.waste.id
    agent = moves_open_to(powers_of(cast.amina), team, DEFINITION, "review")
    officer = moves_open_to(powers_of(cast.owen), team, DEFINITION, "review")
    assert [move.id for move in agent] == ["chase", "finish", "withdraw"]
    assert [move.id for move in officer] == ["send-crew", "chase", "finish", "refuse", "withdraw"]
    assert moves_open_to(powers_of(cast.tomos), team, DEFINITION, "review") == ()


def test_an_officer_takes_and_gives_away_only_their_own(cast):
    owen, team = powers_of(cast.owen), cast.waste.id
    assert may_assign(owen, team, holder=None, to=cast.owen.id)
    assert may_assign(owen, team, holder=cast.owen.id, to=cast.priya.id)
    assert not may_assign(owen, team, holder=None, to=cast.priya.id)
    assert not may_assign(owen, team, holder=cast.priya.id, to=cast.owen.id)
    assert may_assign(powers_of(cast.priya), team, holder=cast.owen.id, to=None)
    assert not may_assign(powers_of(cast.amina), team, holder=None, to=cast.amina.id)
    assert not may_assign(powers_of(cast.tomos), team, holder=None, to=cast.tomos.id)
