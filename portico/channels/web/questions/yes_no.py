"""Yes or no."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext

from portico.channels.web.questions.asking import Moment, Posted, Read, State, missing
from portico.records.catalogue.definition.form import Question


def read(question: Question, posted: Posted, state: State, moment: Moment) -> Read:
    """Take yes or no."""
    value = posted.one(question.id)
    if value in {"yes", "no"}:
        return Read(answer=value == "yes", typed={"chosen": [value]})
    usual = gettext("Choose yes or no")
    return Read(problems=missing(question, moment, usual), typed={"chosen": []})


def show(question: Question, state: State, moment: Moment) -> Mapping[str, Any]:
    """Both answers, and which is chosen."""
    saved = [] if state.answer is None else ["yes" if state.answer else "no"]
    both = [
        {"value": "yes", "label": gettext("Yes"), "hint": ""},
        {"value": "no", "label": gettext("No"), "hint": ""},
    ]
    return {"choices": both, **state.entered({"chosen": saved})}
