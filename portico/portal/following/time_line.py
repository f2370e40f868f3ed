"""A followed case as a time line: what was done, where it stands, what comes. Pure, in the reader's words."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Literal

from django.utils.translation import gettext

from portico.design.dates import full_day
from portico.records.cases.queries import FollowedCase
from portico.records.cases.queries.following import FollowedEntry

State = Literal["done", "now", "waiting", "coming"]
WROTE = frozenset({"reply", "question"})
"""Entries whose text is what a person wrote, shown as it is below a line of ours."""


@dataclass(frozen=True)
class Line:
    """One line, as the component `timeLine` takes it."""

    title: str
    state: State
    at: datetime | None = None
    typed: str = ""
    text: str = ""
    files: Sequence[object] = ()
    tongue: str = ""
    """The language of the title, where it was written for this case and not for this page."""


def time_line_of(followed: FollowedCase, now: datetime) -> list[Line]:
    """All lines of the case, oldest first; the last is what is still to come, if it is open."""
    lines = [_line(entry, "done", followed.language) for entry in followed.entries]
    if followed.closed_at is not None:
        return lines
    if lines and followed.waiting_since is None:
        lines[-1] = _line(followed.entries[-1], "now", followed.language)
    if followed.waiting_since is not None:
        waits = gettext("We are waiting for your answer. The time we have stands still until then.")
        lines.append(Line(gettext("Please answer our question"), "waiting", text=waits))
        return [*lines, Line(gettext("We finish your request"), "coming")]
    return [*lines, Line(_expected(followed, now), "coming")]


def _line(entry: FollowedEntry, state: State, tongue: str) -> Line:
    if entry.kind not in WROTE:
        return Line(entry.text, state, entry.at, tongue=tongue)
    title = gettext("You sent us a message") if entry.kind == "reply" else gettext("We asked you a question")
    return Line(title, state, entry.at, typed=entry.text)


def _expected(followed: FollowedCase, now: datetime) -> str:
    """When it will be done, or the truth where that day has passed."""
    day = full_day(followed.due_at)
    if followed.due_at < now:
        return gettext("We meant to finish this by %(day)s. It is late, and we are sorry.") % {"day": day}
    return gettext("We finish this by %(day)s") % {"day": day}
