"""A whole number."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext

from portico.channels.web.questions.asking import Moment, Posted, Problem, Read, State, missing, quoted
from portico.channels.web.typing_in import tidy_line
from portico.records.catalogue.definition.form import Question

MOST = 999_999_999_999
"""The largest number taken where the definition says nothing: JSON and conditions keep it exactly."""


def read(question: Question, posted: Posted, state: State, moment: Moment) -> Read:
    """Take a whole number, with or without commas or spaces between the digits."""
    value = tidy_line(posted.one(question.id))
    typed = {"value": value}
    if not value:
        usual = gettext("Enter a number for %(question)s") % {"question": quoted(question, moment)}
        return Read(problems=missing(question, moment, usual), typed=typed)
    plain = re.sub(r"(?<=\d)[ ,’'](?=\d)", "", unicodedata.normalize("NFKC", value)).replace("−", "-")
    if not re.fullmatch(r"[+-]?\d+(\.0+)?", plain):
        words = gettext("Enter a whole number, using digits only, like 3")
        return Read(problems=(Problem(question.id, words),), typed=typed)
    digits = plain.partition(".")[0].lstrip("+-").lstrip("0") or "0"
    number = int(digits) if len(digits) <= len(str(MOST)) else MOST + 1
    if plain.startswith("-"):
        number = -number
    if problem := _outside(question, number):
        return Read(problems=(problem,), typed=typed)
    return Read(answer=number, typed=typed)


def show(question: Question, state: State, moment: Moment) -> Mapping[str, Any]:
    """The number so far, and how wide its input is."""
    saved = "" if state.answer is None else str(state.answer)
    return {**state.entered({"value": saved}), "width": 5 if (question.most or MOST) < 10_000 else 10}


def _outside(question: Question, number: int) -> Problem | None:
    least = -MOST if question.least is None else question.least
    most = MOST if question.most is None else question.most
    if least <= number <= most:
        return None
    if question.least is not None and question.most is not None:
        words = gettext("Enter a number between %(least)s and %(most)s")
    elif number < least:
        words = gettext("Enter a number that is %(least)s or more")
    else:
        words = gettext("Enter a number that is %(most)s or less")
    return Problem(question.id, words % {"least": f"{least:,}", "most": f"{most:,}"})
