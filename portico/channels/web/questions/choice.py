"""One of several answers."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext

from portico.channels.web.questions.asking import Moment, Posted, Read, State, missing, quoted
from portico.records.catalogue.definition.form import Question


def read(question: Question, posted: Posted, state: State, moment: Moment) -> Read:
    """Take the chosen answer; one that is not on offer counts as none."""
    value = posted.one(question.id)
    if any(option.value == value for option in question.options):
        return Read(answer=value, typed={"chosen": [value]})
    usual = gettext("Choose an answer to %(question)s") % {"question": quoted(question, moment)}
    return Read(problems=missing(question, moment, usual), typed={"chosen": []})


def show(question: Question, state: State, moment: Moment) -> Mapping[str, Any]:
    """The answers on offer, and which one is chosen."""
    entered = state.entered({"chosen": [state.answer] if state.answer else []})
    return {"choices": offered(question, moment), **entered}


def offered(question: Question, moment: Moment) -> list[dict[str, Any]]:
    """The answers on offer, in the resident's language."""
    return [
        {
            "value": option.value,
            "label": option.label.in_language(moment.language),
            "hint": option.hint.in_language(moment.language) if option.hint else "",
            "alone": option.alone,
        }
        for option in question.options
    ]
