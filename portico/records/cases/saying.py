"""The values of `((placeholders))` in what is said about a case: lines of its time line, and messages."""

from __future__ import annotations

from collections.abc import Collection
from typing import cast

from django.conf import settings

from portico.design.brand import the_council
from portico.ground.calendar.working_days import council_calendar
from portico.ground.references.references import grouped
from portico.records.cases.models import Case
from portico.records.catalogue.answers import values_of
from portico.records.catalogue.definition.service import ServiceDefinition
from portico.records.catalogue.definition.workflow import Channel
from portico.records.catalogue.kinds.days import shown_date
from portico.records.catalogue.kinds.numbers import in_pounds
from portico.records.catalogue.placeholders import plain_text
from portico.records.catalogue.rules import Charge, charge_for


def values_about(
    case: Case, definition: ServiceDefinition, *, language: str, reference: str, wanted: Collection[str]
) -> dict[str, str]:
    """The values in `language` of what can be said to anybody who follows the case by `reference`.

    Nothing that its owner wrote is among them; see `values_of_owner`.
    """
    values = {
        "reference": grouped(reference),
        "service": definition.name.in_language(language),
        "council": the_council().name,
    }
    if "due_date" in wanted:
        day = council_calendar().day_of(case.due_at)
        values["due_date"] = shown_date(day.isoformat(), language)
    if "follow_address" in wanted:
        values["follow_address"] = follow_address()
    if case.outcome:
        outcome = definition.outcome(case.outcome)
        values["outcome"] = outcome.label.in_language(language)
        values["appeal"] = plain_text(outcome.appeal.in_language(language)) if outcome.appeal else ""
    return values


def values_of_owner(
    case: Case, definition: ServiceDefinition, *, language: str, wanted: Collection[str]
) -> dict[str, str]:
    """The values of what is `wanted` and only the owner of a case is told: answers, facts, the fee."""
    values = {}
    if "fee" in wanted and (charge := charge_of(case, definition)):
        values["fee"] = in_pounds(charge.pence)
    if any(name.startswith(("answers.", "facts.")) for name in wanted):
        quoted = values_of(definition, case.answers, case.facts, language, wanted)
        values |= {name: value for name, value in quoted.items() if name in wanted}
    return values


def charge_of(case: Case, definition: ServiceDefinition) -> Charge | None:
    """What the case costs its owner, by the rules of its own version on the day it was opened."""
    day = council_calendar().day_of(case.opened_at)
    return charge_for(definition, cast(Channel, case.channel), case.answers, case.facts, day)


def follow_address() -> str:
    """The address of the page to follow a request: nothing of the request stands in it."""
    return f"{str(settings.PUBLIC_ADDRESS).rstrip('/')}/follow"
