"""Kinds whose answers are one line in a form of its own: postcodes and numbers given out officially.

Each reads what people write as the catalogue does, and says in its own words what is missing or wrong.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext, gettext_noop

from portico.channels.web.questions.asking import Moment, Posted, Problem, Read, State, missing
from portico.channels.web.typing_in import tidy_line
from portico.records.catalogue.definition.form import Question
from portico.records.catalogue.kinds import KINDS
from portico.records.catalogue.kinds.official_numbers import (
    read_company_number,
    read_national_insurance_number,
    read_vehicle_registration,
)
from portico.records.places.postcode import read_postcode


@dataclass(frozen=True)
class Written:
    """One such kind: its reader, and what to say where there is nothing or something else (in English)."""

    reader: Callable[[str], str | None]
    nothing: str
    wrong: str

    def read(self, question: Question, posted: Posted, state: State, moment: Moment) -> Read:
        """Take what the reader makes of the line."""
        value = tidy_line(posted.one(question.id))
        typed = {"value": value}
        if not value:
            return Read(problems=missing(question, moment, gettext(self.nothing)), typed=typed)
        answer = self.reader(value)
        if answer is None:
            return Read(problems=(Problem(question.id, gettext(self.wrong)),), typed=typed)
        return Read(answer=answer, typed=typed)

    def show(self, question: Question, state: State, moment: Moment) -> Mapping[str, Any]:
        """The answer so far, as it is shown everywhere."""
        saved = KINDS[question.kind].shown(question, state.answer, moment.language) if state.answer else ""
        return state.entered({"value": saved})


POSTCODE = Written(
    read_postcode, gettext_noop("Enter a postcode"), gettext_noop("Enter a full postcode, like PX1 2AB")
)
NATIONAL_INSURANCE_NUMBER = Written(
    read_national_insurance_number,
    gettext_noop("Enter a National Insurance number"),
    gettext_noop("Enter 2 letters, 6 numbers, then A, B, C or D, like AB 12 34 56 C"),
)
VEHICLE_REGISTRATION = Written(
    read_vehicle_registration,
    gettext_noop("Enter the number on the number plate"),
    gettext_noop("Enter the number as it is on the number plate, like AB12 CDE"),
)
COMPANY_NUMBER = Written(
    read_company_number,
    gettext_noop("Enter a company number"),
    gettext_noop("Enter 8 numbers, or 2 letters and 6 numbers, like 01234567 or SC123456"),
)
