"""A form is sent once, whatever happens around it, and sending it costs few statements."""

from __future__ import annotations

import threading
import uuid

import pytest
import time_machine
from django.db import connection, connections
from django.db.models import F
from django.test import Client
from django.test.utils import CaptureQueriesContext

from portico.channels.web import actions
from portico.channels.web.actions import DraftGoneError, submit_form
from portico.channels.web.models import Draft
from portico.channels.web.sending import given_of
from portico.channels.web.tests.conftest import (
    KNOWS,
    make_addresses,
    publish,
    publish_services,
    read_service,
)
from portico.channels.web.tests.robot import Resident
from portico.ground.ledger.events import Actor
from portico.ground.ledger.models import LedgerEvent
from portico.records.cases.models import Case, CaseFollower
from portico.records.contacts.models import Contact
from portico.records.people.models import Customer
from tests.cast import BEGINNING

MOST_STATEMENTS = 14

SERVICES = [
    "change-of-address",
    "contact-us",
    "council-tax-single-person-discount",
    "missed-bin",
    "street-problem",
]


def at_the_check(service: str) -> Resident:
    """A resident who has filled in everything and not sent it."""
    resident = Resident(Client(), KNOWS)
    resident.fill_in(service)
    return resident


def version_of(resident: Resident) -> str:
    (form,) = [form for form in resident.page.forms if form.buttons]
    return next(control.value for control in form.controls if control.name == "_version")


@pytest.mark.parametrize("known", [False, True], ids=["nobody is known", "the sender is known"])
@pytest.mark.parametrize("service", SERVICES)
@time_machine.travel(BEGINNING, tick=False)
def test_sending_costs_at_most_fourteen_statements(service, known, services, addresses):
    for _ in range(2 if known else 1):
        resident = at_the_check(service)
        with CaptureQueriesContext(connection) as queries:
            response = resident.client.post(f"/apply/{service}/check", {"_version": version_of(resident)})
        assert response.status_code == 302
        assert response["Location"] == f"/apply/{service}/sent"
    # In a test the outermost transaction is a savepoint: its two statements stand for BEGIN and COMMIT.
    statements = [query["sql"] for query in queries]
    assert len(statements) <= MOST_STATEMENTS, "\n".join(statements)


@pytest.mark.parametrize("service", SERVICES)
@time_machine.travel(BEGINNING, tick=False)
def test_as_a_rule_it_reads_twice_and_writes_once(service, services, addresses):
    first, second = (at_the_check(service) for _ in range(2))
    assert first.client.post(f"/apply/{service}/check", {"_version": version_of(first)}).status_code == 302
    with CaptureQueriesContext(connection) as queries:
        second.client.post(f"/apply/{service}/check", {"_version": version_of(second)})
    statements = [query["sql"] for query in queries if "SAVEPOINT" not in query["sql"]]
    assert [statement.split()[0] for statement in statements] == ["SELECT", "SELECT", "WITH"]


@time_machine.travel(BEGINNING, tick=False)
def test_what_was_sent_exists_with_case_contact_customer_and_events(resident):
    resident.walk("missed-bin")
    case = Case.objects.get()
    assert case.source == "form"
    assert case.answers.keys() == {"address", "bin", "out_in_time", "tag", "assisted"}
    assert Contact.objects.get().outcome == "case_opened"
    assert Customer.objects.get() == case.customer
    names = set(LedgerEvent.objects.values_list("name", flat=True))
    assert {"form.begun", "form.page_saved", "form.sent", "case.opened"} <= names
    for event in LedgerEvent.objects.all():
        assert "Lovelace" not in str(event.payload) + str(event.subjects)
    draft = Draft.objects.get()
    assert draft.answers == draft.contact == draft.facts == draft.working == {}


@time_machine.travel(BEGINNING, tick=False)
def test_pressing_twice_refreshing_and_going_back_shows_the_same_reference(resident):
    resident.fill_in("missed-bin")
    version = version_of(resident)
    for _ in range(3):
        resident.client.post("/apply/missed-bin/check", {"_version": version})
    reference = Case.objects.get().reference
    grouped = f"{reference[:4]}-{reference[4:]}"
    for path in ("sent", "check", "bin", "address?change=1", "stopped"):
        assert grouped in resident.go(f"/apply/missed-bin/{path}").words


@time_machine.travel(BEGINNING, tick=False)
def test_an_answer_changed_in_another_tab_is_shown_before_anything_is_sent(resident):
    resident.fill_in("missed-bin")
    stale = version_of(resident)
    resident.client.post("/apply/missed-bin/assisted", {"assisted": "yes"})
    page = resident._take(resident.client.post("/apply/missed-bin/check", {"_version": stale}, follow=True))
    assert "Nothing has been sent yet" in page.words
    assert not Case.objects.exists()
    resident.press("Send")
    assert Case.objects.get().answers["assisted"] is True


@pytest.mark.parametrize("version", ["", "x", "-1", "9" * 40, "①"])
@time_machine.travel(BEGINNING, tick=False)
def test_a_version_that_no_page_showed_sends_nothing(resident, version):
    resident.fill_in("missed-bin")
    answer = resident.client.post("/apply/missed-bin/check", {"_version": version})
    assert answer["Location"].endswith("/check?changed=1")
    assert not Case.objects.exists()


@time_machine.travel(BEGINNING, tick=False)
def test_an_unfinished_form_is_led_to_its_next_question(resident):
    resident.go("/apply/missed-bin/")
    resident.press("Start now")
    answer = resident.client.post("/apply/missed-bin/check", {"_version": "1"})
    assert answer["Location"] == "/apply/missed-bin/address"
    assert not Case.objects.exists()


