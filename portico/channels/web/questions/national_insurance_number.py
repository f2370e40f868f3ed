"""A National Insurance number."""

from __future__ import annotations

from django.utils.translation import gettext

from portico.channels.web.questions.asking import Moment, Posted, Read, State
from portico.channels.web.questions.written import read_written, show_written
from portico.records.catalogue.definition.form import Question
from portico.records.catalogue.kinds.official_numbers import read_national_insurance_number

show = show_written


def read(question: Question, posted: Posted, state: State, moment: Moment) -> Read:
    """Take a National Insurance number, with or without spaces and capitals."""
    return read_written(
        question,
        posted,
        moment,
        reader=read_national_insurance_number,
        nothing=gettext("Enter a National Insurance number"),
        wrong=gettext(
            "Enter a National Insurance number as 2 letters, 6 numbers, then A, B, C or D, like AB 12 34 56 C"
        ),
    )
