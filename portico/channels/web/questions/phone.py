"""A phone number."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import phonenumbers
from django.utils.translation import gettext

from portico.channels.web.questions.asking import Moment, Posted, Problem, Read, State, missing
from portico.channels.web.typing_in import tidy_line
from portico.records.catalogue.definition.form import Question

LONGEST = 30


def read(question: Question, posted: Posted, state: State, moment: Moment) -> Read:
    """Take a number as it was typed, where it can be dialled: a UK one, or with its country code."""
    value = tidy_line(posted.one(question.id))
    typed = {"value": value}
    if not value:
        return Read(problems=missing(question, moment, gettext("Enter a phone number")), typed=typed)
    if not can_be_dialled(value):
        words = gettext("Enter a phone number, like 01632 960 001, 07700 900 982 or +44 808 157 0192")
        return Read(problems=(Problem(question.id, words),), typed=typed)
    return Read(answer=value, typed=typed)


def show(question: Question, state: State, moment: Moment) -> Mapping[str, Any]:
    """The number so far."""
    return state.entered({"value": state.answer or ""})


def can_be_dialled(value: str) -> bool:
    """Whether `value` has the length and the form of a phone number."""
    if len(value) > LONGEST:
        return False
    try:
        number = phonenumbers.parse(value, "GB")
    except phonenumbers.NumberParseException:
        return False
    return phonenumbers.is_possible_number(number)
