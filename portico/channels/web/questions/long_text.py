"""Several lines of text, with a count of what is left."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from portico.channels.web.questions import text
from portico.channels.web.questions.asking import Moment, Posted, Read, State
from portico.channels.web.typing_in import tidy_paragraphs
from portico.records.catalogue.definition.form import Question

LONGEST = 2_000
"""Most characters where the definition says nothing."""


def read(question: Question, posted: Posted, state: State, moment: Moment) -> Read:
    """Take several lines of text."""
    value = tidy_paragraphs(posted.one(question.id))
    return text.read_line(question, value, moment, question.longest or LONGEST)


def show(question: Question, state: State, moment: Moment) -> Mapping[str, Any]:
    """The text so far, and how long it may be."""
    return {**state.entered({"value": state.answer or ""}), "longest": question.longest or LONGEST}
