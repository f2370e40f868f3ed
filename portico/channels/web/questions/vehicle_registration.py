"""The registration mark of a vehicle."""

from __future__ import annotations

from django.utils.translation import gettext

from portico.channels.web.questions.asking import Moment, Posted, Read, State
from portico.channels.web.questions.written import read_written, show_written
from portico.records.catalogue.definition.form import Question
from portico.records.catalogue.kinds.official_numbers import read_vehicle_registration

show = show_written


def read(question: Question, posted: Posted, state: State, moment: Moment) -> Read:
    """Take the mark on a number plate, with or without spaces and capitals."""
    return read_written(
        question,
        posted,
        moment,
        reader=read_vehicle_registration,
        nothing=gettext("Enter the number on the number plate"),
        wrong=gettext("Enter the number as it is on the number plate, like AB12 CDE"),
    )
