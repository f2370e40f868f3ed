"""Kinds of answers that come as JSON: what fits, and what is said of what does not."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from portico.records.catalogue.answers import shown, words_searched
from portico.records.catalogue.definition.form import Question
from portico.records.catalogue.kinds import KINDS, kinds_with
from portico.records.catalogue.kinds.official_numbers import (
    read_company_number,
    read_national_insurance_number,
    read_vehicle_registration,
)

TODAY = date(2026, 3, 2)
STAY = {"from": "2026-03-02", "to": "2026-03-05", "days": 4}
ACCOUNT = {"name": "Ada Lovelace", "sort_code": "123456", "account_number": "00123456", "roll_number": ""}


def question(kind: str, **about: Any) -> Question:
    options = [{"value": "red", "label": "Red"}] if kind.startswith("choice") else []
    return Question.model_validate({"id": "q", "kind": kind, "label": "Q", "options": options, **about})


def misfits(kind: str, answer: Any, **about: Any) -> list[str]:
    return list(KINDS[kind].misfits(question(kind, **about), answer, TODAY))


@pytest.mark.parametrize(
    ("kind", "answer", "about"),
    [
        ("money", 1250, {"least": 10, "most": 20}),
        ("date_range", STAY, {"earliest": "today"}),
        ("postcode", "PX1 2AB", {}),
        ("national_insurance_number", "AB123456C", {}),
        ("vehicle_registration", "AB12CDE", {}),
        ("company_number", "01234567", {}),
        ("bank_account", ACCOUNT, {}),
        ("bank_account", {**ACCOUNT, "roll_number": "A/123"}, {}),
    ],
)
def test_what_is_as_a_form_keeps_it_fits(kind, answer, about):
    assert misfits(kind, answer, **about) == []


@pytest.mark.parametrize(
    ("kind", "answer", "about", "words"),
    [
        ("money", 12.5, {}, "whole pence"),
        ("money", True, {}, "whole pence"),
        ("money", 999, {"least": 10}, "less than 1000"),
        ("money", -1, {}, "less than 0"),
        ("date_range", "2026-03-02", {}, "not a range"),
        ("date_range", {**STAY, "days": 3}, {}, "not a range"),
        ("date_range", {**STAY, "to": "2026-03-01"}, {}, "ends before it begins"),
        ("date_range", STAY, {"latest": "today"}, "after 2026-03-02"),
        ("date_range", STAY, {"earliest": "today+1"}, "before 2026-03-03"),
        ("postcode", "px12ab", {}, "not a postcode such as"),
        ("postcode", 12, {}, "not a text"),
        ("national_insurance_number", "AB 12 34 56 C", {}, "not a National Insurance number such as"),
        ("vehicle_registration", "AB12 CDE", {}, "without spaces"),
        ("company_number", "1234567", {}, "not a company number such as"),
        ("company_number", "\x00", {}, "NUL"),
        ("bank_account", {"sort_code": "123456"}, {}, "not an account"),
        ("bank_account", {**ACCOUNT, "name": ""}, {}, "name on the account"),
        ("bank_account", {**ACCOUNT, "sort_code": "12-34-56"}, {}, "sort code"),
        ("bank_account", {**ACCOUNT, "account_number": "123456"}, {}, "eight digits"),
        ("bank_account", {**ACCOUNT, "roll_number": "a b"}, {}, "roll number"),
        ("bank_account", {**ACCOUNT, "name": 7}, {}, "not a text"),
    ],
)
def test_what_does_not_fit_is_told(kind, answer, about, words):
    assert any(words in told for told in misfits(kind, answer, **about)), misfits(kind, answer, **about)


PEOPLE: dict[str, Any] = {
    "one": "person",
    "most": 2,
    "questions": [
        {"id": "name", "kind": "name", "label": "Name"},
        {"id": "income", "kind": "money", "label": "Income", "required": False, "most": 100},
        {"id": "car", "kind": "vehicle_registration", "label": "Car", "required": False},
    ],
}
ADA = {"name": "Ada", "income": 10_50, "car": "AB12CDE"}


@pytest.mark.parametrize(
    ("answer", "words"),
    [
        ([ADA, {"name": "Grace"}], ""),
        ([], ""),
        ("Ada", "not a list of maps"),
        (["Ada"], "not a list of maps"),
        ([ADA, ADA, ADA], "more than 2 entries"),
        ([{"name": None, "income": 1}], "Entry 1: name: It is required"),
        ([ADA, {**ADA, "income": 100_01}], "Entry 2: income: It is more than 10000"),
        ([{**ADA, "colour": "red"}], "Entry 1: there is no question “colour”"),
    ],
)
def test_each_entry_of_a_list_is_looked_at(answer, words):
    told = misfits("list", answer, **PEOPLE)
    assert bool(words) == bool(told), told
    assert words in " ".join(told)


def test_a_list_is_missing_as_long_as_it_has_fewer_entries_than_it_needs():
    for least, count, missing in ((None, 0, True), (None, 1, False), (2, 1, True), (2, 2, False)):
        asked = question("list", **{**PEOPLE, "least": least})
        assert KINDS["list"].is_missing(asked, [ADA] * count) is missing


def test_a_list_is_shown_entry_by_entry():
    asked = question("list", **PEOPLE)
    assert shown(asked, [ADA, {"name": "Grace"}], "en") == "1. Ada, £10.50, AB12 CDE\n2. Grace"
    assert words_searched(asked, [ADA], "en") == "Ada\nAB12CDE AB12 CDE"


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=5),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(st.sampled_from([*STAY, *ACCOUNT, "lines", "postcode"]), inner, max_size=4)
    ),
    max_leaves=6,
)


@pytest.mark.parametrize("kind", KINDS)
@given(answer=JSON)
def test_no_answer_breaks_a_kind(kind, answer):
    asked = question(kind)
    if answer is not None and not misfits(kind, answer):
        KINDS[kind].is_missing(asked, answer)
    assert isinstance(shown(asked, answer, "cy"), str)
    assert isinstance(words_searched(asked, answer, "en"), str)


def test_numbers_that_many_write_without_their_space_are_found_both_ways():
    assert words_searched(question("vehicle_registration"), "AB12CDE", "en") == "AB12CDE AB12 CDE"
    assert words_searched(question("postcode"), "PX1 2AB", "en") == "PX1 2AB PX12AB"


def test_amounts_days_and_accounts_are_not_searched_by_words():
    assert words_searched(question("money"), 1250, "en") == ""
    assert words_searched(question("date_range"), STAY, "en") == ""
    assert words_searched(question("bank_account"), ACCOUNT, "en") == ""


def test_fields_are_told_with_the_kinds_that_have_them():
    assert kinds_with("earliest") == ("date", "date_range")
    assert kinds_with("most") == ("files", "list", "money", "number")


@given(st.text(max_size=12))
@pytest.mark.parametrize(
    "read", [read_national_insurance_number, read_vehicle_registration, read_company_number]
)
def test_reading_what_was_read_changes_nothing(read, text):
    first = read(text)
    assert first is None or read(first) == first
