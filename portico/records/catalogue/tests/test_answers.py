"""Answers in words, in both languages."""

from __future__ import annotations

import pytest

from portico.records.catalogue.answers import shown, values_of
from portico.records.catalogue.definition.form import Option, Question
from portico.records.catalogue.definition.text import Text
from portico.records.catalogue.kinds.days import shown_date
from portico.records.catalogue.tests.small_service import small_service

COLOURS = (
    Option(value="red", label=Text(en="Red", cy="Coch")),
    Option(value="blue", label=Text(en="Blue", cy="Glas")),
)
ADDRESS = {"uprn": "1", "lines": ["1 Mill Lane", "Porton"], "postcode": "PX1 2AB"}
POND = {"latitude": 51.75, "longitude": -0.34}
POINT = "(51.75000, -0.34000)"
STAY = {"from": "2026-03-02", "to": "2026-03-05", "days": 4}
ACCOUNT = {"name": "Ada Lovelace", "sort_code": "123456", "account_number": "00123456", "roll_number": ""}
NOWHERE = {"latitude": None, "longitude": None}


def question(kind: str) -> Question:
    return Question.model_validate(
        {"id": "q", "kind": kind, "label": "Q", "options": COLOURS if kind.startswith("choice") else ()}
    )


@pytest.mark.parametrize(
    ("kind", "answer", "english", "welsh"),
    [
        ("text", "Ada", "Ada", "Ada"),
        ("number", 1200, "1200", "1200"),
        ("number", 0, "0", "0"),
        ("date", "2026-03-02", "2 March 2026", "2 Mawrth 2026"),
        ("money", 1250_00, "£1,250", "£1,250"),
        ("money", 12_05, "£12.05", "£12.05"),
        ("money", 0, "£0", "£0"),
        ("date_range", STAY, "2 March 2026 to 5 March 2026", "2 Mawrth 2026 i 5 Mawrth 2026"),
        ("postcode", "PX1 2AB", "PX1 2AB", "PX1 2AB"),
        ("national_insurance_number", "AB123456C", "AB 12 34 56 C", "AB 12 34 56 C"),
        ("vehicle_registration", "AB12CDE", "AB12 CDE", "AB12 CDE"),
        ("vehicle_registration", "ABZ1234", "ABZ1234", "ABZ1234"),
        ("company_number", "SC012345", "SC012345", "SC012345"),
        (
            "bank_account", ACCOUNT,
            "Ada Lovelace, sort code 12-34-56, account number 00123456",
            "Ada Lovelace, cod didoli 12-34-56, rhif y cyfrif 00123456",
        ),
        ("choice", "red", "Red", "Coch"),
        ("choices", ["red", "blue"], "Red, Blue", "Coch, Glas"),
        ("yes_no", True, "Yes", "Ie"),
        ("yes_no", False, "No", "Na"),
        ("declaration", True, "Agreed", "Cytuno"),
        ("address", ADDRESS, "1 Mill Lane, Porton, PX1 2AB", "1 Mill Lane, Porton, PX1 2AB"),
        ("place", {**POND, "text": "By it"}, f"By it {POINT}", f"By it {POINT}"),
        ("place", {**POND, "text": ""}, f"a point on the map {POINT}", f"pwynt ar y map {POINT}"),
        ("place", {**NOWHERE, "text": "By the pond"}, "By the pond", "By the pond"),
        ("files", [{"id": "1", "name": "a.jpg"}, {"id": "2", "name": "b"}], "a.jpg, b", "a.jpg, b"),
    ],
)  # fmt: skip
def test_an_answer_is_shown_in_words(kind, answer, english, welsh):
    assert shown(question(kind), answer, "en") == english
    assert shown(question(kind), answer, "cy") == welsh


@pytest.mark.parametrize("kind", ["text", "date", "choice", "choices", "address", "place", "files", "yes_no"])
@pytest.mark.parametrize("answer", [None, "", [], {}])
def test_no_answer_is_shown_as_nothing(kind, answer):
    assert shown(question(kind), answer, "en") == ""


@pytest.mark.parametrize(
    "kind", ["date", "date_range", "choices", "address", "place", "files", "bank_account"]
)
@pytest.mark.parametrize("answer", [7, "odd", ["odd"], {"odd": 1}])
def test_an_answer_of_another_shape_is_shown_as_it_stands(kind, answer):
    assert shown(question(kind), answer, "en")


def test_a_date_is_written_as_in_a_letter():
    assert shown_date("2026-12-25", "en") == "25 December 2026"


def test_values_leave_out_what_is_of_a_special_category():
    answers = {"bin": "food", "illness": "a secret"}
    facts = {"round": {"known": True, "next_on": "2026-03-09", "working_days_since_last": 0}}
    fields = ("known", "next_on", "last_on", "working_days_since_last")
    wanted = {"answers.bin", "answers.illness", *(f"facts.round.{field}" for field in fields)}
    values = values_of(small_service(), answers, facts, "en", wanted)
    assert values["answers.bin"] == "Food"
    assert values["facts.round.next_on"] == "9 March 2026"
    assert values["facts.round.known"] == "Yes"
    assert values["facts.round.working_days_since_last"] == "0"
    assert values["facts.round.last_on"] == ""
    assert values["service"] == "Have large things collected"
    assert "answers.illness" not in values


def test_only_the_values_that_are_wanted_are_put_into_words():
    answers, facts = {"bin": "food"}, {"round": {"known": True}}
    assert values_of(small_service(), answers, facts, "en", {"facts.round.known"}) == {
        "service": "Have large things collected",
        "facts.round.known": "Yes",
    }
