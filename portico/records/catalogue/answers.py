"""Answers as people read them."""

from __future__ import annotations

from collections.abc import Callable, Container, Mapping
from datetime import date
from typing import Any

from portico.records.catalogue.definition.facts import FACT_FIELDS
from portico.records.catalogue.definition.form import Question
from portico.records.catalogue.definition.service import ServiceDefinition

_MONTHS = {
    "en": (
        "January", "February", "March", "April", "May", "June",
        "July", "August", "September", "October", "November", "December",
    ),
    "cy": (
        "Ionawr", "Chwefror", "Mawrth", "Ebrill", "Mai", "Mehefin",
        "Gorffennaf", "Awst", "Medi", "Hydref", "Tachwedd", "Rhagfyr",
    ),
}  # fmt: skip
_WORDS = {
    "en": {"yes": "Yes", "no": "No", "agreed": "Agreed", "point": "a point on the map"},
    "cy": {"yes": "Ie", "no": "Na", "agreed": "Cytuno", "point": "pwynt ar y map"},
}


def shown(question: Question, answer: Any, language: str) -> str:
    """An answer in words, in `language` (`en` or `cy`); empty where there is none.

    Never raises: an answer of a shape that is not its kind's is shown as it stands.
    """
    if answer is None or answer in ("", [], {}):
        return ""
    words = _WORDS.get(language, _WORDS["en"])
    try:
        show = _SHOW.get(question.kind)
        return show(question, answer, language, words) if show else str(answer)
    except (TypeError, ValueError, KeyError, AttributeError):
        return str(answer)


def shown_date(day: str, language: str) -> str:
    """An ISO date as it is written in a letter: `2 March 2026`, `2 Mawrth 2026`."""
    then = date.fromisoformat(day)
    return f"{then.day} {_MONTHS.get(language, _MONTHS['en'])[then.month - 1]} {then.year}"


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
            values[f"answers.{question.id}"] = _quoted(question, answers.get(question.id), language)
    words = _WORDS.get(language, _WORDS["en"])
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
                text = words["yes" if value else "no"] if kind == "yes_no" else str(value)
            values[f"facts.{fact.id}.{field}"] = text
    return values


def _quoted(question: Question, answer: Any, language: str) -> str:
    """An answer as it stands in a sentence: a place in the words that tell it, without its position."""
    if question.kind == "place" and isinstance(answer, dict) and answer.get("text"):
        return str(answer["text"])
    return shown(question, answer, language)


def _label_of(question: Question, value: str, language: str) -> str:
    for option in question.options:
        if option.value == value:
            return option.label.in_language(language)
    return str(value)


def _choice(question: Question, answer: Any, language: str, words: Mapping[str, str]) -> str:
    return _label_of(question, answer, language)


def _choices(question: Question, answer: Any, language: str, words: Mapping[str, str]) -> str:
    return ", ".join(_label_of(question, value, language) for value in answer)


def _yes_no(question: Question, answer: Any, language: str, words: Mapping[str, str]) -> str:
    return words["yes" if answer else "no"]


def _declaration(question: Question, answer: Any, language: str, words: Mapping[str, str]) -> str:
    return words["agreed"] if answer else ""


def _date(question: Question, answer: Any, language: str, words: Mapping[str, str]) -> str:
    return shown_date(answer, language)


def _address(question: Question, answer: Any, language: str, words: Mapping[str, str]) -> str:
    return ", ".join(line for line in [*answer["lines"], answer["postcode"]] if line)


def _place(question: Question, answer: Any, language: str, words: Mapping[str, str]) -> str:
    text = str(answer["text"] or "")
    if answer["latitude"] is None or answer["longitude"] is None:
        return text
    position = f"{answer['latitude']:.5f}, {answer['longitude']:.5f}"
    return f"{text or words['point']} ({position})"


def _files(question: Question, answer: Any, language: str, words: Mapping[str, str]) -> str:
    return ", ".join(str(file["name"]) for file in answer)


_SHOW: Mapping[str, Callable[[Question, Any, str, Mapping[str, str]], str]] = {
    "choice": _choice,
    "choices": _choices,
    "yes_no": _yes_no,
    "declaration": _declaration,
    "date": _date,
    "address": _address,
    "place": _place,
    "files": _files,
}
