"""Whole sets of answers checked at once."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from portico.records.catalogue.tests.small_service import small_service
from portico.records.catalogue.validation import faults_in

TODAY = date(2026, 3, 2)
GOOD: dict[str, Any] = {
    "address": {"uprn": "1", "lines": ["1 Mill Lane"], "postcode": "PX1 2AB"},
    "bin": "food",
    "how_many": 3,
    "since": "2026-02-20",
    "photo": [{"id": "0190", "name": "a.jpg"}],
}


def told(**changed: Any) -> list[str]:
    answers = {**GOOD, **changed}
    return [f"{fault.question}: {fault.what}" for fault in faults_in(small_service(), answers, {}, TODAY)]


def test_good_answers_have_no_fault():
    assert told() == []


@pytest.mark.parametrize(
    ("question", "answer", "fault"),
    [
        ("bin", "glass", "It is not one of: refuse, food."),
        ("bin", 3, "It is not a text."),
        ("bin", None, "It is required and has no answer."),
        ("how_many", 12, "It is more than 9."),
        ("how_many", 0, "It is less than 1."),
        ("how_many", "3", "It is not a whole number."),
        ("how_many", True, "It is not a whole number."),
        ("since", "2026-03-03", "It is after 2026-03-02."),
        ("since", "20 February", "It is not a date such as 2026-03-02."),
        ("since", "2026-W10-1", "It is not a date such as 2026-03-02."),
        ("since", "2025-01-01", "Give a day in the last 100 days"),
        ("photo", [{"id": "1", "name": "a"}] * 3, "It is more than 2."),
        ("photo", ["a.jpg"], "It is not a list of files"),
        ("address", {"uprn": "x", "lines": ["1"], "postcode": ""}, "It is not an address"),
        ("address", "1 Mill Lane", "It is not an address"),
        ("illness", "x" * 201, "It has more than 200 characters."),
        ("illness", "a\x00b", "It holds a NUL."),
        ("colour", "red", "There is no question with that id."),
    ],
)
def test_a_fault_is_told_with_its_question(question, answer, fault):
    assert any(line.startswith(f"{question}: {fault}") for line in told(**{question: answer})), told(
        **{question: answer}
    )


def test_an_answer_that_is_not_asked_is_a_fault():
    assert told(bin="refuse") == ["since: It is not asked with these answers. Leave it out."]


def test_a_form_that_stops_cannot_be_sent():
    faults = faults_in(small_service(), GOOD, {"round": {"collected_today": True}}, TODAY)
    assert [fault.what for fault in faults] == ["The form ends with these answers: It is collected today"]


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=5),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=5), inner, max_size=3),
    max_leaves=5,
)


@given(st.dictionaries(st.sampled_from([*GOOD, "illness", "colour"]), JSON))
def test_no_answers_raise(answers):
    for fault in faults_in(small_service(), answers, {}, TODAY):
        assert fault.what
