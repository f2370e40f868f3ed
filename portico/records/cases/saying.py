"""The values of `((placeholders))` in what is said about a case: lines of its time line, and messages."""

from __future__ import annotations

from collections.abc import Collection

from django.conf import settings

from portico.design.brand import the_council
from portico.ground.calendar.working_days import council_calendar
from portico.ground.references.references import grouped
from portico.records.cases.models import Case
from portico.records.catalogue.answers import values_of
from portico.records.catalogue.definition.service import ServiceDefinition
from portico.records.catalogue.kinds.days import shown_date
from portico.records.catalogue.placeholders import plain_text


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
    """The values of the answers and facts that are `wanted`, which only the owner of a case is told."""
    if not any(name.startswith(("answers.", "facts.")) for name in wanted):
        return {}
    values = values_of(definition, case.answers, case.facts, language, wanted)
    return {name: value for name, value in values.items() if name in wanted}


def follow_address() -> str:
    """The address of the page to follow a request: nothing of the request stands in it."""
    return f"{str(settings.PUBLIC_ADDRESS).rstrip('/')}/follow"
