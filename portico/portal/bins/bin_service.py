"""The service that reports a missed bin: found in the catalogue by what its form looks up, not by name."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from portico.records.catalogue.definition.service import ServiceDefinition
from portico.records.catalogue.looking_up import services_that_look_up
from portico.records.catalogue.queries import CurrentService


@dataclass(frozen=True)
class BinService:
    """A service whose form looks up collections: what it is called, and its names for kinds of waste."""

    current: CurrentService
    name: str
    address_question: str
    """The question that asks for the address whose collections are looked up."""
    stream_names: Mapping[str, str]


def bin_service(language: str) -> BinService | None:
    """The first published service that looks up collections; none where the council has none.

    One SQL statement, and one more for a definition that this process has not read yet.
    """
    for current in services_that_look_up("collections"):
        definition = current.definition
        fact = next(fact for fact in definition.form.facts if fact.source == "collections")
        names = _stream_names(definition, fact.stream, language)
        return BinService(current, definition.name.in_language(language), fact.of, names)
    return None


def _stream_names(definition: ServiceDefinition, question: str | None, language: str) -> dict[str, str]:
    """What the options of the question about the kind of waste are called."""
    if question is None:
        return {}
    options = definition.question(question).options
    return {option.value: option.label.in_language(language) for option in options}
