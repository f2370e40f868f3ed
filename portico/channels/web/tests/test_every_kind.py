"""A form with the kinds of question that no service of the demo council asks, filled in as people do."""

from __future__ import annotations

from pathlib import Path

import pytest
from django.test import Client

from portico.channels.web.models import Draft
from portico.channels.web.tests.conftest import publish
from portico.channels.web.tests.robot import Resident
from portico.ground.ledger.models import LedgerEvent
from portico.records.cases.models import Case, CaseSearch
from portico.records.catalogue.reading.read import read_definition
from portico.records.messages.models import Message

FILE = Path(__file__).parents[4] / "tests" / "journeys" / "data" / "every-kind.yaml"
KNOWS = {
    r"(?i)first day.*day$|stay.*first day.*\bday$": "2",
    r"(?i)savings": "£1,250.50",
    r"(?i)number plate": "ab12 cde",
    r"(?i)company number": "sc 12345",
    r"(?i)postcode": "px12ab",
    r"(?i)insurance": "ab 12 34 56 c",
    r"(?i)name on the account": "Ada Lovelace",
    r"(?i)sort code": "12-34-56",
    r"(?i)^.*account number": "123456",
    r"(?i)full name": "Grace Hopper",
    r"(?i)income": "12.50",
    r"(?i)where do they live": "With me",
    r"(?i)your name\?$": "Ada Lovelace",
    r"(?i)email": "ada@porticoshire.example",
    r"(?i)phone": "",
    r"(?i)language": "English",
}
STAY = {
    "stay-from-day": "2", "stay-from-month": "3", "stay-from-year": "2026",
    "stay-to-day": "5", "stay-to-month": "3", "stay-to-year": "2026",
}  # fmt: skip
BORN = {"people-born-day": "9", "people-born-month": "December", "people-born-year": "1986"}


@pytest.fixture
def resident(db: None) -> Resident:
    """Ada, at the page that asks who comes with her."""
    definition = read_definition(FILE.read_bytes(), FILE.name).definition
    assert definition is not None
    publish(definition)
    ada = Resident(Client(), KNOWS)
    ada.go("/apply/every-kind/")
    ada.press("Start now")
    ada.press("Continue", **STAY)
    ada.press("Continue")
    assert ada.page.heading == "Who comes with you? (optional)", ada.page.words
    return ada


def add(resident: Resident, name: str = "Grace Hopper", **typed: str) -> None:
    """Fill in one entry and go on to the list."""
    resident.press("Continue", **{"people-name": name, **BORN, **typed})


def cards(resident: Resident) -> list[str]:
    """The names of the entries that the page shows, by what can be done with them."""
    return [button.text for form in resident.page.forms for button in form.buttons if "Remove" in button.text]


def kept() -> list[dict[str, object]]:
    """The entries that the draft has as an answer."""
    return list(Draft.objects.get().answers["people"])


def test_a_whole_form_becomes_a_case_whose_answers_are_kept_and_shown(resident):
    resident.press("Continue", **{"people-more": "yes"})
    add(resident)
    resident.press("Continue", **{"people-more": "yes"})
    add(resident, "Alan Turing", **{"people-income": ""})
    resident.press("Continue", **{"people-more": "no"})
    assert "Together you told us of £1,263." in resident.page.words
    resident.go_on()
    assert "Grace Hopper, 9 December 1986, £12.50, With me" in resident.page.words
    assert "Alan Turing, 9 December 1986, With me" in resident.page.words
    assert "2 March 2026 to 5 March 2026" in resident.page.words
    assert "£1,250.50" in resident.page.words
    assert "AB 12 34 56 C" in resident.page.words
    assert "sort code 12-34-56, account number 00123456" in resident.page.words
    words = " ".join(resident.page.words.split())
    assert "You have to pay £25 (2 × £12.50). We send you a link" in words
    resident.press("Send")
    assert "What you have to pay £25 We send you a link to pay" in " ".join(resident.page.words.split())
    case = Case.objects.get()
    assert case.answers["savings"] == 1250_50
    assert case.facts == {"money": {"total": 1263_00}}
    assert case.answers["stay"] == {"from": "2026-03-02", "to": "2026-03-05", "days": 4}
    assert case.answers["company"] == "SC012345"
    assert case.answers["insurance"] == "AB123456C"
    assert [entry["name"] for entry in case.answers["people"]] == ["Grace Hopper", "Alan Turing"]
    assert case.answers["people"][0]["income"] == 12_50
    assert case.title == "Short stay from 2 March 2026 to 5 March 2026, AB12 CDE"
    assert "You come with Grace Hopper, 9 December 1986, £12.50, With me; Alan" in Message.objects.get().body
    assert "It costs £25." in Message.objects.get().body
    document = CaseSearch.objects.get().document
    assert "hopper" in document
    assert "12-34-56" not in document


def test_an_optional_list_may_stay_empty(resident):
    resident.press("Continue", **{"people-more": "no"})
    assert resident.page.heading == "Your vehicle and your business"
    assert kept() == []


def test_whether_there_is_more_has_to_be_said(resident):
    resident.press("Continue", **{"people-more": "perhaps"})
    assert resident.page.errors == ["Error: Choose whether there is anything to add"]


