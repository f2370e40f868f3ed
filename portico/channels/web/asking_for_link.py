"""Asking where a link for coming back is to be sent: of one form, or of the path of a life event."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Final

from django.http import HttpRequest
from django.utils.translation import gettext

from portico.channels.web.questions import email
from portico.channels.web.questions.asking import Moment, Posted, Problem, State
from portico.channels.web.saved_forms import TooManyLinksError
from portico.records.catalogue.definition.form import Question
from portico.records.catalogue.definition.text import Text

ADDRESS_FOR_LINK: Final = Question(id="email", kind="email", label=Text(en="Email address"))


@dataclass(frozen=True)
class AskedForLink:
    """What came of the page: the address as it was typed, what is wrong, and whether the link goes out."""

    typed: str
    problems: tuple[Problem, ...] = ()
    sent: bool = False


def ask_for_link(
    request: HttpRequest, moment: Moment, known: str, send: Callable[[str], object]
) -> AskedForLink:
    """Read the address that was posted and `send` the link to it; `known` is what the page begins with.

    A `TooManyLinksError` of `send` is told as what is wrong.
    """
    if request.method != "POST":
        return AskedForLink(known)
    read = email.read(ADDRESS_FOR_LINK, Posted(request.POST, request.FILES), State(), moment)
    if read.problems:
        return AskedForLink(read.typed["value"], tuple(read.problems))
    try:
        send(read.answer)
    except TooManyLinksError:
        words = gettext("You have asked for as many links as we send in a day. Use the last one")
        return AskedForLink(read.typed["value"], (Problem(ADDRESS_FOR_LINK.id, words),))
    return AskedForLink(read.typed["value"], sent=True)
