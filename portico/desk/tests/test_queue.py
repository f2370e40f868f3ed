"""The queue: what is due first, filters in its address, pages by key, a number of statements that stays."""

from __future__ import annotations

import re
from datetime import timedelta

import pytest
import time_machine

from portico.records.cases.actions import ask_customer, assign_case
from portico.records.cases.tests.scene import report, staff
from tests.cast import BEGINNING
from tests.sign_in import signed_in

NOW = BEGINNING + timedelta(hours=3)


@pytest.fixture(autouse=True)
def morning():
    with time_machine.travel(NOW, tick=False):
        yield


def references(page):
    return re.findall(r'href="/desk/cases/([A-Z0-9]{8})"', page)


def queue(person, query=""):
    answer = signed_in(person).get(f"/desk/{query}")
    assert answer.status_code == 200
    return answer.content.decode()


def test_cases_stand_in_the_order_in_which_they_are_due(scene):
    urgent = report(scene.version, fault="wires", key="urgent")
    later = report(scene.version, key="later", at=BEGINNING + timedelta(days=1))
    page = queue(scene.cast.owen)
    assert references(page) == [urgent.reference, scene.case.reference, later.reference]
    assert "Overdue" in page  # bare wires are due within 2 hours
    assert "Urgent" in page
    assert "in 3 working days" in page


def test_each_sees_their_teams_cases(scene):
    other = report(scene.version, fault="tax", key="tax")
    assert references(queue(scene.cast.tomos)) == [other.reference]
    assert references(queue(scene.cast.owen)) == [scene.case.reference]
    assert len(references(queue(scene.cast.amina))) == 2
    assert signed_in(scene.cast.ivan).get("/desk/")["Location"] == "/desk/account"


@pytest.mark.parametrize(("query", "found"), [
    ("?who=mine", "mine"),
    ("?who=nobody", "attention waiting urgent"),
    ("?attention=1", "attention"),
    ("?waiting=1", "waiting"),
    ("?due=overdue", "urgent"),
    ("?stage=review", ""),
    ("?priority=urgent", "urgent"),
    ("?service=street-light&team=waste", "attention waiting urgent mine"),
    ("?team=council-tax", ""),
    ("?who=mayor&stage=nonsense&due=never&service=none", "attention waiting urgent mine"),
])  # fmt: skip
def test_filters_stand_in_the_address(scene, query, found):
    cases = {"attention": scene.case}
    for name, fault in (("mine", "dark"), ("waiting", "dark"), ("urgent", "wires")):
        cases[name] = report(scene.version, fault=fault, key=name)
    owen = scene.cast.owen
    assign_case(
        case_id=cases["mine"].pk, version=1, assign_to=owen.pk, by=staff(owen), at=BEGINNING
    )  # fmt: skip
    ask_customer(case_id=cases["waiting"].pk, version=1, question="Which?", by=staff(owen), at=BEGINNING)
    # Amina sees both teams, so that a team can be chosen; Owen's own cases are his.
    person = owen if "mine" in query else scene.cast.amina
    wanted = {cases[name].reference for name in found.split()}
    assert set(references(queue(person, query))) == wanted


def test_pages_go_by_key(scene):
    for number in range(30):
        report(scene.version, key=str(number), at=BEGINNING + timedelta(minutes=number))
    first = queue(scene.cast.owen)
    further = re.search(r'href="(/desk/\?after=[^"]+)"', first)
    assert further
    second = signed_in(scene.cast.owen).get(further[1].replace("&amp;", "&")).content.decode()
    assert len(references(first)) == 25
    assert len(set(references(first)) | set(references(second))) == 31
    assert "Back to the most urgent" in second
    assert references(queue(scene.cast.owen, "?after=nonsense")) == references(first)


def test_the_queue_takes_at_most_eight_statements(scene, django_assert_max_num_queries):
    browser = signed_in(scene.cast.owen)
    browser.get("/desk/")
    with django_assert_max_num_queries(8) as first:
        browser.get("/desk/")
        count = len(first)
    for number in range(20):
        report(scene.version, key=str(number))
    with django_assert_max_num_queries(count):
        browser.get("/desk/?who=nobody")


def test_an_empty_queue_says_so(cast):
    assert "Everything is done" in queue(cast.owen)
    assert "No case is like this" in queue(cast.owen, "?who=mine")


def test_shortcuts_can_be_switched_off(cast):
    browser = signed_in(cast.owen)
    assert "portico-keys" in browser.get("/desk/").content.decode()
    browser.post("/desk/shortcuts", {"on": "0"})
    assert "portico-keys" not in browser.get("/desk/").content.decode()
    assert "Switch them on" in browser.get("/desk/shortcuts").content.decode()
    browser.post("/desk/shortcuts", {"on": "1"})
    assert "portico-keys" in browser.get("/desk/").content.decode()