def test_what_is_wrong_with_an_entry_is_told_and_everything_typed_is_kept(resident):
    resident.press("Continue", **{"people-more": "yes"})
    add(resident, "12345", **{"people-born-year": "86", "people-income": "a lot"})
    assert len(resident.page.errors) == 3
    shown = {control.name: control.value for form in resident.page.forms for control in form.controls}
    assert shown["people-name"] == "12345"
    assert shown["people-born-month"] == "December"
    assert shown["people-income"] == "a lot"
    add(resident)
    assert len(cards(resident)) == 1


def test_entries_are_changed_and_removed(resident):
    for name in ("Grace Hopper", "Alan Turing", "Mary Jackson"):
        resident.press("Continue", **{"people-more": "yes"})
        add(resident, name)
    assert "You have added as many as you can." in resident.page.words
    resident.press("Change Person 2")
    shown = {control.name: control.value for form in resident.page.forms for control in form.controls}
    assert shown["people-name"] == "Alan Turing"
    assert shown["people-born-day"] == "9"
    add(resident, "Alan Mathison Turing")
    resident.press("Remove Person 1")
    resident.press("Continue", **{"people-more": "no"})
    assert [entry["name"] for entry in kept()] == ["Alan Mathison Turing", "Mary Jackson"]


def test_a_list_that_was_finished_keeps_each_change_at_once(resident):
    resident.press("Continue", **{"people-more": "yes"})
    add(resident)
    resident.press("Continue", **{"people-more": "no"})
    resident.go("/apply/every-kind/people?change=1")
    resident.press("Continue", **{"people-more": "yes"})
    add(resident, "Alan Turing")
    assert [entry["name"] for entry in kept()] == ["Grace Hopper", "Alan Turing"]
    resident.press("Remove Person 1")
    assert [entry["name"] for entry in kept()] == ["Alan Turing"]


def test_going_back_to_the_list_leaves_an_entry_unfinished(resident):
    resident.press("Continue", **{"people-more": "yes"})
    add(resident)
    resident.press("Continue", **{"people-more": "yes"})
    resident.press("Back to the list")
    assert len(cards(resident)) == 1


def test_a_page_from_another_tab_breaks_nothing(resident):
    resident.press("Continue", **{"people-more": "yes"})
    add(resident)
    for pressed in ("change-7", "remove-7", "remove-99999", "odd"):
        resident.press("Continue", **{"_press-people": pressed, "people-more": "no"})
        resident.go("/apply/every-kind/people")
        assert len(cards(resident)) == 1
    resident.press("Continue", **{"people-more": "yes", "_step-people": "list"})
    add(resident, "Alan Turing", **{"_at-people": "987654321"})
    assert len(cards(resident)) == 2


def test_a_branch_on_the_days_of_a_range_is_asked(resident):
    resident.go("/apply/every-kind/stay")
    resident.press("Continue", **{**STAY, "stay-to-month": "4"})
    assert resident.page.heading == "Why do you stay longer than 28 days?"


def test_a_stop_on_an_amount_of_money_stops(resident):
    resident.go("/apply/every-kind/savings")
    resident.press("Continue", savings="16,000.01")
    assert resident.page.heading == "You cannot get help with this"
    resident.go("/apply/every-kind/savings")
    resident.press("Continue", savings="16,000")
    assert resident.page.heading == "Who comes with you? (optional)"


def test_what_it_costs_is_told_before_anything_is_asked(resident):
    resident.go("/apply/every-kind/")
    words = " ".join(resident.page.words.split())
    assert "It costs £12.50 for each person. In other ways than online it costs up to £20." in words
    assert "You have less than £1,000 in savings: £5" in words


def test_whoever_pays_less_is_told_why(resident):
    resident.go("/apply/every-kind/savings")
    resident.press("Continue", savings="999.99")
    resident.press("Continue", **{"people-more": "yes"})
    add(resident)
    resident.press("Continue", **{"people-more": "no"})
    resident.go_on()
    words = " ".join(resident.page.words.split())
    assert "You have to pay £5. You have less than £1,000 in savings." in words


def test_questions_for_everybody_stand_on_the_start_page_and_those_for_staff_do_not(resident):
    resident.go("/apply/every-kind/")
    assert "How long can I stay?" in resident.page.words
    assert "As long as you like." in resident.page.words
    assert "dates look wrong" not in resident.page.words


def test_who_is_led_elsewhere_is_counted(resident):
    resident.go("/apply/every-kind/savings")
    resident.press("Continue", savings="16,000.01")
    [there] = [href for text, href in resident.page.links if text == "Go to MoneyHelper"]
    assert "You can also ring them." in resident.page.words
    answer = resident.client.get(there)
    assert (answer.status_code, answer["Location"]) == (302, "https://www.moneyhelper.org.uk/en")
    resident.client.head(there)
    told = LedgerEvent.objects.get(name="signpost.followed")
    assert (told.payload["signpost"], told.payload["channel"]) == ("advice", "web")


@pytest.mark.parametrize("path", ["every-kind/elsewhere/nowhere", "no-such-service/elsewhere/advice"])
def test_nobody_is_led_to_what_is_not_there(resident, path):
    assert resident.client.get(f"/apply/{path}").status_code == 404
    assert not LedgerEvent.objects.filter(name="signpost.followed").exists()
