"""An e-mail address."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext

from portico.channels.web.questions.asking import Moment, Posted, Problem, Read, State, missing
from portico.channels.web.typing_in import tidy_line
from portico.records.catalogue.definition.form import Question

LONGEST = 254
"""Most characters of an address that mail can reach (RFC 5321, 4.5.3.1.3)."""

_ADDRESS = re.compile(r"[^\s@<>()\[\]\\,;:\"]{1,64}@[^\s@<>()\[\]\\,;:\"]+", re.UNICODE)
_DOMAIN = re.compile(r"(?:[^\W_](?:[\w-]{0,61}[^\W_])?\.)+[^\W\d_][\w-]{0,60}[^\W_]", re.UNICODE)


def read(question: Question, posted: Posted, state: State, moment: Moment) -> Read:
    """Take an address that looks like one; whether it reaches anybody only a message can tell."""
    value = tidy_line(posted.one(question.id)).removeprefix("mailto:").strip("<>").replace(" ", "")
    typed = {"value": value}
    if not value:
        return Read(problems=missing(question, moment, gettext("Enter an email address")), typed=typed)
    if not looks_like_an_address(value):
        words = gettext("Enter an email address in the correct format, like name@example.com")
        return Read(problems=(Problem(question.id, words),), typed=typed)
    return Read(answer=value, typed=typed)


def show(question: Question, state: State, moment: Moment) -> Mapping[str, Any]:
    """The address so far."""
    return state.entered({"value": state.answer or ""})


def looks_like_an_address(value: str) -> bool:
    """Whether mail could be sent to `value`: one @, no stray dots, a domain with a dot in it."""
    if len(value) > LONGEST or not _ADDRESS.fullmatch(value):
        return False
    local, _, domain = value.rpartition("@")
    return (
        ".." not in local
        and not local.startswith(".")
        and not local.endswith(".")
        and bool(_DOMAIN.fullmatch(domain))
    )
