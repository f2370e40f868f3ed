"""A postcode."""

from __future__ import annotations

from django.utils.translation import gettext

from portico.channels.web.questions.asking import Moment, Posted, Read, State
from portico.channels.web.questions.written import read_written, show_written
from portico.records.catalogue.definition.form import Question
from portico.records.places.postcode import read_postcode

show = show_written


def read(question: Question, posted: Posted, state: State, moment: Moment) -> Read:
    """Take a postcode, with or without its space and capitals."""
    return read_written(
        question,
        posted,
        moment,
        reader=read_postcode,
        nothing=gettext("Enter a postcode"),
        wrong=gettext("Enter a full postcode, like PX1 2AB"),
    )
