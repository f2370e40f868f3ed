"""Kinds whose answers are texts."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from typing import Any, ClassVar

from portico.records.catalogue.definition.form import Question
from portico.records.catalogue.kinds.answer_kind import AnswerKind, wrong_text

LONGEST_LINE = 200
"""Most characters of a text of one line, where the definition says nothing."""
LONGEST_TEXT = 5_000
_EMAIL = re.compile(r"[^\s@]{1,64}@[^\s@]+\.[^\s@]+")


class Line(AnswerKind):
    """One line of text."""

    fields = frozenset({"longest"})
    longest: ClassVar[int] = LONGEST_LINE

    def outside(self, question: Question, answer: Any, today: date) -> Iterator[str]:
        """Say whether it is too long."""
        longest = question.longest or self.longest
        if len(answer) > longest:
            yield f"It has more than {longest} characters."


class LongText(Line):
    """A text of several lines."""

    longest = LONGEST_TEXT


class Name(Line):
    """Somebody's name."""

    fields = frozenset()
    personal = "ordinary"


class Phone(Line):
    """A phone number, as it was typed."""

    fields = frozenset()
    personal = "ordinary"


class Email(Line):
    """An email address."""

    fields = frozenset()
    personal = "ordinary"

    def misshapen(self, answer: Any) -> str | None:
        """Say whether it is no email address."""
        return wrong_text(answer) or (None if _EMAIL.fullmatch(answer) else "It is not an email address.")
