"""An amount of money."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext

from portico.channels.web.questions.asking import Moment, Posted, Problem, Read, State, missing, quoted
from portico.channels.web.typing_in import tidy_line
from portico.records.catalogue.definition.form import Question
from portico.records.catalogue.kinds.numbers import MOST_PENCE, in_pounds, limits_in_pence

_WRITTEN = re.compile(r"(-?)(\d*)(?:\.(\d{1,2}))?", re.ASCII)
_PENCE = re.compile(r"(\d{1,2})p", re.ASCII)


def read(question: Question, posted: Posted, state: State, moment: Moment) -> Read:
    """Take an amount in pounds, with or without pence, pound sign and commas; `50p` is one too."""
    value = tidy_line(posted.one(question.id))
    typed = {"value": value}
    if not value:
        usual = gettext("Enter an amount for %(question)s") % {"question": quoted(question, moment)}
        return Read(problems=missing(question, moment, usual), typed=typed)
    pence = _pence(value)
    if pence is None:
        words = gettext("Enter an amount in pounds, like 120 or 12.50")
        return Read(problems=(Problem(question.id, words),), typed=typed)
    if problem := _outside(question, pence):
        return Read(problems=(problem,), typed=typed)
    return Read(answer=pence, typed=typed)


def show(question: Question, state: State, moment: Moment) -> Mapping[str, Any]:
    """The amount so far, without its pound sign."""
    saved = "" if state.answer is None else in_pounds(state.answer).replace("£", "")
    return state.entered({"value": saved})


def _pence(value: str) -> int | None:
    plain = unicodedata.normalize("NFKC", value).replace("−", "-").replace(" ", "").casefold()
    if only_pence := _PENCE.fullmatch(plain):
        return int(only_pence[1])
    plain = plain.replace("£", "", 1).removesuffix("gbp").removesuffix("pounds")
    plain = re.sub(r"(?<=\d)[,’'](?=\d{3}(?!\d))", "", plain)
    written = _WRITTEN.fullmatch(plain)
    if written is None or not (written[2] or written[3]):
        return None
    sign, pounds, rest = written.groups()
    if len(pounds.lstrip("0")) > len(str(MOST_PENCE)):
        return MOST_PENCE + 1
    pence = int(pounds or 0) * 100 + int((rest or "0").ljust(2, "0"))
    return -pence if sign else pence


def _outside(question: Question, pence: int) -> Problem | None:
    least, most = limits_in_pence(question)
    if least <= pence <= most:
        return None
    if question.least is not None and question.most is not None:
        words = gettext("Enter an amount between %(least)s and %(most)s")
    elif pence < least:
        words = gettext("Enter an amount that is %(least)s or more")
    else:
        words = gettext("Enter an amount that is %(most)s or less")
    return Problem(question.id, words % {"least": in_pounds(least), "most": in_pounds(most)})
