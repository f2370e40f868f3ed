"""Kinds whose answers are days."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Any

from portico.records.catalogue.dates import day_of, limit
from portico.records.catalogue.definition.form import Question
from portico.records.catalogue.expressions.kinds import DATE, NUMBER
from portico.records.catalogue.expressions.kinds import Kind as Seen
from portico.records.catalogue.kinds.answer_kind import AnswerKind

_MONTHS = {
    "en": (
        "January", "February", "March", "April", "May", "June",
        "July", "August", "September", "October", "November", "December",
    ),
    "cy": (
        "Ionawr", "Chwefror", "Mawrth", "Ebrill", "Mai", "Mehefin",
        "Gorffennaf", "Awst", "Medi", "Hydref", "Tachwedd", "Rhagfyr",
    ),
}  # fmt: skip
_TO = {"en": "to", "cy": "i"}


class Day(AnswerKind):
    """A day, kept as `2026-04-01`."""

    fields = frozenset({"earliest", "latest"})
    searched = False

    def misshapen(self, answer: Any) -> str | None:
        """Say whether it is no day."""
        return None if _is_day(answer) else "It is not a date such as 2026-03-02."

    def outside(self, question: Question, answer: Any, today: date) -> Iterator[str]:
        """Say whether it is too early or too late."""
        return too_early_or_late(question, answer, today)

    def shown(self, question: Question, answer: Any, language: str) -> str:
        """As it is written in a letter."""
        return shown_date(answer, language)

    def seen(self, question: Question) -> Seen:
        """A date."""
        return DATE


class DayRange(AnswerKind):
    """From one day to another: `{"from": day, "to": day, "days": number of days, both counted}`."""

    fields = frozenset({"earliest", "latest"})
    searched = False

    def misshapen(self, answer: Any) -> str | None:
        """Say whether it is no such range."""
        shape = "It is not a range: {“from”: date, “to”: date, “days”: number of days, both counted}."
        if not isinstance(answer, dict) or set(answer) != {"from", "to", "days"}:
            return shape
        if not _is_day(answer["from"]) or not _is_day(answer["to"]):
            return shape
        if day_of(answer["to"]) < day_of(answer["from"]):
            return "It ends before it begins."
        return None if answer == range_of(day_of(answer["from"]), day_of(answer["to"])) else shape

    def outside(self, question: Question, answer: Any, today: date) -> Iterator[str]:
        """Say whether either day is too early or too late."""
        for day in (answer["from"], answer["to"]):
            yield from too_early_or_late(question, day, today)

    def shown(self, question: Question, answer: Any, language: str) -> str:
        """Both days: `2 March 2026 to 5 March 2026`."""
        word = _TO.get(language, _TO["en"])
        return f"{shown_date(answer['from'], language)} {word} {shown_date(answer['to'], language)}"

    def seen(self, question: Question) -> Seen:
        """Both days, and how many there are."""
        return Seen("record", fields={"from": DATE, "to": DATE, "days": NUMBER})


def range_of(first: date, last: date) -> dict[str, str | int]:
    """The answer to a question about a range of days."""
    return {"from": first.isoformat(), "to": last.isoformat(), "days": (last - first).days + 1}


def shown_date(day: str, language: str) -> str:
    """An ISO date as it is written in a letter: `2 March 2026`, `2 Mawrth 2026`."""
    then = date.fromisoformat(day)
    return f"{then.day} {_MONTHS.get(language, _MONTHS['en'])[then.month - 1]} {then.year}"


def too_early_or_late(question: Question, answer: str, today: date) -> Iterator[str]:
    """In what a day is outside `earliest` and `latest` of the question."""
    day = day_of(answer)
    if question.earliest is not None and day < limit(question.earliest, today):
        yield f"It is before {limit(question.earliest, today).isoformat()}."
    if question.latest is not None and day > limit(question.latest, today):
        yield f"It is after {limit(question.latest, today).isoformat()}."


def _is_day(answer: Any) -> bool:
    if not isinstance(answer, str):
        return False
    try:
        day_of(answer)
    except ValueError:
        return False
    return True
