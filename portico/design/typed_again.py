"""What somebody typed into a form that could not be taken, so that it can be shown and sent again."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Final, Literal

from django.http import HttpRequest, UnreadablePostError
from django.http.multipartparser import MultiPartParserError

LONGEST_LINE: Final = 60
"""Characters above which an answer is shown in a field of several lines."""

_SECRET = re.compile(r"pass(word|code|phrase)|secret|otp|totp|one.?time|recovery", re.IGNORECASE)
_OWN_PROTECTION = "csrfmiddlewaretoken"
_OF_THE_PAGE = {"version", "next"}
"""Names, besides those that begin with `_`, of fields that are the page's and not the person's."""


@dataclass(frozen=True)
class Answer:
    """One field of the form, as it is shown again."""

    name: str
    label: str
    """The field's name in words."""
    value: str
    """What was typed; nothing for secrets; for files the name of the one to choose again."""
    kind: Literal["line", "lines", "hidden", "secret", "file"]


def label_of(name: str) -> str:
    """The name of a field in words: `address_line-1` is “Address line 1”."""
    words = re.sub(r"[-_.\[\]]+", " ", name).strip() or name
    return words[:1].upper() + words[1:]


def _kind(name: str, value: str) -> Literal["line", "lines", "hidden", "secret"]:
    if _SECRET.search(name):
        return "secret"
    if name.startswith("_") or name in _OF_THE_PAGE:
        return "hidden"
    return "lines" if len(value) > LONGEST_LINE or "\n" in value else "line"


def answers_of(request: HttpRequest) -> list[Answer]:
    """Everything that was typed or chosen in the form of this request, in its order.

    A field whose name begins with `_`, or is `version` or `next`, belongs to the page, not to the person, and
    is carried along unseen. A form that cannot be read gives nothing.
    """
    try:
        fields = request.POST
        files = request.FILES
    except (UnreadablePostError, MultiPartParserError, UnicodeDecodeError):
        return []
    answers: list[Answer] = []
    for name in fields:
        if name == _OWN_PROTECTION:
            continue
        for value in fields.getlist(name):
            kind = _kind(name, value)
            shown = "" if kind == "secret" else value
            answers.append(Answer(name=name, label=label_of(name), value=shown, kind=kind))
    for name in files:
        names = [str(file.name) for file in files.getlist(name)]
        answers.append(Answer(name=name, label=label_of(name), value=", ".join(names), kind="file"))
    return answers
