"""A date, as day, month and year."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping
from datetime import date, timedelta
from typing import Any

from django.utils.formats import date_format
from django.utils.translation import gettext

from portico.channels.web.questions.asking import Moment, Posted, Problem, Read, State, missing, quoted
from portico.channels.web.typing_in import tidy_line
from portico.records.catalogue.definition.form import Question

PARTS = ("day", "month", "year")

MONTHS = (
    ("january", "ionawr"),
    ("february", "chwefror"),
    ("march", "mawrth"),
    ("april", "ebrill"),
    ("may", "mai"),
    ("june", "mehefin"),
    ("july", "gorffennaf"),
    ("august", "awst"),
    ("september", "medi"),
    ("october", "hydref"),
    ("november", "tachwedd"),
    ("december", "rhagfyr"),
)
"""Names of the months in English and Welsh, so that a month may be written as a word."""


def read(question: Question, posted: Posted, state: State, moment: Moment) -> Read:
    """Take a date whose month may be a number or a word."""
    parts = parts_sent(posted, question.id)
    if not any(parts.values()):
        usual = gettext("Enter a date for %(question)s") % {"question": quoted(question, moment)}
        return Read(problems=missing(question, moment, usual, f"{question.id}-day"), typed=parts)
    day = read_day(question, question.id, parts, moment)
    if isinstance(day, Problem):
        return Read(problems=(day,), typed=parts)
    return Read(answer=day.isoformat(), typed=parts)


def parts_sent(posted: Posted, name: str) -> dict[str, str]:
    """Day, month and year as they were sent under `name`."""
    return {part: tidy_line(posted.one(f"{name}-{part}"))[:40] for part in PARTS}


def read_day(question: Question, name: str, parts: Mapping[str, str], moment: Moment) -> date | Problem:
    """The day that the parts sent under `name` say, within the limits of the question; else what is wrong."""
    if problem := _incomplete(name, parts):
        return problem
    numbers = [_number(parts["day"]), _month(parts["month"]), _number(parts["year"])]
    if len(parts["year"]) != 4 or numbers[2] is None:
        words = gettext("Year must include 4 numbers, like %(year)s") % {"year": moment.today.year}
        return Problem(f"{name}-year", words)
    try:
        day = date(numbers[2] or 0, numbers[1] or 0, numbers[0] or 0)
    except (ValueError, OverflowError):
        words = gettext("Enter a real date, like %(example)s") % {"example": _example(moment)}
        return Problem(f"{name}-day", words)
    return _outside(question, name, day, moment) or day


def show(question: Question, state: State, moment: Moment) -> Mapping[str, Any]:
    """The three parts so far."""
    return state.entered(parts_of(state.answer))


def parts_of(day: str | None) -> dict[str, str]:
    """Day, month and year of an ISO date as they are typed; empty where there is none."""
    if not day:
        return dict.fromkeys(PARTS, "")
    kept = date.fromisoformat(day)
    return {"day": str(kept.day), "month": str(kept.month), "year": str(kept.year)}


def bound(text: str | None, today: date) -> date | None:
    """A limit as a definition writes it: an ISO date, `today`, or days from today such as `today-30`."""
    if text is None:
        return None
    if match := re.fullmatch(r"today(?:([+-])(\d{1,5}))?", text.replace(" ", "")):
        days = int(match[2] or 0)
        return today + timedelta(days=-days if match[1] == "-" else days)
    return date.fromisoformat(text)


def _incomplete(name: str, parts: Mapping[str, str]) -> Problem | None:
    empty = [part for part in PARTS if not parts[part]]
    if not empty:
        return None
    words = {
        "day": gettext("Date must include a day"),
        "month": gettext("Date must include a month"),
        "year": gettext("Date must include a year"),
    }
    return Problem(f"{name}-{empty[0]}", words[empty[0]])


def _outside(question: Question, name: str, answer: date, moment: Moment) -> Problem | None:
    earliest, latest = bound(question.earliest, moment.today), bound(question.latest, moment.today)
    if earliest and answer < earliest:
        words = gettext("Date must be %(date)s or later") % {"date": _written(earliest)}
    elif latest and answer > latest:
        words = (
            gettext("Date must be today or in the past")
            if latest == moment.today
            else gettext("Date must be %(date)s or earlier") % {"date": _written(latest)}
        )
    else:
        return None
    return Problem(f"{name}-day", words)


def _number(text: str) -> int | None:
    text = unicodedata.normalize("NFKC", text)
    return int(text) if re.fullmatch(r"\d{1,4}", text) else None


def _month(text: str) -> int | None:
    word = text.casefold().rstrip(".")
    if len(word) >= 3:
        for number, names in enumerate(MONTHS, start=1):
            if any(name.startswith(word) for name in names):
                return number
    return _number(text)


def _written(day: date) -> str:
    return date_format(day, "j F Y")


def _example(moment: Moment) -> str:
    return f"27 3 {moment.today.year}"
