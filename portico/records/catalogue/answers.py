"""Answers as people read them."""

from __future__ import annotations

from collections.abc import Callable, Container, Mapping
from typing import Any

from portico.records.catalogue.definition.facts import FACT_FIELDS
from portico.records.catalogue.definition.form import Question
from portico.records.catalogue.definition.service import ServiceDefinition
from portico.records.catalogue.kinds import KINDS
from portico.records.catalogue.kinds.chosen import yes_or_no
from portico.records.catalogue.kinds.days import shown_date
from portico.records.catalogue.kinds.numbers import in_pounds
from portico.records.catalogue.sums import kind_of_sum


def shown(question: Question, answer: Any, language: str) -> str:
    """An answer in words, in `language` (`en` or `cy`); empty where there is none.

    Never raises: an answer of a shape that is not its kind's is shown as it stands.
    """
    return _said(KINDS[question.kind].shown, question, answer, language)


def covered(question: Question, answer: Any, language: str) -> str:
    """The same for a copy that may lie about: of bank accounts and the like only the end is shown."""
    return _said(KINDS[question.kind].covered, question, answer, language)


def words_searched(question: Question, answer: Any, language: str) -> str:
    """What a case is found by of an answer; empty where nobody searches for its kind by words."""
    kind = KINDS[question.kind]
    return _said(kind.words, question, answer, language) if kind.searched else ""


def values_of(
    definition: ServiceDefinition,
    answers: Mapping[str, Any],
    facts: Mapping[str, Any],
    language: str,
    wanted: Container[str],
) -> dict[str, str]:
    """The values of `((service))`, `((answers.…))` and `((facts.…))` for `placeholders.fill`.

    Those that are `wanted`, by their names. Answers of a special category are left out: they stand in no
    message or title.
    """
    values = {"service": definition.name.in_language(language)}
    for question in definition.questions():
        if question.personal != "special" and f"answers.{question.id}" in wanted:
            answer = answers.get(question.id)
            values[f"answers.{question.id}"] = _said(KINDS[question.kind].quoted, question, answer, language)
    for fact in definition.form.facts:
        looked_up = facts.get(fact.id) or {}
        for field, kind in FACT_FIELDS[fact.source].items():
            if f"facts.{fact.id}.{field}" not in wanted:
                continue
            value = looked_up.get(field)
            if value is None:
                text = ""
            elif kind == "date":
                text = shown_date(value, language)
            else:
                text = yes_or_no(value, language) if kind == "yes_no" else str(value)
            values[f"facts.{fact.id}.{field}"] = text
    for one in definition.form.sums:
        total = (facts.get(one.id) or {}).get("total")
        if f"facts.{one.id}.total" in wanted:
            in_words = in_pounds if kind_of_sum(definition, one) == "money" else str
            values[f"facts.{one.id}.total"] = "" if total is None else in_words(total)
    return values


def _said(say: Callable[[Question, Any, str], str], question: Question, answer: Any, language: str) -> str:
    if answer is None or answer in ("", [], {}):
        return ""
    try:
        return say(question, answer, language)
    except (TypeError, ValueError, KeyError, AttributeError):
        return str(answer)