def test_ten_presses_at_once_make_one_case(committed):
    publish_services()
    make_addresses()
    with time_machine.travel(BEGINNING, tick=False):
        resident = at_the_check("missed-bin")
        version, cookies = version_of(resident), resident.client.cookies
        locations: list[str] = []

        def press() -> None:
            client = Client()
            client.cookies.load({name: morsel.value for name, morsel in cookies.items()})
            answer = client.post("/apply/missed-bin/check", {"_version": version})
            locations.append(answer["Location"])
            connections.close_all()

        threads = [threading.Thread(target=press) for _ in range(10)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
    assert locations == ["/apply/missed-bin/sent"] * 10
    assert Case.objects.count() == Contact.objects.count() == Customer.objects.count() == 1


@pytest.mark.parametrize("way_known", [True, False], ids=["once the way is known", "at first"])
def test_an_answer_changed_while_it_is_being_sent_sends_nothing(committed, monkeypatch, way_known):
    publish_services()
    make_addresses()
    with time_machine.travel(BEGINNING, tick=False):
        if way_known:
            Resident(Client(), KNOWS).walk("missed-bin")
        resident = at_the_check("missed-bin")
        read = given_of

        def read_while_another_tab_saves(*of_the_form):
            another = threading.Thread(target=save_in_another_tab)
            another.start()
            another.join(10)
            monkeypatch.setattr(actions, "given_of", read)
            return read(*of_the_form)

        def save_in_another_tab() -> None:
            Draft.objects.filter(sent_at=None).update(version=F("version") + 1)
            connections.close_all()

        before = Case.objects.count()
        monkeypatch.setattr(actions, "given_of", read_while_another_tab_saves)
        answer = resident.client.post("/apply/missed-bin/check", {"_version": version_of(resident)})
    assert answer["Location"] == "/apply/missed-bin/check?changed=1"
    assert Case.objects.count() == before


@time_machine.travel(BEGINNING, tick=False)
def test_a_form_begun_before_a_new_version_is_finished_as_it_was_begun(resident):
    resident.fill_in("missed-bin")
    definition = read_service("missed-bin")
    page = definition.form.pages[0].model_copy(update={"id": "another-page"})
    form = definition.form.model_copy(update={"pages": (page, *definition.form.pages[1:])})
    newer = publish(definition.model_copy(update={"form": form}))
    resident.press("Send")
    case = Case.objects.get()
    assert case.service_version_id != newer.id
    assert case.service_version.number == 1


@time_machine.travel(BEGINNING, tick=False)
def test_answers_of_pages_no_longer_reached_are_not_sent(resident):
    resident.knows = {r"(?i)address line 1": "1 Far Road", r"(?i)town": "Farton", **resident.knows}
    resident.fill_in("missed-bin")
    draft = Draft.objects.get()
    draft.answers["collection_day"] = "2026-02-27"
    draft.save()
    resident.go("/apply/missed-bin/check")
    resident.press("Send")
    assert "collection_day" not in Case.objects.get().answers


@time_machine.travel(BEGINNING, tick=False)
def test_somebody_who_is_recognised_is_left_to_a_person(services, addresses):
    for _ in range(2):
        Resident(Client(), KNOWS).walk("missed-bin")
    assert Customer.objects.count() == 1
    assert sorted(case.customer is None for case in Case.objects.all()) == [False, True]


def test_a_draft_that_is_gone_cannot_be_sent(db):
    with pytest.raises(DraftGoneError):
        submit_form(draft_id=uuid.uuid4(), version=1, by=Actor.resident(), at=BEGINNING)


@time_machine.travel(BEGINNING, tick=False)
def test_a_second_report_of_the_same_place_is_offered_the_first_and_joins_it(services, addresses):
    first = Resident(Client(), KNOWS)
    first.walk("street-problem")
    second = Resident(Client(), {**KNOWS, r"(?i)email": "ben@porticoshire.example"})
    second.walk("street-problem")
    assert Case.objects.count() == 1, second.visited
    follower = CaseFollower.objects.get()
    assert follower.email == "ben@porticoshire.example"
    assert Contact.objects.filter(outcome="case_joined").count() == 1
    assert "Somebody had told us about this already" in second.page.words


@time_machine.travel(BEGINNING, tick=False)
def test_mine_is_different_makes_a_report_of_its_own(services, addresses):
    Resident(Client(), KNOWS).walk("street-problem")
    other = Resident(Client(), {r"one of these reports": "different", **KNOWS})
    other.walk("street-problem")
    assert Case.objects.count() == 2
    assert not CaseFollower.objects.exists()


@time_machine.travel(BEGINNING, tick=False)
def test_a_report_closed_meanwhile_is_not_joined(services, addresses):
    Resident(Client(), KNOWS).walk("street-problem")
    second = Resident(Client(), KNOWS)
    second.fill_in("street-problem")
    Case.objects.update(stage="completion", outcome="fixed", closed_at=BEGINNING)
    second.press("Add me")
    assert not CaseFollower.objects.exists()
    second.go_on()
    second.press("Send")
    assert Case.objects.filter(closed_at=None).count() == 1


def test_the_confirmation_hands_its_reference_on_to_be_followed_in_no_address(resident):
    reference = resident.walk("contact-us")
    followed = [href for text, href in resident.page.links if "this request" in text]
    assert not followed
    page = resident.press("Follow this request")
    assert resident.at == "/follow"
    asked = {control.name: control.value for form in page.forms for control in form.controls}
    assert asked["reference"] == reference
    assert asked["detail"] == ""
    resident.press("See my request", detail="ada@porticoshire.example")
    assert resident.at == "/follow/request"
