"""The demo council's life events: every service is reached, and what is shared fits wherever it is asked."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from functools import cache
from itertools import product
from pathlib import Path
from typing import Any

import pytest

from portico.channels.web.life.way import asked_on, services_for, signposts_for
from portico.channels.web.models import LifePath
from portico.records.catalogue.definition.form import Question
from portico.records.catalogue.definition.life_events import LifeEvent
from portico.records.catalogue.definition.service import ServiceDefinition
from portico.records.catalogue.kinds import KINDS
from portico.records.catalogue.reading.folder import files_in, read_files

SERVICES = Path(__file__).resolve().parents[5] / "services"
TODAY = date(2026, 5, 20)
EVENTS = ("moving-in", "having-a-baby", "bereavement", "starting-a-business")


@cache
def the_files() -> tuple[dict[str, LifeEvent], dict[str, ServiceDefinition]]:
    read = read_files(files_in([SERVICES]))
    assert read.life_events is not None
    return (
        {event.id: event for event in read.life_events.events},
        {definition.id: definition for definition in read.definitions.values()},
    )


def possible(question: Question) -> list[Any]:
    """The answers that a question can have; of several choices none, each by itself, and all."""
    values = [option.value for option in question.options]
    if question.kind == "choices":
        return [[], *([value] for value in values), values]
    return values if question.kind == "choice" else [True, False]


def combinations(event: LifeEvent) -> Iterator[dict[str, Any]]:
    for answers in product(*(possible(question) for question in event.questions)):
        yield dict(zip((question.id for question in event.questions), answers, strict=True))


@pytest.mark.parametrize("id", EVENTS)
def test_every_service_and_signpost_is_reached_and_not_always(id: str):
    event = the_files()[0][id]
    reached: set[str] = set()
    always = {one.service for one in event.services if one.when is not None}
    seen: set[str] = set()
    for answers in combinations(event):
        asked = asked_on(event, LifePath(answers=answers), TODAY)
        assert asked.open is None
        services = {one.service for one in services_for(event, asked.answers, TODAY)}
        reached |= services
        always &= services
        seen |= {one.id for one in signposts_for(event, asked.answers, TODAY)}
    assert reached == {one.service for one in event.services}
    assert not always
    assert seen == {one.id for one in event.elsewhere}


SAMPLES: dict[str, Any] = {
    "text": "Ada & Co",
    "name": "Ada Lovelace",
    "date": "2026-05-10",
    "address": {"uprn": "10012", "lines": ["12 Mill Lane", "Porticoton"], "postcode": "PX1 2AB"},
    "national_insurance_number": "AB123456C",
    "company_number": "01234567",
}


@pytest.mark.parametrize("id", EVENTS)
def test_what_is_told_once_is_an_answer_to_every_question_about_it(id: str):
    events, definitions = the_files()
    for fact in events[id].facts:
        questions = [definitions[service].question(asked) for service, asked in fact.asked.items()]
        first = events[id].question(fact.here) if fact.here else questions[0]
        samples = possible(first) if first.options or first.kind == "yes_no" else [SAMPLES[first.kind]]
        if fact.id == "born_on":
            samples = ["1990-05-10"]
        for question, sample in product(questions, samples):
            misfits = list(KINDS[question.kind].misfits(question, sample, TODAY))
            assert not misfits, f"{fact.id} for {question.id}: {misfits}"


def test_nobody_is_asked_for_a_fact_of_somebody_else():
    """Facts that look alike and are not: they must never be put together."""
    apart = [
        ("moving-in", ("change-of-address", "old_address"), ("change-of-address", "new_address")),
        ("bereavement", ("death", "home"), ("death", "own_address")),
        ("bereavement", ("death", "born_on"), ("death", "died_on")),
    ]
    for id, one, other in apart:
        by_question = {asked: fact.id for fact in the_files()[0][id].facts for asked in fact.asked.items()}
        assert by_question.get(one) != by_question.get(other) or by_question.get(one) is None
