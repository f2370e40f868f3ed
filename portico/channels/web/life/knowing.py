"""What is told once: facts and contact details of one form, for the next form of the same path.

Which question of a service is about which fact the life event says; nothing is guessed. What comes out is
shown for checking first, like everything that is known before (docs/decisions/0055).
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

from portico.channels.web.contact_pages import stays_anonymous
from portico.channels.web.journey import Journey, journey_through
from portico.channels.web.known import Known, is_held
from portico.channels.web.models import Draft, LifePath
from portico.records.catalogue.definition.life_events import LifeEvent
from portico.records.catalogue.queries import definition_of

DETAILS = ("name", "email", "phone", "language")
"""Contact details that are the same in every form of one person."""


def facts_told(event: LifeEvent, service: str, answers: Mapping[str, Any]) -> dict[str, Any]:
    """By the id of the fact what the answers to a form of `service` say of it."""
    return {
        fact.id: answers[fact.asked[service]]
        for fact in event.facts
        if service in fact.asked and answers.get(fact.asked[service]) not in (None, "", [])
    }


def details_told(draft: Draft) -> dict[str, Any]:
    """The contact details given in a form; none where somebody stays anonymous."""
    if stays_anonymous(draft.contact):
        return {}
    return {
        id: draft.contact[id]
        for id in DETAILS
        if draft.contact.get(id) and not is_held(draft.known, "contact", id)
    }


def known_for(
    service: str,
    *,
    event: LifeEvent,
    path: LifePath,
    answers: Mapping[str, Any],
    drafts: Iterable[Draft],
    today: date,
) -> Known:
    """What a new form of `service` begins with.

    What was sent counts before what stands in forms that are still open, and both before the `answers` to the
    questions of the life event itself, since they came later and are more exact.
    """
    facts = {fact.id: answers[fact.here] for fact in event.facts if fact.here and fact.here in answers}
    contact: dict[str, Any] = {}
    for draft in drafts:
        if draft.sent_at is None:
            told, details = _told_so_far(event, draft, today)
            facts |= told
            contact |= details
    facts |= path.facts
    contact |= path.contact
    asked = {fact.asked[service]: facts.get(fact.id) for fact in event.facts if service in fact.asked}
    return Known({id: answer for id, answer in asked.items() if answer not in (None, "", [])}, contact)


def _told_so_far(event: LifeEvent, draft: Draft, today: date) -> tuple[dict[str, Any], dict[str, Any]]:
    """What a form says that is not sent yet, as far as somebody answered or confirmed it there."""
    definition = definition_of(draft.service_version_id)
    journey: Journey = journey_through(definition, draft, today)
    answers = {
        id: answer for id, answer in journey.answers.items() if not is_held(draft.known, "answers", id)
    }
    return facts_told(event, definition.id, answers), details_told(draft)
