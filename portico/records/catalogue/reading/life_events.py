"""Reads `_life-events.yaml`: either the life events, or everything that is wrong with them."""

from __future__ import annotations

from dataclasses import dataclass

from portico.records.catalogue.definition.life_events import LifeEvents
from portico.records.catalogue.definition.service import ServiceDefinition
from portico.records.catalogue.reading.check_life_events import DefinitionOf, check_life_events
from portico.records.catalogue.reading.problems import Problem, Problems
from portico.records.catalogue.reading.shape import read_shape
from portico.records.catalogue.reading.strict_yaml import read_yaml


@dataclass(frozen=True)
class ReadLifeEvents:
    """The life events where they have the right shape, and all problems in order."""

    life_events: LifeEvents | None
    problems: tuple[Problem, ...]


def no_definition(id: str) -> ServiceDefinition | None:
    """No service is at hand: what is said of their questions is not checked."""
    return None


def read_life_events(
    content: bytes | str,
    file: str,
    services: frozenset[str] | None = None,
    definition_of: DefinitionOf = no_definition,
) -> ReadLifeEvents:
    """Read life events and check everything that can be checked. Never raises on what a file holds.

    `services` are the ids that exist, none where that is not known; `definition_of` finds what they ask.
    """
    problems = Problems(file)
    data = read_yaml(content, problems)
    events = read_shape(LifeEvents, data, problems) if data is not None else None
    if events is not None:
        check_life_events(events, problems, services, definition_of)
    return ReadLifeEvents(events, problems.in_order())
