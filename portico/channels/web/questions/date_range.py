"""From one day to another."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext

from portico.channels.web.questions.asking import Moment, Posted, Problem, Read, State, missing, quoted
from portico.channels.web.questions.date import parts_of, parts_sent, read_day
from portico.records.catalogue.definition.form import Question
from portico.records.catalogue.kinds.days import range_of

ENDS = ("from", "to")


def read(question: Question, posted: Posted, state: State, moment: Moment) -> Read:
    """Take two dates, the second not before the first."""
    sent = {end: parts_sent(posted, f"{question.id}-{end}") for end in ENDS}
    typed = _typed(sent)
    if not any(typed.values()):
        usual = gettext("Enter both dates for %(question)s") % {"question": quoted(question, moment)}
        return Read(problems=missing(question, moment, usual, f"{question.id}-from-day"), typed=typed)
    days, problems = [], []
    for end in ENDS:
        name = f"{question.id}-{end}"
        if not any(sent[end].values()):
            problems.append(Problem(f"{name}-day", _nothing(end)))
            continue
        day = read_day(question, name, sent[end], moment)
        if isinstance(day, Problem):
            problems.append(day)
        else:
            days.append(day)
    if not problems and days[1] < days[0]:
        words = gettext("The last day must be the same as or after the first day")
        problems.append(Problem(f"{question.id}-to-day", words))
    if problems:
        return Read(problems=problems, typed=typed)
    return Read(answer=range_of(days[0], days[1]), typed=typed)


def show(question: Question, state: State, moment: Moment) -> Mapping[str, Any]:
    """The parts of both days so far, by names such as `from-day`."""
    answer = state.answer or {}
    return state.entered(_typed({end: parts_of(answer.get(end)) for end in ENDS}))


def _nothing(end: str) -> str:
    return gettext("Enter the first day") if end == "from" else gettext("Enter the last day")


def _typed(parts: Mapping[str, Mapping[str, str]]) -> dict[str, str]:
    return {f"{end}-{part}": value for end in ENDS for part, value in parts[end].items()}
