"""Entries of a list whose questions hang on each other, pages that hang on entries, and “none of these”."""

from __future__ import annotations

import pytest
from django.test import Client

from portico.channels.web.models import Draft
from portico.channels.web.tests.conftest import publish
from portico.channels.web.tests.robot import Resident
from portico.records.cases.models import Case
from portico.records.catalogue.reading.read import read_definition
from portico.records.catalogue.tests.small_service import SMALL

PAGES = """  pages:
    - id: people
      questions:
        - id: people
          kind: list
          label: Who lives with you?
          one: person
          questions:
            - {id: name, kind: name, label: Full name}
            - {id: works, kind: yes_no, label: Do they work}
            - id: hours
              kind: number
              label: Hours a week
              when: entry.works
              checks:
                - {must: entry.hours < 100, says: Enter the hours of one week}
            - {id: night, kind: yes_no, label: Do they work at night, when: entry.hours > 20}
    - id: nights
      when: answers.people.exists(p, p.night)
      questions:
        - {id: nights, kind: number, label: How many nights}
    - id: help
      questions:
        - id: help
          kind: choices
          label: What help do you get?
          options:
            - {value: pension, label: A pension}
            - {value: carer, label: A carer}
            - {value: none, label: None of these, alone: true}
            - {value: unsure, label: I am not sure, alone: true}
"""


def text() -> str:
    """The small service with pages of its own, and nothing that hangs on those it had."""
    head, _, rest = SMALL.partition("form:\n")
    tail = rest[rest.index("deadline:\n  usual") :]
    return f"{head}form:\n{PAGES}case_title: People\nwhat_happens_next: We come.\n{tail}"


@pytest.fixture
def resident(db: None) -> Resident:
    """Ada, at the page of the list."""
    read = read_definition(text(), "branching.yaml")
    assert read.definition is not None, read.problems
    assert not read.problems, [str(problem) for problem in read.problems]
    publish(read.definition)
    ada = Resident(Client(), {r"(?i)your name\?$": "Ada Lovelace", r"(?i)email": "ada@porticoshire.example"})
    ada.go("/apply/bulky-waste/")
    ada.press("Start now")
    return ada


def labels(resident: Resident) -> list[str]:
    """What is asked on the page, by label and legend."""
    controls = [one for form in resident.page.forms for one in form.controls if one.type not in {"hidden"}]
    return list(dict.fromkeys(one.asked or one.label for one in controls))


def entry(resident: Resident, **typed: str) -> None:
    resident.press("Continue", **{f"people-{name}": value for name, value in typed.items()})


def test_a_question_comes_when_the_one_it_hangs_on_is_answered(resident):
    assert labels(resident) == ["Full name", "Do they work"]
    entry(resident, name="Grace Hopper", works="yes")
    assert not resident.page.errors
    assert "Your answers lead to more questions on this page." in resident.page.words
    assert labels(resident) == ["Full name", "Do they work", "Hours a week"]
    entry(resident, name="Grace Hopper", works="yes", hours="")
    assert len(resident.page.errors) == 1
    entry(resident, name="Grace Hopper", works="yes", hours="120")
    assert resident.page.errors == ["Error: Enter the hours of one week"]
    entry(resident, name="Grace Hopper", works="yes", hours="30")
    assert labels(resident)[-1] == "Do they work at night"
    entry(resident, name="Grace Hopper", works="yes", hours="30", night="yes")
    assert "Person 1" in resident.page.words
    resident.press("Continue", **{"people-more": "no"})
    assert resident.page.heading == "How many nights"
    assert Draft.objects.get().answers["people"] == [
        {"name": "Grace Hopper", "works": True, "hours": 30, "night": True}
    ]


def test_an_answer_that_is_asked_no_more_is_left_out(resident):
    entry(resident, name="Grace Hopper", works="yes")
    entry(resident, name="Grace Hopper", works="yes", hours="30")
    entry(resident, name="Grace Hopper", works="no", hours="30", night="yes")
    resident.press("Continue", **{"people-more": "no"})
    assert Draft.objects.get().answers["people"] == [
        {"name": "Grace Hopper", "works": False, "hours": None, "night": None}
    ]
    assert resident.page.heading == "What help do you get?"


def test_an_entry_that_is_changed_shows_what_it_was_asked(resident):
    entry(resident, name="Grace Hopper", works="yes")
    entry(resident, name="Grace Hopper", works="yes", hours="12")
    resident.press("Change", **{"_press-people": "change-0"})
    assert labels(resident) == ["Full name", "Do they work", "Hours a week"]
    shown = {one.name: one.value for form in resident.page.forms for one in form.controls}
    assert shown["people-hours"] == "12"


def test_what_the_browser_says_it_was_asked_forces_nothing(resident):
    entry(resident, name="Grace Hopper", works="no", hours="30", night="yes")
    resident.press("Change", **{"_press-people": "change-0"})
    resident.press(
        "Continue", **{"_asked-people": "hours night nowhere", "people-hours": "30", "people-works": "no"}
    )
    resident.press("Continue", **{"people-more": "no"})
    assert Draft.objects.get().answers["people"][0]["hours"] is None


def to_help(resident: Resident) -> None:
    entry(resident, name="Grace Hopper", works="no")
    resident.press("Continue", **{"people-more": "no"})


def test_none_of_these_goes_with_nothing_else(resident):
    to_help(resident)
    html = resident.response.content.decode()
    assert html.count('data-behaviour="exclusive"') == 2
    assert html.count('class="govuk-checkboxes__divider"') == 1
    resident.press("Continue", help=["pension", "none"])
    told = "Choose “None of these” by itself, or take its tick away and choose others"
    assert resident.page.errors == [f"Error: {told}"]
    ticked = {one.value for form in resident.page.forms for one in form.controls if one.checked}
    assert ticked == {"pension", "none"}
    resident.press("Continue", help=["none", "unsure"])
    assert resident.page.errors == [f"Error: {told}"]
    resident.press("Continue", help=["none"])
    resident.go_on()
    resident.press("Send")
    assert Case.objects.get().answers["help"] == ["none"]


def test_others_go_together(resident):
    to_help(resident)
    resident.press("Continue", help=["pension", "carer"])
    assert resident.page.heading == "What is your name?"
