"""Kinds whose answers are numbers."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Any

from portico.records.catalogue.definition.form import Question
from portico.records.catalogue.expressions.kinds import MONEY, NUMBER
from portico.records.catalogue.expressions.kinds import Kind as Seen
from portico.records.catalogue.kinds.answer_kind import AnswerKind, out_of_bounds


class WholeNumber(AnswerKind):
    """A whole number."""

    fields = frozenset({"least", "most"})
    searched = False

    def misshapen(self, answer: Any) -> str | None:
        """Say whether it is no whole number."""
        return (
            None if isinstance(answer, int) and not isinstance(answer, bool) else "It is not a whole number."
        )

    def outside(self, question: Question, answer: Any, today: date) -> Iterator[str]:
        """Say whether it is too small or too large."""
        return out_of_bounds(answer, question.least, question.most)

    def seen(self, question: Question) -> Seen:
        """A number."""
        return NUMBER


class Money(AnswerKind):
    """An amount of money, kept in pence."""

    fields = frozenset({"least", "most"})
    searched = False

    def misshapen(self, answer: Any) -> str | None:
        """Say whether it is no amount."""
        if isinstance(answer, int) and not isinstance(answer, bool):
            return None
        return "It is not an amount in whole pence."

    def outside(self, question: Question, answer: Any, today: date) -> Iterator[str]:
        """Say whether it is too small or too large."""
        least, most = limits_in_pence(question)
        return out_of_bounds(answer, least, most)

    def shown(self, question: Question, answer: Any, language: str) -> str:
        """In pounds, with pence where there are any: `£1,250`, `£12.50`."""
        return in_pounds(answer)

    def seen(self, question: Question) -> Seen:
        """An amount of money."""
        return MONEY


MOST_PENCE = 99_999_999_999_00
"""The largest amount taken where the definition says nothing."""


def limits_in_pence(question: Question) -> tuple[int, int]:
    """The smallest and largest amount of a question about money; its `least` and `most` are in pounds."""
    least = 0 if question.least is None else question.least * 100
    return least, MOST_PENCE if question.most is None else question.most * 100


def in_pounds(pence: int) -> str:
    """An amount as it is written: `£1,250`, `£12.50`, `-£3`."""
    sign, (pounds, rest) = ("-" if pence < 0 else ""), divmod(abs(pence), 100)
    return f"{sign}£{pounds:,}.{rest:02}" if rest else f"{sign}£{pounds:,}"
