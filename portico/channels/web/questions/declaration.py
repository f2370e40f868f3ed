"""Something to confirm before going on."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext

from portico.channels.web.questions.asking import Moment, Posted, Read, State, missing
from portico.records.catalogue.definition.form import Question


def read(question: Question, posted: Posted, state: State, moment: Moment) -> Read:
    """Take the confirmation."""
    if posted.one(question.id) == "yes":
        return Read(answer=True, typed={"chosen": ["yes"]})
    usual = gettext("Tick the box to confirm before you go on")
    return Read(problems=missing(question, moment, usual), typed={"chosen": []})


def show(question: Question, state: State, moment: Moment) -> Mapping[str, Any]:
    """Whether it is confirmed."""
    return state.entered({"chosen": ["yes"] if state.answer else []})
