"""Every kind of question: with nothing, with too much, with what people really type."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, date, datetime
from typing import Any

import pytest
from django.utils.datastructures import MultiValueDict
from hypothesis import given
from hypothesis import strategies as st

from portico.channels.web.questions import KINDS
from portico.channels.web.questions.asking import Moment, Posted, Read, State
from portico.channels.web.questions.date import bound
from portico.records.catalogue.definition.form import Question, QuestionKind
from portico.records.catalogue.kinds import KINDS as ANSWERS

TODAY = date(2026, 3, 2)
MOMENT = Moment(language="en", today=TODAY, at=datetime(2026, 3, 2, 9, tzinfo=UTC))
OPTIONS = [{"value": "red", "label": "Red"}, {"value": "blue", "label": "Blue"}]


def ask(kind: str, posted: Mapping[str, list[str] | str], state: State | None = None, **about: Any) -> Read:
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
    assert set(KINDS) == set(ANSWERS) == set(QuestionKind.__args__)  # type: ignore[attr-defined]


OFFICIAL = ["postcode", "national_insurance_number", "vehicle_registration", "company_number"]
SIMPLE = [
    "text", "long_text", "number", "money", "date", "date_range", "choice", "choices", "yes_no", "name",
    "email", "phone", "bank_account", *OFFICIAL,
]  # fmt: skip


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


PARTS = [
    f"q-{part}"
    for part in [
        *("day", "month", "year"),
        *("from-day", "from-month", "from-year", "to-day", "to-month", "to-year"),
        *("name", "sort_code", "account_number", "roll_number"),
    ]
]


@pytest.mark.parametrize("kind", [*SIMPLE, "declaration"])
@pytest.mark.parametrize(
    "hostile", ["\x00", "\x00\x01", "  \u200e ", "x" * 100_000, "9" * 100_000, "💥" * 5000]
)
def test_no_input_breaks_a_kind(kind, hostile):
    options = OPTIONS if kind in {"choice", "choices"} else []
    read = ask(kind, dict.fromkeys(["q", *PARTS], hostile), options=options)
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
        ("money", "1250", 1250_00),
        ("money", "£1,250.5", 1250_50),
        ("money", "12.05", 12_05),
        ("money", ".50", 50),
        ("money", "50p", 50),
        ("money", "£ 12 000", 12_000_00),
        ("money", "１２", 12_00),
        ("money", "0", 0),
        ("postcode", "px12ab", "PX1 2AB"),
        ("national_insurance_number", "ab 12 34 56 c", "AB123456C"),
        ("national_insurance_number", "AB-12-34-56-D", "AB123456D"),
        ("vehicle_registration", "ab12 cde", "AB12CDE"),
        ("vehicle_registration", "A 1", "A1"),
        ("vehicle_registration", "ABZ 1234", "ABZ1234"),
        ("company_number", "1234567", "01234567"),
        ("company_number", "sc 12345", "SC012345"),
        ("company_number", "R0000123", "R0000123"),
        ("company_number", "IP12345R", "IP12345R"),
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
        ("money", "a lot", {}, "in pounds, like 120 or 12.50"),
        ("money", "12.345", {}, "in pounds, like 120 or 12.50"),
        ("money", "1,25", {}, "in pounds, like 120 or 12.50"),
        ("money", "£", {}, "in pounds, like 120 or 12.50"),
        ("money", "-5", {}, "£0 or more"),
        ("money", "9" * 400, {}, "£99,999,999,999 or less"),
        ("money", "16001", {"most": 16_000}, "£16,000 or less"),
        ("money", "9.99", {"least": 10, "most": 20}, "between £10 and £20"),
        ("postcode", "PX1", {}, "full postcode"),
        ("national_insurance_number", "QQ123456C", {}, "2 letters, 6 numbers"),
        ("national_insurance_number", "BG123456C", {}, "2 letters, 6 numbers"),
        ("national_insurance_number", "AO123456C", {}, "2 letters, 6 numbers"),
        ("national_insurance_number", "AB123456E", {}, "2 letters, 6 numbers"),
        ("vehicle_registration", "ABCDEFG", {}, "as it is on the number plate"),
        ("vehicle_registration", "1234567", {}, "as it is on the number plate"),
        ("vehicle_registration", "AB12CDEF", {}, "as it is on the number plate"),
        ("company_number", "123456789", {}, "8 numbers"),
        ("company_number", "00000000", {}, "8 numbers"),
        ("company_number", "SC 12 AB", {}, "8 numbers"),
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


TYPED = {
    "money": st.from_regex(r"£?[0-9,]{1,9}(\.[0-9]{1,2})?p?", fullmatch=True),
    "postcode": st.from_regex(r"[A-Za-z]{1,2}[0-9]{1,2} ?[0-9][A-Za-z]{2}", fullmatch=True),
    "national_insurance_number": st.from_regex(r"[A-Za-z]{2} ?[0-9]{6} ?[A-Ea-e]", fullmatch=True),
    "vehicle_registration": st.from_regex(r"[A-Za-z0-9]{1,4} ?[A-Za-z0-9]{1,4}", fullmatch=True),
    "company_number": st.from_regex(r"[A-Za-z]{0,2} ?[0-9]{1,8}[R]?[S]?", fullmatch=True),
    "text": st.text(max_size=20),
}


@given(st.data())
@pytest.mark.parametrize("kind", TYPED)
def test_what_a_form_takes_fits_its_kind_and_comes_back_as_it_is_shown(kind, data):
    question = Question.model_validate({"id": "q", "kind": kind, "label": "Which one?"})
    read = ask(kind, {"q": data.draw(TYPED[kind] | st.text(max_size=12))})
    if read.problems:
        return
    assert list(ANSWERS[kind].misfits(question, read.answer, TODAY)) == []
    shown = KINDS[kind].show(question, State(answer=read.answer), MOMENT)["value"]
    assert ask(kind, {"q": shown}).answer == read.answer


def range_sent(first: str, last: str) -> dict[str, str]:
    """Both days of a range as a browser sends them; each is written `2 3 2026`."""
    sent = {}
    for end, day in (("from", first), ("to", last)):
        for part, value in zip(("day", "month", "year"), day.split(), strict=False):
            sent[f"q-{end}-{part}"] = value
    return sent


def test_a_range_of_days_is_taken_with_the_number_of_its_days():
    read = ask("date_range", range_sent("27 2 2026", "2 March 2026"))
    assert read.answer == {"from": "2026-02-27", "to": "2026-03-02", "days": 4}
    one_day = ask("date_range", range_sent("2 3 2026", "2 3 2026"))
    assert one_day.answer == {"from": "2026-03-02", "to": "2026-03-02", "days": 1}


@pytest.mark.parametrize(
    ("first", "last", "about", "field", "words"),
    [
        ("2 3 2026", "1 3 2026", {}, "q-to-day", "same as or after the first day"),
        ("2 3 2026", "", {}, "q-to-day", "Enter the last day"),
        ("", "2 3 2026", {}, "q-from-day", "Enter the first day"),
        ("31 2 2026", "2 3 2026", {}, "q-from-day", "real date"),
        ("2 3", "2 3 2026", {}, "q-from-year", "include a year"),
        ("2 3 2026", "3 3 26", {}, "q-to-year", "4 numbers"),
        ("2 3 2026", "3 3 2026", {"latest": "today"}, "q-to-day", "today or in the past"),
        ("1 3 2026", "3 3 2026", {"earliest": "today"}, "q-from-day", "2 March 2026 or later"),
    ],
)
def test_what_is_wrong_with_a_range_is_told_at_the_day_that_it_is_about(first, last, about, field, words):
    [problem] = ask("date_range", range_sent(first, last), **about).problems
    assert problem.field == field
    assert words in problem.text


ACCOUNT = {
    "q-name": "Ada  Lovelace",
    "q-sort_code": "12-34-56",
    "q-account_number": " 123456 ",
    "q-roll_number": "a/123-4",
}


def test_an_account_is_kept_as_banks_write_it():
    assert ask("bank_account", ACCOUNT).answer == {
        "name": "Ada Lovelace",
        "sort_code": "123456",
        "account_number": "00123456",
        "roll_number": "A/123-4",
    }
    assert ask("bank_account", {**ACCOUNT, "q-roll_number": ""}).answer["roll_number"] == ""


@pytest.mark.parametrize(
    ("part", "typed", "words"),
    [
        ("name", "", "Enter the name on the account"),
        ("name", "x" * 71, "70 characters or fewer"),
        ("sort_code", "", "Enter a sort code"),
        ("sort_code", "12345", "6 numbers"),
        ("sort_code", "１２３４５６", "6 numbers"),
        ("account_number", "", "Enter an account number"),
        ("account_number", "12345", "6 to 8 numbers"),
        ("account_number", "123456789", "6 to 8 numbers"),
        ("roll_number", "£££", "letters, numbers"),
    ],
)
def test_each_part_of_an_account_is_told_at_its_own_field(part, typed, words):
    [problem] = ask("bank_account", {**ACCOUNT, f"q-{part}": typed}).problems
    assert problem.field == f"q-{part}"
    assert words in problem.text
    several = ask("bank_account", {"q-name": "Ada"}).problems
    assert [problem.field for problem in several] == ["q-sort_code", "q-account_number"]
