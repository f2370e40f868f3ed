"""The base of all kinds: a line of text, of which the others change what is different with them."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Any, ClassVar, Literal

from portico.records.catalogue.definition.form import Question
from portico.records.catalogue.expressions.kinds import TEXT
from portico.records.catalogue.expressions.kinds import Kind as Seen

COVER = "•"
"""Stands for a character that is not shown."""


class AnswerKind:
    """One kind of question: what its answers are like, how they read, what conditions see of them."""

    fields: ClassVar[frozenset[str]] = frozenset()
    """Fields of a question that only some kinds have, and this one has."""
    personal: ClassVar[Literal["none", "ordinary", "special"]] = "none"
    """What `personal` of such a question has to be at least."""
    searched: ClassVar[bool] = True
    """Whether a case is found by the words of the answer."""
    in_entries: ClassVar[bool] = True
    """Whether it can be asked of the entries of a list: it takes one step, and no file."""

    def misfits(self, question: Question, answer: Any, today: date) -> Iterator[str]:
        """In what an answer that came as JSON does not fit the question, in English.

        Its shape comes first: where that is wrong nothing else is looked at.
        """
        problem = self.misshapen(answer)
        if problem is None:
            yield from self.outside(question, answer, today)
        else:
            yield problem

    def misshapen(self, answer: Any) -> str | None:
        """What is wrong with the shape of an answer; none where it is as `shown` takes it."""
        return wrong_text(answer)

    def outside(self, question: Question, answer: Any, today: date) -> Iterator[str]:
        """In what an answer of the right shape goes beyond what the question allows."""
        return iter(())

    def shown(self, question: Question, answer: Any, language: str) -> str:
        """The answer in words, in `language` (`en` or `cy`)."""
        return str(answer)

    def quoted(self, question: Question, answer: Any, language: str) -> str:
        """The answer as it stands in the middle of a sentence."""
        return self.shown(question, answer, language)

    def covered(self, question: Question, answer: Any, language: str) -> str:
        """The answer on a copy that may lie about: of numbers that could be misused only the end."""
        return self.shown(question, answer, language)

    def words(self, question: Question, answer: Any, language: str) -> str:
        """What the answer is searched by."""
        return self.shown(question, answer, language)

    def is_missing(self, question: Question, answer: Any) -> bool:
        """Whether this is as good as no answer to a required question."""
        return answer is None or answer in ("", [])

    def seen(self, question: Question) -> Seen:
        """What conditions see of the answer."""
        return TEXT


def wrong_text(answer: Any) -> str | None:
    """Why something is no text that can be kept; none where it is."""
    if not isinstance(answer, str):
        return "It is not a text."
    return "It holds a NUL." if "\x00" in answer else None


def is_texts(answer: Any) -> bool:
    """Whether something is a list of texts, or an empty one."""
    return isinstance(answer, list) and all(isinstance(one, str) for one in answer)


def out_of_bounds(number: int, least: int | None, most: int | None) -> Iterator[str]:
    """In what a number is less or more than it may be."""
    if least is not None and number < least:
        yield f"It is less than {least}."
    if most is not None and number > most:
        yield f"It is more than {most}."
