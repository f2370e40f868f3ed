"""The number of a company."""

from __future__ import annotations

from django.utils.translation import gettext

from portico.channels.web.questions.asking import Moment, Posted, Read, State
from portico.channels.web.questions.written import read_written, show_written
from portico.records.catalogue.definition.form import Question
from portico.records.catalogue.kinds.official_numbers import read_company_number

show = show_written


def read(question: Question, posted: Posted, state: State, moment: Moment) -> Read:
    """Take a company number, with or without the zeros in front."""
    return read_written(
        question,
        posted,
        moment,
        reader=read_company_number,
        nothing=gettext("Enter a company number"),
        wrong=gettext(
            "Enter a company number as 8 numbers, or 2 letters and 6 numbers, like 01234567 or SC123456"
        ),
    )
