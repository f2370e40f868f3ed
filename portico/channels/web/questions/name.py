"""The name of a person, in one field: people's names do not divide alike."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext

from portico.channels.web.questions import text
from portico.channels.web.questions.asking import Moment, Posted, Problem, Read, State, missing
from portico.channels.web.typing_in import tidy_line
from portico.records.catalogue.definition.form import Question

LONGEST = 120
"""Most characters of a name: more than the longest one known to a register office."""


def read(question: Question, posted: Posted, state: State, moment: Moment) -> Read:
    """Take a name in any script; refuse one without a single letter."""
    value = tidy_line(posted.one(question.id))
    typed = {"value": value}
    if not value:
        return Read(problems=missing(question, moment, gettext("Enter a full name")), typed=typed)
    if problem := text.too_long(question, value, question.longest or LONGEST):
        return Read(problems=(problem,), typed=typed)
    if not any(character.isalpha() for character in value):
        return Read(problems=(Problem(question.id, gettext("Enter a name with letters in it")),), typed=typed)
    return Read(answer=value, typed=typed)


def show(question: Question, state: State, moment: Moment) -> Mapping[str, Any]:
    """The name so far."""
    return state.entered({"value": state.answer or ""})
