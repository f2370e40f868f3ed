"""Checks all conditions of a definition: syntax, names, kinds, and whether they can be otherwise."""

from __future__ import annotations

import itertools
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from portico.records.catalogue.conditions import check, holds
from portico.records.catalogue.definition.facts import COLLECTION_FACT
from portico.records.catalogue.definition.form import HasForm, Question
from portico.records.catalogue.definition.service import ServiceDefinition
from portico.records.catalogue.expressions.kinds import Scope
from portico.records.catalogue.expressions.tree import ConditionError, read_condition
from portico.records.catalogue.reading.problems import Problems, Where
from portico.records.catalogue.reading.scopes import Scopes

MOST_COMBINATIONS = 2_000
_SOME_DAY = date(2026, 3, 2)
"""Which day it is does not matter: conditions on days are not tried out."""


@dataclass(frozen=True)
class Placed:
    """A condition, where it stands, what it may refer to there, and what follows if it always holds."""

    condition: str
    path: Where
    scope: Scope
    always: str
    never: str


def check_conditions(definition: ServiceDefinition, scopes: Scopes, problems: Problems) -> None:
    """Note every condition that cannot be read, refers to what it may not, or never changes its mind."""
    for placed in conditions_in(definition, scopes):
        check_condition(definition, placed, problems)


def check_condition(definition: HasForm, placed: Placed, problems: Problems) -> None:
    """Note what is wrong with one condition."""
    try:
        check(placed.condition, placed.scope)
    except ConditionError as error:
        problems.add(placed.path, f"The condition “{placed.condition}”: {error.problem}", error.remedy)
        return
    _check_otherwise(definition, placed, problems)


def conditions_in(definition: ServiceDefinition, scopes: Scopes) -> Iterator[Placed]:
    """All conditions of a definition, in the order of the file."""
    for number, page in enumerate(definition.form.pages):
        at: Where = ("form", "pages", number)
        before = scopes.before(number)
        not_asked = "the page is always asked", "nobody is ever asked this page"
        if page.when is not None:
            yield Placed(page.when, (*at, "when"), before, *not_asked)
        for place, question in enumerate(page.questions):
            here = (*at, "questions", place)
            if question.when is not None:
                not_asked = "the question is always asked", "nobody is ever asked this question"
                yield Placed(question.when, (*here, "when"), before, *not_asked)
            yield from _checks_of(question, here, scopes.at(number, place))
            for order, asked in enumerate(question.questions):
                below = (*here, "questions", order)
                if asked.when is not None:
                    not_asked = "the question is always asked", "nobody is ever asked this question"
                    yield Placed(asked.when, (*below, "when"), scopes.in_entry(question, order), *not_asked)
                yield from _checks_of(asked, below, scopes.in_entry_with(question, order))
        for order, stop in enumerate(page.stops):
            effect = "nobody could ever go on", "it stops nobody"
            yield Placed(stop.when, (*at, "stops", order, "when"), scopes.after(number), *effect)
    everything = scopes.everything()
    for order, route in enumerate(definition.routing):
        effect = "no case goes to another team", "no case goes to this team"
        yield Placed(route.when, ("routing", order, "when"), everything, *effect)
    for order, priority in enumerate(definition.priority):
        effect = "every case has this priority", "no case has this priority"
        yield Placed(priority.when, ("priority", order, "when"), everything, *effect)
    for order, reduction in enumerate(definition.fee.reductions if definition.fee else ()):
        effect = "everybody pays less", "nobody pays less"
        yield Placed(reduction.when, ("fee", "reductions", order, "when"), everything, *effect)


def _checks_of(question: Question, at: Where, scope: Scope) -> Iterator[Placed]:
    for order, rule in enumerate(question.checks):
        effect = "it refuses nothing", "no answer is ever taken"
        yield Placed(rule.must, (*at, "checks", order, "must"), scope, *effect)


def _check_otherwise(definition: HasForm, placed: Placed, problems: Problems) -> None:
    """Try a condition on every combination of answers, where it reads only what can be listed."""
    outcomes = _tried(definition, placed.condition)
    if outcomes is None:
        return
    usual, unusual = outcomes
    if all(usual):
        problems.add(
            placed.path,
            f"The condition “{placed.condition}” always holds: {placed.always}.",
            "Leave it out, or mend it.",
        )
    elif not any(usual) and not any(unusual):
        problems.add(
            placed.path,
            f"The condition “{placed.condition}” never holds: {placed.never}.",
            "Mend it, or leave out what depends on it.",
        )


def _tried(definition: HasForm, condition: str) -> tuple[list[bool], list[bool]] | None:
    """What it gives where all required questions are answered, and where some were not asked.

    None where it reads something that cannot be listed, or where there are too many combinations.
    """
    values: dict[tuple[str, ...], Sequence[Any]] = {}
    sure: dict[tuple[str, ...], Sequence[Any]] = {}
    for node in read_condition(condition).walk():
        path = node.path()
        if path is None:
            if node.kind == "call" and node.value != "size":
                return None
            continue
        listed = _values_of(definition, path)
        if listed is None:
            return None
        values[path] = listed
        question = _question_of(definition, path)
        sure[path] = (
            [value for value in listed if value is not None] if _is_sure(definition, question) else listed
        )
    size = 1
    for listed in values.values():
        size *= len(listed)
    if size > MOST_COMBINATIONS:
        return None
    return _outcomes(condition, sure), _outcomes(condition, values)


def _outcomes(condition: str, values: dict[tuple[str, ...], Sequence[Any]]) -> list[bool]:
    found = []
    for combination in itertools.product(*values.values()):
        answers: dict[str, Any] = {}
        facts: dict[str, dict[str, Any]] = {}
        for path, value in zip(values, combination, strict=True):
            if path[0] == "answers":
                answers[path[1]] = value
            else:
                facts.setdefault(path[1], {})[path[2]] = value
        found.append(holds(condition, answers, facts, _SOME_DAY))
    return found


def _values_of(definition: HasForm, path: tuple[str, ...]) -> Sequence[Any] | None:
    if path[0] == "facts" and len(path) == 3 and COLLECTION_FACT.get(path[2]) == "yes_no":
        return (True, False)
    question = _question_of(definition, path)
    if question is None:
        return None
    if question.kind == "choice":
        return (None, *(option.value for option in question.options))
    if question.kind in {"yes_no", "declaration"}:
        return (None, True) if question.kind == "declaration" else (None, True, False)
    return None


def _question_of(definition: HasForm, path: tuple[str, ...]) -> Question | None:
    if path[0] != "answers" or len(path) != 2:
        return None
    try:
        return definition.question(path[1])
    except KeyError:
        return None


def _is_sure(definition: HasForm, question: Question | None) -> bool:
    """Whether every form that goes past the question has an answer to it."""
    if question is None:
        return True
    page = next(page for page in definition.form.pages if question in page.questions)
    return question.required and question.when is None and page.when is None
