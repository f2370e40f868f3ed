"""What is sent of a finished form: answers that count, who gives them, where it is, which files."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any, cast
from uuid import UUID

from django.conf import settings
from django.urls import NoReverseMatch

from portico.channels.web.contact_pages import stays_anonymous
from portico.channels.web.journey import Journey
from portico.channels.web.models import Draft
from portico.design.addresses import address_of
from portico.design.brand import the_council
from portico.design.dates import full_day
from portico.ground.references.references import grouped
from portico.records.cases.actions import GivenFile, Place
from portico.records.catalogue.answers import values_of
from portico.records.catalogue.definition.service import ServiceDefinition
from portico.records.catalogue.definition.workflow import Channel
from portico.records.catalogue.kinds.numbers import in_pounds
from portico.records.catalogue.placeholders import fill, names_in
from portico.records.catalogue.rules import Charge
from portico.records.people.contact_details import Given


@dataclass(frozen=True)
class Sent:
    """What became of a form: the reference, and what the confirmation says."""

    draft_id: UUID
    reference: str
    due_at: datetime
    joined: bool
    """It was added to a report that was open already; `due_at` is that report's."""


def answers_to_send(journey: Journey) -> dict[str, Any]:
    """The answers of reached questions; those passed over are left out."""
    return {id: answer for id, answer in journey.answers.items() if answer not in (None, "", [])}


def given_of(definition: ServiceDefinition, draft: Draft, journey: Journey) -> Given:
    """Who sends it, as they said it at the end of the form; nobody where they stay anonymous."""
    contact = draft.contact
    language = contact.get("language") or draft.language
    if stays_anonymous(contact):
        return Given(language=language)
    address = _first_answered(definition.form.contact.address, journey.answers) or {}
    return Given(
        name=contact.get("name") or "",
        email=contact.get("email") or "",
        phone=contact.get("phone") or "",
        address_lines=tuple(address.get("lines", ())),
        postcode=address.get("postcode", ""),
        uprn=address.get("uprn", ""),
        language=language,
    )


def customer_of(draft: Draft) -> UUID | None:
    """The customer whom staff found before they began; none where they stay anonymous here."""
    return None if stays_anonymous(draft.contact) else draft.customer_id


def channel_of(draft: Draft) -> Channel:
    """How the customer reaches the council with it, as rules want it."""
    return cast(Channel, draft.channel)


def place_of(definition: ServiceDefinition, journey: Journey) -> Place | None:
    """Where it is, by the first answered question of the definition's `where`."""
    return Place.of_answer(_first_answered(definition.form.where, journey.answers))


def files_of(definition: ServiceDefinition, journey: Journey) -> list[GivenFile]:
    """The files of all reached questions."""
    return [
        GivenFile(stored_id=UUID(file["id"]), name=file["name"], question=question.id)
        for question in definition.questions()
        if question.kind == "files"
        for file in journey.answers.get(question.id) or ()
    ]


def files_held(answers: Mapping[str, Any], working: Mapping[str, Any]) -> set[UUID]:
    """The stored files that a draft holds, whether their pages are still reached or not."""
    lists = [*answers.values(), *(halfway.get("given") for halfway in working.values())]
    return {UUID(one["id"]) for given in lists if isinstance(given, list) for one in given if _is_file(one)}


def _is_file(one: Any) -> bool:
    """Whether it is a file, and not an entry of a list whose questions have the same names."""
    return isinstance(one, Mapping) and one.keys() == {"id", "name"} and _is_uuid(one["id"])


def _is_uuid(text: Any) -> bool:
    try:
        UUID(text)
    except (ValueError, TypeError, AttributeError):
        return False
    return True


def told_through(definition: ServiceDefinition, given: Given, *, joined: bool) -> str:
    """How the sender hears of it at once: `email`; `phone` or `nothing` where no message can go out."""
    if given.email and ("joined" if joined else "received") in definition.messages:
        return "email"
    return "phone" if given.phone else "nothing"


def what_happens_next(
    definition: ServiceDefinition,
    journey: Journey,
    given: Given,
    sent: Sent,
    *,
    language: str,
    charge: Charge | None,
) -> str:
    """The definition's words for the confirmation, filled in; Markdown."""
    text = definition.what_happens_next.in_language(language)
    values = {
        "fee": in_pounds(charge.pence) if charge else "",
        **values_of(definition, journey.answers, journey.facts, language, names_in(text)),
        "reference": grouped(sent.reference),
        "name": given.name,
        "council": the_council().name,
        "due_date": full_day(sent.due_at),
        "follow_address": settings.PUBLIC_ADDRESS + follow_path(),
    }
    return fill(text, values, markup=True)


def follow_path() -> str:
    """The path of the page where a request is followed; the home page where this Portico has none."""
    return follow_door() or "/"


def follow_door() -> str:
    """The path of the page where a request is followed; empty where this Portico has none."""
    try:
        return address_of("portal:follow")
    except NoReverseMatch:
        return ""


def _first_answered(questions: tuple[str, ...], answers: Mapping[str, Any]) -> Mapping[str, Any] | None:
    return next((answers[id] for id in questions if answers.get(id)), None)
