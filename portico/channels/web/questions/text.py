"""A line of text."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext, ngettext

from portico.channels.web.questions.asking import Moment, Posted, Problem, Read, State, missing, quoted
from portico.channels.web.typing_in import tidy_line
from portico.records.catalogue.definition.form import Question

LONGEST = 200
"""Most characters where the definition says nothing."""


def read(question: Question, posted: Posted, state: State, moment: Moment) -> Read:
    """Take a line of text."""
    return read_line(question, tidy_line(posted.one(question.id)), moment, question.longest or LONGEST)


def show(question: Question, state: State, moment: Moment) -> Mapping[str, Any]:
    """The value of the input, and how wide it is."""
    longest = question.longest or LONGEST
    return {**state.entered({"value": state.answer or ""}), "width": width_for(longest)}


def read_line(question: Question, value: str, moment: Moment, longest: int) -> Read:
    """Take one tidied value of at most `longest` characters."""
    typed = {"value": value}
    if not value:
        usual = gettext("Enter an answer to %(question)s") % {"question": quoted(question, moment)}
        return Read(problems=missing(question, moment, usual), typed=typed)
    if problem := too_long(question, value, longest):
        return Read(problems=(problem,), typed=typed)
    return Read(answer=value, typed=typed)


def too_long(question: Question, value: str, longest: int) -> Problem | None:
    """The problem of a text longer than `longest` characters."""
    over = len(value) - longest
    if over <= 0:
        return None
    return Problem(
        question.id,
        ngettext(
            "Your answer must be %(longest)s characters or fewer. Take out %(over)s character",
            "Your answer must be %(longest)s characters or fewer. Take out %(over)s characters",
            over,
        )
        % {"longest": f"{longest:,}", "over": f"{over:,}"},
    )


def width_for(longest: int) -> int:
    """The class of width, in characters, of an input for at most `longest` characters; 0 is full width."""
    return next((width for width in (2, 3, 4, 5, 10, 20, 30) if longest <= width), 0)
