"""How long a form can still become: the pages that are sure to be asked, and those that may.

A condition is settled once everything it reads is: the question was answered, or is sure not to be asked.
A page whose condition is not settled may come. Where that hangs on a question with a few answers to choose
from, only one of these can be chosen: the pages of the longest branch are counted, and not those of all.

Nothing here is longer than the form can become: each answer makes it as long or shorter, as long as no
earlier one is changed.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import lru_cache
from itertools import product
from math import prod
from typing import Any

from portico.records.catalogue.conditions import holds, names_in
from portico.records.catalogue.definition.form import Page, Question
from portico.records.catalogue.definition.service import ServiceDefinition
from portico.records.catalogue.expressions.tree import ConditionError
from portico.records.catalogue.path import Asked
from portico.records.catalogue.sums import asked_first

When = tuple[str | None, tuple[str, ...]]
"""The condition of a page, and those of its questions where all of them have one."""
MOST_KEPT = 4_096
MOST_COMBINED = 128
"""So many ways of answering the questions that a page hangs on are tried; with more of them it may come."""


@dataclass(frozen=True)
class Ahead:
    """The pages of a form by their ids: those on the way for sure, those that may come, at most how many."""

    sure: tuple[str, ...]
    may_come: frozenset[str] = frozenset()
    most: int = 0


@dataclass
class _Branches:
    """What hangs on one question: for each of its answers how many pages it brings."""

    brought: dict[Any, int] = field(default_factory=dict)
    """Only answers that bring any."""

    @property
    def longest(self) -> int:
        return max(self.brought.values(), default=0)


def pages_ahead(definition: ServiceDefinition, way: Asked, today: date) -> Ahead:
    """The pages that are asked with the answers of `way`, and how many may come besides; no SQL."""
    on_the_way = {asked.page.id: asked for asked in way.pages}
    sure: list[str] = []
    open_: dict[str, Question] = {}
    branches: dict[str, _Branches] = {}
    may_come: set[str] = set()
    others = 0
    for page in definition.form.pages:
        read = _read_by(definition, page) if open_ else frozenset()
        unsettled = () if read.isdisjoint(open_) else tuple(id for id in open_ if id in read)
        if not unsettled:
            if asked := on_the_way.get(page.id):
                sure.append(page.id)
                open_.update((one.id, one) for one in asked.questions if one.id not in way.answers)
            continue
        may_come.add(page.id)
        choices = tuple((id, _values_of(open_[id])) for id in unsettled)
        open_.update((one.id, one) for one in page.questions)
        if not 0 < prod(len(values) for _, values in choices) <= MOST_COMBINED:
            others += 1
            continue
        # Whatever else a page hangs on, it comes with none but these answers to the first question.
        brought = branches.setdefault(unsettled[0], _Branches()).brought
        for value in _bringing(definition, page, choices, way, today):
            brought[value] = brought.get(value, 0) + 1
    most = others + sum(one.longest for one in branches.values())
    return Ahead(tuple(sure), frozenset(may_come), most)


Choices = tuple[tuple[str, tuple[Any, ...]], ...]
"""Questions that are not answered, each with the answers there are to choose from."""


def _bringing(
    definition: ServiceDefinition, page: Page, choices: Choices, way: Asked, today: date
) -> tuple[Any, ...]:
    """Which answers to the first of these questions can bring the page, whatever is said to the others."""
    if len(_read_by(definition, page)) == len(choices):
        return _bringing_alone(_when(page), choices, today)
    return _first_of_those(_when(page), choices, way.answers, way.facts, today)


@lru_cache(maxsize=MOST_KEPT, typed=True)
def _bringing_alone(when: When, choices: Choices, today: date) -> tuple[Any, ...]:
    """The same where the page hangs on nothing else: then it is the same for everybody."""
    return _first_of_those(when, choices, {}, {}, today)


def _first_of_those(
    when: When, choices: Choices, answers: Mapping[str, Any], facts: Mapping[str, Any], today: date
) -> tuple[Any, ...]:
    ids = [id for id, _ in choices]
    said = product(*(values for _, values in choices))
    bring = (
        one for one in said if _comes(when, {**answers, **dict(zip(ids, one, strict=True))}, facts, today)
    )
    return tuple(dict.fromkeys(one[0] for one in bring))


def _comes(when: When, answers: Mapping[str, Any], facts: Mapping[str, Any], today: date) -> bool:
    page, questions = when
    return holds(page, answers, facts, today) and (
        not questions or any(holds(question, answers, facts, today) for question in questions)
    )


def _when(page: Page) -> When:
    conditions = [question.when for question in page.questions]
    return page.when, () if None in conditions else tuple(filter(None, conditions))


def _values_of(question: Question) -> tuple[Any, ...]:
    """The answers there are to choose from, of which one or none is chosen; empty where all may be said."""
    if question.kind == "yes_no":
        return (True, False, None)
    if question.kind == "choice":
        return (*(option.value for option in question.options), None)
    return ()


def _read_by(definition: ServiceDefinition, page: Page) -> frozenset[str]:
    """The questions on which it hangs whether a page is asked, and which of its questions."""
    conditions = tuple(filter(None, (page.when, *(question.when for question in page.questions))))
    return _questions_read(conditions, _behind_facts(definition)) if conditions else frozenset()


Behind = tuple[tuple[str, tuple[str, ...]], ...]
"""Facts, each with the questions that it is worked out from."""


def _behind_facts(definition: ServiceDefinition) -> Behind:
    form = definition.form
    if not form.facts and not form.sums:
        return ()
    looked_up = ((one.id, tuple(filter(None, (one.of, one.stream)))) for one in form.facts)
    added = ((one.id, tuple(asked_first(summand) for summand in one.of)) for one in form.sums)
    return (*looked_up, *added)


@lru_cache(maxsize=MOST_KEPT)
def _questions_read(conditions: tuple[str, ...], behind: Behind) -> frozenset[str]:
    return frozenset(id for condition in conditions for id in _names(condition, dict(behind)))


def _names(condition: str, behind: Mapping[str, tuple[str, ...]]) -> Iterator[str]:
    try:
        answers, facts = names_in(condition)
    except ConditionError:
        return
    yield from answers
    for fact in facts:
        yield from behind.get(fact, ())
