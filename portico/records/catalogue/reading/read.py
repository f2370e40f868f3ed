"""Reads a service definition from a file: either the definition, or everything that is wrong with it."""

from __future__ import annotations

import copy
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from portico.records.catalogue.definition.everyday import EverydayWords
from portico.records.catalogue.definition.groups import Groups
from portico.records.catalogue.definition.service import ServiceDefinition
from portico.records.catalogue.expressions.kinds import unknown_name
from portico.records.catalogue.reading.check_conditions import check_conditions
from portico.records.catalogue.reading.check_everyday import check_everyday
from portico.records.catalogue.reading.check_form import check_form, unique
from portico.records.catalogue.reading.check_texts import check_texts
from portico.records.catalogue.reading.check_workflow import check_workflow
from portico.records.catalogue.reading.problems import Lines, Problem, Problems, Where
from portico.records.catalogue.reading.scopes import Scopes
from portico.records.catalogue.reading.shape import read_shape
from portico.records.catalogue.reading.strict_yaml import read_yaml


@dataclass(frozen=True)
class Known:
    """What exists outside the file. None where it cannot be known, and is not checked then."""

    teams: frozenset[str] | None = None
    groups: frozenset[str] | None = None
    services: frozenset[str] | None = None
    definition_of: Callable[[str], ServiceDefinition | None] | None = None
    """Finds what a service asks, for life events; none where it is not at hand."""


NOTHING_KNOWN = Known()


@dataclass(frozen=True)
class ReadDefinition:
    """What reading gave: the definition where it has the right shape, and all problems in order.

    It may be used only where there are no problems.
    """

    definition: ServiceDefinition | None
    problems: tuple[Problem, ...]
    lines: Lines = field(default_factory=Lines)
    """Where in the file each part stands."""


@dataclass(frozen=True)
class ReadGroups:
    """The groups where they have the right shape, and all problems in order."""

    groups: Groups | None
    problems: tuple[Problem, ...]


@dataclass(frozen=True)
class ReadEverydayWords:
    """The everyday words where they have the right shape, and all problems in order."""

    words: EverydayWords | None
    problems: tuple[Problem, ...]


def read_definition(content: bytes | str, file: str, known: Known = NOTHING_KNOWN) -> ReadDefinition:
    """Read a definition and check everything that can be checked. Never raises on what a file holds.

    `file` is its name as problems give it.
    """
    problems = Problems(file)
    data = read_yaml(content, problems)
    if data is None:
        return ReadDefinition(None, problems.in_order())
    if not isinstance(data, dict):
        problems.add((), "The file is not a definition.", "Begin with “format: 1” and “id: …”.")
        return ReadDefinition(None, problems.in_order())
    definition = read_shape(ServiceDefinition, data, problems)
    if definition is not None:
        check_definition(definition, problems, known)
    return ReadDefinition(definition, problems.in_order(), problems.lines)


def read_data(data: Mapping[str, Any], known: Known = NOTHING_KNOWN) -> ReadDefinition:
    """Read a definition that is data already, as a working copy is. `line` of its problems only orders them.

    Where each is, its `where` says. Never raises on what the data holds.
    """
    problems = Problems("", Lines.in_order_of(data))
    definition = read_shape(ServiceDefinition, copy.deepcopy(dict(data)), problems)
    if definition is not None:
        check_definition(definition, problems, known)
    return ReadDefinition(definition, problems.in_order())


def check_definition(definition: ServiceDefinition, problems: Problems, known: Known) -> None:
    """Note everything in a definition of the right shape that does not fit together."""
    scopes = Scopes(definition)
    check_form(definition, problems)
    check_workflow(definition, problems)
    check_conditions(definition, scopes, problems)
    check_texts(definition, scopes, problems)
    _check_outside(definition, problems, known)


def read_groups(content: bytes | str, file: str) -> ReadGroups:
    """Read `_groups.yaml`. Never raises on what a file holds."""
    problems = Problems(file)
    data = read_yaml(content, problems)
    groups = read_shape(Groups, data, problems) if data is not None else None
    if groups is not None:
        unique([group.id for group in groups.groups], ("groups",), "group", problems)
    return ReadGroups(groups, problems.in_order())


def read_everyday_words(content: bytes | str, file: str) -> ReadEverydayWords:
    """Read `_words.yaml`. Never raises on what a file holds."""
    problems = Problems(file)
    data = read_yaml(content, problems)
    words = read_shape(EverydayWords, data, problems) if data is not None else None
    if words is not None:
        check_everyday(words, problems)
    return ReadEverydayWords(words, problems.in_order())


def _check_outside(definition: ServiceDefinition, problems: Problems, known: Known) -> None:
    _exists(definition.team, known.teams, "team", ("team",), problems)
    for number, route in enumerate(definition.routing):
        _exists(route.team, known.teams, "team", ("routing", number, "team"), problems)
    _exists(definition.group, known.groups, "group", ("group",), problems)
    for number, page in enumerate(definition.form.pages):
        for order, stop in enumerate(page.stops):
            if stop.instead is not None and stop.instead != definition.id:
                at: Where = ("form", "pages", number, "stops", order, "instead")
                _exists(stop.instead, known.services, "service", at, problems)


def _exists(id: str, known: frozenset[str] | None, what: str, path: Where, problems: Problems) -> None:
    if known is not None and id not in known:
        error = unknown_name(id, known, what)
        problems.add(path, error.problem, error.remedy)
