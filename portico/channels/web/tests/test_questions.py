"""Every kind of question: with nothing, with too much, with what people really type."""

from __future__ import annotations

from datetime import UTC, date, datetime
from typing import Any

import pytest
from django.utils.datastructures import MultiValueDict

from portico.channels.web.questions import KINDS
from portico.channels.web.questions.asking import Moment, Posted, Read, State
from portico.channels.web.questions.date import bound
from portico.records.catalogue.definition.form import Question, QuestionKind

TODAY = date(2026, 3, 2)
MOMENT = Moment(language="en", today=TODAY, at=datetime(2026, 3, 2, 9, tzinfo=UTC))
OPTIONS = [{"value": "red", "label": "Red"}, {"value": "blue", "label": "Blue"}]


def ask(kind: str, posted: dict[str, list[str] | str], state: State | None = None, **about: Any) -> Read:
    question = Question.model_validate({"id": "q", "kind": kind, "label": "Which one?", **about})
    data = MultiValueDict(
        {name: value if isinstance(value, list) else [value] for name, value in posted.items()}
    )
    sent = Posted(data, MultiValueDict())
    return KINDS[kind].read(question, sent, state or State(), MOMENT)


def says(read: Read) -> str:
    assert read.problems
    return read.problems[0].text


def test_every_kind_of_a_definition_can_be_asked():
    assert set(KINDS) == set(QuestionKind.__args__)  # type: ignore[attr-defined]


SIMPLE = ["text", "long_text", "number", "date", "choice", "choices", "yes_no", "name", "email", "phone"]


@pytest.mark.parametrize("kind", [*SIMPLE, "address", "place", "files", "declaration"])
def test_nothing_is_refused_when_required_and_taken_when_not(kind):
    options = OPTIONS if kind in {"choice", "choices"} else []
    refused = ask(kind, {}, options=options)
    assert refused.problems
    assert refused.halfway is None
    told = ask(kind, {}, options=options, missing="Say which one")
    assert says(told) == "Say which one"
    passed = ask(kind, {}, options=options, required=False)
    assert not passed.problems
    assert passed.answer in (None, [])
    assert passed.halfway is None


@pytest.mark.parametrize("kind", [*SIMPLE, "declaration"])
@pytest.mark.parametrize(
    "hostile", ["\x00", "\x00\x01", "  \u200e ", "x" * 100_000, "9" * 100_000, "💥" * 5000]
)
def test_no_input_breaks_a_kind(kind, hostile):
    options = OPTIONS if kind in {"choice", "choices"} else []
    read = ask(kind, {"q": hostile, "q-day": hostile, "q-month": hostile, "q-year": hostile}, options=options)
    assert read.problems or "\x00" not in str(read.answer)


@pytest.mark.parametrize(
    ("kind", "typed", "answer"),
    [
        ("text", " 12\x00 Mill  Lane ", "12 Mill Lane"),
        ("long_text", "One\r\nTwo", "One\nTwo"),
        ("number", "1,250", 1250),
        ("number", " 3 ", 3),
        ("number", "１２", 12),
        ("number", "-4", -4),
        ("number", "2.0", 2),
        ("choice", "red", "red"),
        ("choices", ["blue", "red", "green"], ["red", "blue"]),
        ("yes_no", "yes", True),
        ("yes_no", "no", False),
        ("name", "Siân  O’Brien-Nguyễn", "Siân O’Brien-Nguyễn"),
        ("name", "李小龍", "李小龍"),
        ("email", " Ada@Example.COM ", "Ada@Example.COM"),
        ("email", "mailto:ada@example.com", "ada@example.com"),
        ("email", "siân@bücher.example", "siân@bücher.example"),
        ("phone", "01632 960 001", "01632 960 001"),
        ("phone", "(01632) 960001", "(01632) 960001"),
        ("phone", "+44 7700 900982", "+44 7700 900982"),
        ("declaration", "yes", True),
    ],
)
def test_what_people_type_is_understood(kind, typed, answer):
    read = ask(kind, {"q": typed}, options=OPTIONS if kind in {"choice", "choices"} else [])
    assert not read.problems
    assert read.answer == answer


@pytest.mark.parametrize(
    ("kind", "typed", "about", "words"),
    [
        ("text", "x" * 21, {"longest": 20}, "20 characters or fewer. Take out 1 character"),
        ("long_text", "x" * 503, {"longest": 500}, "Take out 3 characters"),
        ("number", "two", {}, "whole number"),
        ("number", "2.5", {}, "whole number"),
        ("number", "11", {"least": 1, "most": 10}, "between 1 and 10"),
        ("number", "-1", {"least": 0}, "0 or more"),
        ("number", "9" * 400, {}, "999,999,999,999 or less"),
        ("choice", "green", {"options": OPTIONS}, "Choose an answer to “Which one?”"),
        ("yes_no", "perhaps", {}, "Choose yes or no"),
        ("name", "12345", {}, "letters"),
        ("email", "ada@example", {}, "name@example.com"),
        ("email", "ada example.com", {}, "name@example.com"),
        ("email", "a..b@example.com", {}, "name@example.com"),
        ("email", "a@" + "x" * 260 + ".com", {}, "name@example.com"),
        ("phone", "12", {}, "01632 960 001"),
        ("phone", "ring me", {}, "01632 960 001"),
    ],
)
def test_what_cannot_be_taken_is_told_in_words_that_help(kind, typed, about, words):
    read = ask(kind, {"q": typed}, **about)
    assert words in says(read)
    assert read.problems[0].field == "q"


@pytest.mark.parametrize(
    ("day", "month", "year", "answer"),
    [
        ("2", "3", "2026", "2026-03-02"),
        ("02", "March", "2026", "2026-03-02"),
        ("29", "feb", "2024", "2024-02-29"),
        ("1", "Ionawr", "2026", "2026-01-01"),
        (" 1 ", "sept.", "2025", "2025-09-01"),
    ],
)
def test_dates_are_understood(day, month, year, answer):
    assert ask("date", {"q-day": day, "q-month": month, "q-year": year}).answer == answer


@pytest.mark.parametrize(
    ("day", "month", "year", "field", "words"),
    [
        ("", "3", "2026", "q-day", "must include a day"),
        ("2", "", "2026", "q-month", "must include a month"),
        ("2", "3", "", "q-year", "must include a year"),
        ("30", "2", "2026", "q-day", "real date"),
        ("2", "13", "2026", "q-day", "real date"),
        ("2", "3", "26", "q-year", "4 numbers"),
        ("2", "3", "0000", "q-day", "real date"),
        ("x", "y", "2026", "q-day", "real date"),
        ("3", "3", "2026", "q-day", "today or in the past"),
        ("28", "1", "2026", "q-day", "30 January 2026 or later"),
    ],
)
def test_dates_that_cannot_be_are_told(day, month, year, field, words):
    typed = {"q-day": day, "q-month": month, "q-year": year}
    read = ask("date", typed, earliest="today-31", latest="today")
    assert words in says(read)
    assert read.problems[0].field == field
    assert read.typed == {"day": day, "month": month, "year": year}


def test_limits_of_dates():
    assert bound("today", TODAY) == TODAY
    assert bound("today-30", TODAY) == date(2026, 1, 31)
    assert bound("today+14", TODAY) == date(2026, 3, 16)
    assert bound("2026-01-31", TODAY) == date(2026, 1, 31)
    assert bound(None, TODAY) is None
