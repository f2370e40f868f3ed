"""The kind whose answers are lists of entries, each with the same few questions."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from typing import Any

from portico.records.catalogue.conditions import holds_for_entry
from portico.records.catalogue.definition.form import Check, Question
from portico.records.catalogue.expressions.kinds import Kind as Seen
from portico.records.catalogue.kinds.answer_kind import AnswerKind

MOST_ENTRIES = 20
"""Most entries where the definition says nothing, and the most that it can allow."""


class Entries(AnswerKind):
    """A list of maps, from the id of each question asked of an entry to its answer.

    `kinds` is the table of all kinds, of which entries are made.
    """

    fields = frozenset({"least", "most", "one", "questions"})
    in_entries = False

    def __init__(self, kinds: Mapping[str, AnswerKind]) -> None:
        self.kinds = kinds

    def misshapen(self, answer: Any) -> str | None:
        """Say whether it is no list of maps."""
        if isinstance(answer, list) and all(isinstance(entry, dict) for entry in answer):
            return None
        return "It is not a list of maps from the ids of questions to answers."

    def outside(self, question: Question, answer: Any, today: date) -> Iterator[str]:
        """Say whether there are too few or too many entries, and what is wrong with each."""
        least, most = entries_wanted(question)
        if answer and len(answer) < least:
            yield f"It has fewer than {least} entries."
        if len(answer) > most:
            yield f"It has more than {most} entries."
        for number, entry in enumerate(answer, start=1):
            yield from (f"Entry {number}: {what}" for what in self._misfits_of_entry(question, entry, today))

    def shown(self, question: Question, answer: Any, language: str) -> str:
        """A line for each entry with its number, and its answers in order."""
        lines = enumerate(self._lines(question, answer, language), start=1)
        return "\n".join(f"{number}. {line}" for number, line in lines)

    def covered(self, question: Question, answer: Any, language: str) -> str:
        """The same, with what could be misused cut short."""
        lines = enumerate(self._lines(question, answer, language, covered=True), start=1)
        return "\n".join(f"{number}. {line}" for number, line in lines)

    def quoted(self, question: Question, answer: Any, language: str) -> str:
        """The entries, parted by semicolons."""
        return "; ".join(self._lines(question, answer, language))

    def words(self, question: Question, answer: Any, language: str) -> str:
        """The words of every answer in every entry that is searched by words."""
        return "\n".join(
            kind.words(asked, entry[asked.id], language)
            for entry in answer
            for asked in question.questions
            if (kind := self.kinds[asked.kind]).searched and entry.get(asked.id) not in (None, "", [])
        )

    def is_missing(self, question: Question, answer: Any) -> bool:
        """Whether there are fewer entries than there have to be."""
        return super().is_missing(question, answer) or len(answer) < entries_wanted(question)[0]

    def seen(self, question: Question) -> Seen:
        """A list, of which conditions see how long it is and what is in each entry."""
        return Seen("list", of="record", entry=self.seen_of_entry(question.questions))

    def seen_of_entry(self, questions: Sequence[Question]) -> Seen:
        """What conditions see of one entry, as far as these questions of it are answered."""
        # A kind that no entry can have is a mistake told elsewhere.
        fields = {one.id: self.kinds[one.kind].seen(one) for one in questions if one.kind in self.kinds}
        return Seen("record", fields=fields)

    def _lines(self, question: Question, answer: Any, language: str, *, covered: bool = False) -> list[str]:
        def said(asked: Question, given: Any) -> str:
            kind = self.kinds[asked.kind]
            return (kind.covered if covered else kind.shown)(asked, given, language)

        return [
            ", ".join(
                said(asked, entry[asked.id]).replace("\n", " ")
                for asked in question.questions
                if entry.get(asked.id) not in (None, "", [])
            )
            for entry in answer
        ]

    def _misfits_of_entry(self, question: Question, entry: Mapping[str, Any], today: date) -> Iterator[str]:
        known = {asked.id for asked in question.questions}
        yield from (f"there is no question “{id}”." for id in entry if id not in known)
        sound: dict[str, Any] = {}
        for asked in question.questions:
            kind, answer = self.kinds[asked.kind], entry.get(asked.id)
            if not holds_for_entry(asked.when, sound, today):
                if answer is not None:
                    yield f"{asked.id}: It is answered, and is not asked with the other answers."
            elif answer is None or kind.is_missing(asked, answer):
                if asked.required:
                    yield f"{asked.id}: It is required and has no answer."
            elif what := next(kind.misfits(asked, answer, today), None):
                yield f"{asked.id}: {what}"
            else:
                sound[asked.id] = answer
                if check := failed_check_in_entry(asked, sound, today):
                    yield f"{asked.id}: {check.says.en}"


def failed_check_in_entry(question: Question, entry: Mapping[str, Any], today: date) -> Check | None:
    """The first check that an answer in an entry does not meet; none where it was passed over."""
    if entry.get(question.id) in (None, "", []):
        return None
    return next((one for one in question.checks if not holds_for_entry(one.must, entry, today)), None)


def entries_wanted(question: Question) -> tuple[int, int]:
    """How many entries there have to be at least, where there are any, and at most."""
    least = max(question.least or 0, 1 if question.required else 0)
    return least, question.most or MOST_ENTRIES
