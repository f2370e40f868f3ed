"""The way through a life event, whatever was answered, chosen and sent."""

from __future__ import annotations

from datetime import date
from functools import cache
from typing import Any
from uuid import UUID

from hypothesis import given, settings
from hypothesis import strategies as st
from uuid_utils.compat import uuid7

from portico.channels.web.known import Known
from portico.channels.web.life.knowing import facts_told, known_for
from portico.channels.web.life.tests.conftest import all_services, moving
from portico.channels.web.life.way import Way, asked_on, services_for, way_through
from portico.channels.web.models import Draft, LifePath
from portico.records.catalogue.definition.life_events import LifeEvent
from portico.records.catalogue.queries import NamedService
from tests.cast import BEGINNING

TODAY = date(2026, 3, 2)
CODES = ("move-the-cat", "paint-a-bin", "park-a-car")
IDS: dict[str, UUID] = {code: uuid7() for code in (*CODES, "long-gone")}

ANSWERS = st.fixed_dictionaries(
    {},
    optional={
        "owns": st.sampled_from([True, False, None]),
        "colour": st.sampled_from(["red", "blue", "no longer offered", None]),
        "cars": st.sampled_from([0, 1, 9, None]),
        "asked_before": st.text(max_size=3),
    },
)


@cache
def the_event() -> LifeEvent:
    return moving()


@cache
def names(*withdrawn: str) -> dict[str, NamedService]:
    found = {
        one.id: NamedService(IDS[one.id], one.name, offered=one.id not in withdrawn)
        for one in all_services().values()
    }
    found["long-gone"] = NamedService(IDS["long-gone"], found["park-a-car"].name, offered=False)
    return found


def on_the_way(path: LifePath, drafts: list[Draft], *withdrawn: str) -> Way:
    answers = asked_on(the_event(), path, TODAY).answers
    return way_through(
        the_event(), path, answers=answers, drafts=drafts, named=names(*withdrawn), today=TODAY
    )


@settings(deadline=None)
@given(
    answers=ANSWERS,
    chosen=st.dictionaries(st.sampled_from([*CODES, "other"]), st.booleans()),
    sent=st.sets(st.sampled_from([*CODES, "long-gone"])),
    begun=st.sets(st.sampled_from([*CODES, "long-gone"])),
    withdrawn=st.sets(st.sampled_from(CODES)),
)
def test_the_way_holds_together(answers: dict[str, Any], chosen, sent, begun, withdrawn):
    path = LifePath(answers=answers, chosen=chosen, sent=dict.fromkeys(sent, "ABCD2345"))
    drafts = [Draft(service_id=IDS[code], begun_at=BEGINNING, changed_at=BEGINNING) for code in begun]
    way = on_the_way(path, drafts, *sorted(withdrawn))
    codes = [stop.service for stop in way.stops]
    assert len(codes) == len(set(codes))
    assert sent <= set(codes), "what was sent is always told"
    assert {stop.service for stop in way.stops if stop.state == "sent"} == sent
    assert way.sent == len(sent) <= len(way.listed)
    following = way.next
    assert (following is None) == all(stop.state == "sent" for stop in way.listed)
    if following is not None:
        assert following.service not in sent
        assert following.service in begun or following.service not in withdrawn
    asked = asked_on(the_event(), path, TODAY)
    applying = {one.service for one in services_for(the_event(), asked.answers, TODAY)}
    assert set(codes) <= applying | sent | begun
    for stop in way.stops:
        if stop.state == "left_out":
            assert chosen.get(stop.service, stop.need != "possible" and stop.why is not None) is False


@settings(deadline=None)
@given(ANSWERS)
def test_questions_are_asked_in_order_and_only_while_they_apply(answers: dict[str, Any]):
    asked = asked_on(the_event(), LifePath(answers=answers), TODAY)
    ids = [question.id for question in asked.questions]
    assert ids == [id for id in ("owns", "colour", "cars") if id in ids]
    assert ("colour" in ids) <= (answers.get("owns") is True)
    assert set(asked.answers) <= {"owns", "colour", "cars"}
    if asked.open is not None:
        assert asked.open == ids[-1]
        assert answers.get(asked.open) is None
    else:
        assert ids[-1] == "cars"
    assert [asked.before(id) for id in ids] == [None, *ids[:-1]]


@settings(deadline=None)
@given(
    facts=st.fixed_dictionaries(
        {},
        optional={
            "street": st.text(min_size=1, max_size=5),
            "moved_on": st.just("2026-03-01"),
            "colour": st.just("blue"),
            "no_longer_a_fact": st.text(),
        },
    ),
    answers=ANSWERS,
)
def test_a_fact_goes_to_its_own_question_and_nowhere_else(facts: dict[str, Any], answers: dict[str, Any]):
    event = the_event()
    path = LifePath(answers=answers, facts=facts)
    counting = asked_on(event, path, TODAY).answers
    asked = {fact.id: fact.asked for fact in event.facts}
    for code in CODES:
        known = known_for(code, event=event, path=path, answers=counting, drafts=[], today=TODAY)
        for question, answer in known.answers.items():
            fact = next(id for id, services in asked.items() if services.get(code) == question)
            told_here = counting.get("colour") if fact == "colour" else None
            assert answer == facts.get(fact, told_here)
        assert all(facts[id] in known.answers.values() for id in asked if code in asked[id] and id in facts)


@settings(deadline=None)
@given(
    st.permutations(CODES),
    st.dictionaries(st.sampled_from(["street", "where", "parked_in", "cat"]), st.text()),
)
def test_what_was_told_in_one_form_is_known_in_every_other(order, answers: dict[str, str]):
    event = the_event()
    told = facts_told(event, order[0], answers)
    question = {"move-the-cat": "street", "paint-a-bin": "where", "park-a-car": "parked_in"}
    street = answers.get(question[order[0]])
    assert told == ({"street": street} if street else {})
    known = known_for(order[1], event=event, path=LifePath(facts=told), answers={}, drafts=[], today=TODAY)
    assert known == (Known({question[order[1]]: street}) if street else Known())
