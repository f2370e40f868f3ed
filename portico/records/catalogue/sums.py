"""Totals of a form: which questions they add up, and what they come to."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from portico.records.catalogue.definition.form import HasForm, Question, Sum


def sums_of(definition: HasForm, answers: Mapping[str, Any]) -> dict[str, dict[str, int]]:
    """The totals that are known with these answers, each as the fact `{"total": number or pence}`.

    A question that was not asked or passed over adds nothing. A total is known once one of its questions was
    asked.
    """
    return {
        one.id: {"total": sum(_amounts(one, answers))}
        for one in definition.form.sums
        if any(asked_first(summand) in answers for summand in one.of)
    }


def asked_first(summand: str) -> str:
    """The id of the question on a page that a summand is about: the list, where it is of its entries."""
    return summand.partition(".")[0]


def question_of(definition: HasForm, summand: str) -> Question | None:
    """The question whose answers a summand adds; none where there is no such question."""
    first, _, inner = summand.partition(".")
    try:
        question = definition.question(first)
    except KeyError:
        return None
    if not inner:
        return question
    return next((asked for asked in question.questions if asked.id == inner), None)


def kind_of_sum(definition: HasForm, one: Sum) -> str:
    """`money` or `number`: the kind of the questions that are added."""
    question = question_of(definition, one.of[0])
    return question.kind if question is not None and question.kind == "money" else "number"


def _amounts(one: Sum, answers: Mapping[str, Any]) -> Iterator[int]:
    for summand in one.of:
        first, _, inner = summand.partition(".")
        answer = answers.get(first)
        for given in [entry.get(inner) for entry in answer or ()] if inner else [answer]:
            if isinstance(given, int):
                yield given
