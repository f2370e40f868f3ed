"""Kinds whose answers are chosen: from options, between yes and no, or by agreeing."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from typing import Any

from portico.records.catalogue.definition.form import Option, Question
from portico.records.catalogue.expressions.kinds import YES_NO
from portico.records.catalogue.expressions.kinds import Kind as Seen
from portico.records.catalogue.kinds.answer_kind import AnswerKind, is_texts

_WORDS = {
    "en": {"yes": "Yes", "no": "No", "agreed": "Agreed"},
    "cy": {"yes": "Ie", "no": "Na", "agreed": "Cytuno"},
}


class Choice(AnswerKind):
    """One of several options, kept by its value."""

    fields = frozenset({"options"})

    def outside(self, question: Question, answer: Any, today: date) -> Iterator[str]:
        """Say whether it is not offered."""
        return _not_offered(question, [answer])

    def shown(self, question: Question, answer: Any, language: str) -> str:
        """Its label."""
        return _label_of(question, answer, language)

    def seen(self, question: Question) -> Seen:
        """A choice, with its options."""
        return Seen("choice", frozenset(option.value for option in question.options))


class Choices(AnswerKind):
    """Any number of several options, kept by their values."""

    fields = frozenset({"options"})

    def misshapen(self, answer: Any) -> str | None:
        """Say whether it is no list."""
        return None if is_texts(answer) else "It is not a list of texts."

    def outside(self, question: Question, answer: Any, today: date) -> Iterator[str]:
        """Say what is not offered, or named twice."""
        yield from _not_offered(question, answer)
        if len(set(answer)) < len(answer):
            yield "It names an option twice."
        if together := chosen_with_others(question, answer):
            yield f"“{together.value}” can only be chosen alone."

    def shown(self, question: Question, answer: Any, language: str) -> str:
        """Their labels."""
        return ", ".join(_label_of(question, value, language) for value in answer)

    def seen(self, question: Question) -> Seen:
        """A list of choices."""
        return Seen("list", frozenset(option.value for option in question.options))


def chosen_with_others(question: Question, values: Sequence[str]) -> Option | None:
    """The option among those chosen that can only be chosen alone; none where all go together."""
    if len(values) < 2:
        return None
    return next((option for option in question.options if option.alone and option.value in values), None)


class YesNo(AnswerKind):
    """Yes or no."""

    searched = False

    def misshapen(self, answer: Any) -> str | None:
        """Say whether it is neither."""
        return None if isinstance(answer, bool) else "It is neither true nor false."

    def shown(self, question: Question, answer: Any, language: str) -> str:
        """The word for it."""
        return yes_or_no(answer, language)

    def seen(self, question: Question) -> Seen:
        """A yes or no."""
        return YES_NO


class Declaration(AnswerKind):
    """A sentence that was agreed to."""

    searched = False

    def misshapen(self, answer: Any) -> str | None:
        """Say whether it was not agreed to."""
        return None if answer is True else "It is not true."

    def shown(self, question: Question, answer: Any, language: str) -> str:
        """That it was."""
        return _in(language)["agreed"] if answer else ""

    def is_missing(self, question: Question, answer: Any) -> bool:
        """Whether it was not agreed to."""
        return answer is not True

    def seen(self, question: Question) -> Seen:
        """A yes or no."""
        return YES_NO


def yes_or_no(answer: Any, language: str) -> str:
    """The word for something that is so or not."""
    return _in(language)["yes" if answer else "no"]


def _in(language: str) -> dict[str, str]:
    return _WORDS.get(language, _WORDS["en"])


def _not_offered(question: Question, values: Sequence[str]) -> Iterator[str]:
    offered = [option.value for option in question.options]
    if any(value not in offered for value in values):
        yield f"It is not one of: {', '.join(offered)}."


def _label_of(question: Question, value: str, language: str) -> str:
    for option in question.options:
        if option.value == value:
            return option.label.in_language(language)
    return str(value)
