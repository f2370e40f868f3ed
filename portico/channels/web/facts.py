"""Facts that a form looks up on the way and pins in its draft."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from portico.ground.calendar.deadlines import working_days_between
from portico.ground.calendar.working_days import council_calendar
from portico.records.catalogue.definition.facts import UNKNOWN_COLLECTION
from portico.records.catalogue.definition.form import Fact, Page
from portico.records.catalogue.definition.service import ServiceDefinition
from portico.records.catalogue.path import facts_after
from portico.records.places.queries import last_collection


def look_up_facts(
    definition: ServiceDefinition, page: Page, answers: Mapping[str, Any], today: date
) -> dict[str, Any]:
    """The facts about answers of `page`, by their ids; one SQL statement each at most.

    A fact whose questions are not all answered is left out.
    """
    found = {}
    for fact in facts_after(definition, page):
        if answers.get(fact.of) and (fact.stream is None or answers.get(fact.stream)):
            found[fact.id] = _collection(fact, answers, today)
    return found


def _collection(fact: Fact, answers: Mapping[str, Any], today: date) -> dict[str, Any]:
    """What conditions may know of the collections at an address; see `COLLECTION_FACT`."""
    uprn = answers[fact.of].get("uprn")
    stream = answers.get(fact.stream) if fact.stream else None
    if not uprn or not stream:
        return dict(UNKNOWN_COLLECTION)
    last = last_collection(uprn, stream, today)
    if not last.known:
        return dict(UNKNOWN_COLLECTION)
    since = None
    if last.last_on is not None:
        since = working_days_between(last.last_on, today, council_calendar())
    return {
        "known": True,
        "last_on": last.last_on.isoformat() if last.last_on else None,
        "next_on": last.next_on.isoformat() if last.next_on else None,
        "working_days_since_last": since,
        "collected_today": last.last_on == today,
    }
