"""Any number of several answers."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext

from portico.channels.web.questions.asking import Moment, Posted, Read, State, missing, quoted
from portico.channels.web.questions.choice import offered
from portico.records.catalogue.definition.form import Question


def read(question: Question, posted: Posted, state: State, moment: Moment) -> Read:
    """Take the chosen answers, in the order of the definition; those that are not on offer do not count."""
    sent = set(posted.many(question.id))
    chosen = [option.value for option in question.options if option.value in sent]
    if chosen:
        return Read(answer=chosen, typed={"chosen": chosen})
    usual = gettext("Choose at least one answer to %(question)s") % {"question": quoted(question, moment)}
    problems = missing(question, moment, usual)
    return Read(answer=[], problems=problems, typed={"chosen": []})


def show(question: Question, state: State, moment: Moment) -> Mapping[str, Any]:
    """The answers on offer, and which are chosen."""
    return {"choices": offered(question, moment), **state.entered({"chosen": state.answer or []})}
