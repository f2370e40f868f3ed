"""What kinds share whose answers are written in a form of their own, such as a postcode."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from portico.channels.web.questions.asking import Moment, Posted, Problem, Read, State, missing
from portico.channels.web.typing_in import tidy_line
from portico.records.catalogue.definition.form import Question
from portico.records.catalogue.kinds import KINDS


def read_written(
    question: Question,
    posted: Posted,
    moment: Moment,
    *,
    reader: Callable[[str], str | None],
    nothing: str,
    wrong: str,
) -> Read:
    """Take what `reader` makes of a line; `nothing` and `wrong` tell what to do, as the resident speaks."""
    value = tidy_line(posted.one(question.id))
    typed = {"value": value}
    if not value:
        return Read(problems=missing(question, moment, nothing), typed=typed)
    answer = reader(value)
    if answer is None:
        return Read(problems=(Problem(question.id, wrong),), typed=typed)
    return Read(answer=answer, typed=typed)


def show_written(question: Question, state: State, moment: Moment) -> Mapping[str, Any]:
    """The answer so far, as it is shown everywhere."""
    saved = KINDS[question.kind].shown(question, state.answer, moment.language) if state.answer else ""
    return state.entered({"value": saved})
