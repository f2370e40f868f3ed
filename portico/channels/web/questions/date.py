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
    parts = {part: tidy_line(posted.one(f"{question.id}-{part}"))[:40] for part in PARTS}
    if not any(parts.values()):
        usual = gettext("Enter a date for %(question)s") % {"question": quoted(question, moment)}
        return Read(problems=missing(question, moment, usual, f"{question.id}-day"), typed=parts)
    if problem := _incomplete(question, parts):
        return Read(problems=(problem,), typed=parts)
    numbers = [_number(parts["day"]), _month(parts["month"]), _number(parts["year"])]
    if len(parts["year"]) != 4 or numbers[2] is None:
        words = gettext("Year must include 4 numbers, like %(year)s") % {"year": moment.today.year}
        return Read(problems=(Problem(f"{question.id}-year", words),), typed=parts)
    try:
        answer = date(numbers[2] or 0, numbers[1] or 0, numbers[0] or 0)
    except (ValueError, OverflowError):
        words = gettext("Enter a real date, like %(example)s") % {"example": _example(moment)}
        return Read(problems=(Problem(f"{question.id}-day", words),), typed=parts)
    if problem := _outside(question, answer, moment):
        return Read(problems=(problem,), typed=parts)
    return Read(answer=answer.isoformat(), typed=parts)


def show(question: Question, state: State, moment: Moment) -> Mapping[str, Any]:
    """The three parts so far."""
    saved = dict.fromkeys(PARTS, "")
    if state.answer:
        answer = date.fromisoformat(state.answer)
        saved = {"day": str(answer.day), "month": str(answer.month), "year": str(answer.year)}
    return state.entered(saved)


def bound(text: str | None, today: date) -> date | None:
    """A limit as a definition writes it: an ISO date, `today`, or days from today such as `today-30`."""
    if text is None:
        return None
    if match := re.fullmatch(r"today(?:([+-])(\d{1,5}))?", text.replace(" ", "")):
        days = int(match[2] or 0)
        return today + timedelta(days=-days if match[1] == "-" else days)
    return date.fromisoformat(text)


def _incomplete(question: Question, parts: Mapping[str, str]) -> Problem | None:
    empty = [part for part in PARTS if not parts[part]]
    if not empty:
        return None
    words = {
        "day": gettext("Date must include a day"),
        "month": gettext("Date must include a month"),
        "year": gettext("Date must include a year"),
    }
    return Problem(f"{question.id}-{empty[0]}", words[empty[0]])


def _outside(question: Question, answer: date, moment: Moment) -> Problem | None:
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
    return Problem(f"{question.id}-day", words)


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
