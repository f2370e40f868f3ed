"""The kind whose answers are files."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Any

from portico.records.catalogue.definition.form import Question
from portico.records.catalogue.expressions.kinds import Kind as Seen
from portico.records.catalogue.kinds.answer_kind import AnswerKind, out_of_bounds


class Files(AnswerKind):
    """Photos or documents that are stored already: `[{"id": id of the stored file, "name": text}]`."""

    fields = frozenset({"accepts", "most"})
    searched = False
    in_entries = False

    def misshapen(self, answer: Any) -> str | None:
        """Say whether it is no list of stored files."""
        if isinstance(answer, list) and all(
            isinstance(file, dict)
            and set(file) == {"id", "name"}
            and all(isinstance(value, str) for value in file.values())
            for file in answer
        ):
            return None
        return "It is not a list of files: [{“id”: id of a stored file, “name”: text}]."

    def outside(self, question: Question, answer: Any, today: date) -> Iterator[str]:
        """Say whether there are too many."""
        return out_of_bounds(len(answer), None, question.most)

    def shown(self, question: Question, answer: Any, language: str) -> str:
        """Their names."""
        return ", ".join(str(file["name"]) for file in answer)

    def seen(self, question: Question) -> Seen:
        """A list of files."""
        return Seen("files")
