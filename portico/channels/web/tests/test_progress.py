"""How far somebody has come: each page one further, never more pages than were told, and no SQL for it."""

from __future__ import annotations

import re

import pytest
import time_machine
from django.conf import settings
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from portico.channels.web.known import Known
from portico.channels.web.models import Draft
from portico.channels.web.saved_forms import return_address
from portico.channels.web.tests.robot import Resident
from portico.channels.web.tests.test_known import begin, opened
from tests.cast import BEGINNING

TOLD = re.compile(r"Page (\d+) of (at most )?(\d+)")


@pytest.fixture(autouse=True)
def at_the_beginning():
    with time_machine.travel(BEGINNING, tick=False):
        yield


def told(resident: Resident) -> tuple[int, int, bool] | None:
    """What the page says: its number, of how many, and whether it is sure of that."""
    found = TOLD.search(resident.page.words)
    return (int(found[1]), int(found[3]), not found[2]) if found else None


def begun(resident: Resident, service: str) -> Resident:
    resident.go(f"/apply/{service}/")
    resident.press("Start now")
    return resident


def test_the_number_grows_by_one_and_a_branch_that_is_decided_makes_it_exact(resident):
    begun(resident, "contact-us")
    seen = [told(resident)]
    while not resident.at.endswith("/check"):
        resident.press("Continue")
        seen.append(told(resident))
    assert seen[0] == (1, 7, False)
    assert [one[0] for one in seen[:-1] if one] == list(range(1, len(seen)))
    assert seen[-2] == (len(seen) - 1, len(seen) - 1, True)
    assert seen[-1] is None


def test_going_back_shows_the_same_number_again(resident):
    begun(resident, "missed-bin")
    first = told(resident)
    resident.press("Continue")
    resident.press("Continue")
    resident.press("Continue")
    resident.go("/apply/missed-bin/address")
    again = told(resident)
    assert first is not None
    assert again is not None
    assert again[0] == first[0] == 1
    assert again[1] <= first[1]


def test_an_answer_that_is_changed_may_make_the_form_longer(resident):
    resident.fill_in("contact-us")
    resident.go("/apply/contact-us/topic?change=1")
    short = told(resident)
    resident.knows = {"What is it about\\?$": "Bins", "about your bins": "Something else", **resident.knows}
    resident.press("Continue")
    long = told(resident)
    assert short is not None
    assert long is not None
    assert long[1] == short[1] + 1


def test_what_is_known_already_is_not_counted_once_it_was_confirmed(services, addresses):
    known = Known(contact={"name": "Ada Lovelace"}, answers={"bin": "refuse"})
    resident = opened(begin(known))
    before = told(resident)
    assert before is not None
    assert before[2] is False, "which of it is asked again is not decided"
    assert before[0] == 1
    resident.press("Continue")
    after = told(resident)
    assert after is not None
    assert (after[0], after[1]) == (2, before[1] - 2)


def test_whoever_may_stay_anonymous_decides_how_many_pages_are_left(resident):
    begun(resident, "street-problem")
    while "giving-details" not in resident.at:
        resident.press("Continue")
    undecided = told(resident)
    assert undecided is not None
    assert undecided[2] is False
    resident.press("Continue")
    assert told(resident) == (undecided[0] + 1, undecided[1], True)
    resident.go("/apply/street-problem/giving-details")
    resident.press("Continue", give="no")
    resident.go("/apply/street-problem/giving-details")
    assert told(resident) == (undecided[0], undecided[0], True)


def test_a_form_that_one_comes_back_to_says_how_far_it_has_come(resident):
    begun(resident, "missed-bin")
    resident.press("Continue")
    at, of, exact = told(resident) or (0, 0, False)
    most = "" if exact else "at most "
    sentence = f"You go on at page {at} of {most}{of}."
    resident.go("/apply/missed-bin/")
    assert sentence in resident.page.words
    elsewhere = Resident(Client(), {})
    elsewhere.go(return_address(Draft.objects.get().id).removeprefix(settings.PUBLIC_ADDRESS))
    assert sentence in elsewhere.page.words
    resident.go("/apply/missed-bin/check")
    resident.go_on()
    resident.go("/apply/missed-bin/")
    assert "All questions are answered: check your answers, then send them." in resident.page.words


def test_knowing_how_far_one_is_costs_no_statement(resident):
    begun(resident, "street-problem")
    path = resident.at
    resident.client.get(path)
    with CaptureQueriesContext(connection) as queries:
        assert TOLD.search(resident.client.get(path).content.decode())
    assert len(queries) == 1, [query["sql"] for query in queries]
