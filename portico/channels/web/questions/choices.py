"""Any number of several answers."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext

from portico.channels.web.questions.asking import Moment, Posted, Problem, Read, State, missing, quoted
from portico.channels.web.questions.choice import offered
from portico.records.catalogue.definition.form import Question
from portico.records.catalogue.kinds.chosen import chosen_with_others


def read(question: Question, posted: Posted, state: State, moment: Moment) -> Read:
    """Take the chosen answers, in the order of the definition; those that are not on offer do not count."""
    sent = set(posted.many(question.id))
    chosen = [option.value for option in question.options if option.value in sent]
    if together := chosen_with_others(question, chosen):
        words = gettext("Choose “%(alone)s” by itself, or take its tick away and choose others")
        text = words % {"alone": together.label.in_language(moment.language)}
        return Read(problems=(Problem(question.id, text),), typed={"chosen": chosen})
    if chosen:
        return Read(answer=chosen, typed={"chosen": chosen})
    usual = gettext("Choose at least one answer to %(question)s") % {"question": quoted(question, moment)}
    problems = missing(question, moment, usual)
    return Read(answer=[], problems=problems, typed={"chosen": []})


def show(question: Question, state: State, moment: Moment) -> Mapping[str, Any]:
    """The answers on offer, and which are chosen; those that are chosen alone stand apart, at the end."""
    offer = offered(question, moment)
    return {
        "choices": offer,
        "some_alone": any(one["alone"] for one in offer),
        **state.entered({"chosen": state.answer or []}),
    }
