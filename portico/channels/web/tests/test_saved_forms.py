"""A form is put aside with everything typed in it, and gone on with elsewhere by a link."""

from __future__ import annotations

import re
import threading
from datetime import timedelta

import pytest
import time_machine
from django.db import connections
from django.test import Client

from portico.channels.web.jobs import discard_drafts
from portico.channels.web.models import Draft
from portico.channels.web.saved_forms import MOST_LINKS_A_DAY
from portico.channels.web.tests.conftest import KNOWS, publish_services
from portico.channels.web.tests.robot import Resident
from portico.ground.ledger.models import LedgerEvent
from portico.records.cases.models import Case
from portico.records.messages.models import Message
from tests.cast import BEGINNING

ADA = "ada@porticoshire.example"


@pytest.fixture(autouse=True)
def clock():
    with time_machine.travel(BEGINNING, tick=False) as clock:
        yield clock


def begin(resident: Resident) -> None:
    resident.go("/apply/contact-us/")
    resident.press("Start now")


def save(resident: Resident, email: str = ADA) -> None:
    resident.press("Save and come back later", _save="1")
    resident.press("Send the link", email=email)


def link() -> str:
    """The path and query that the newest message leads to."""
    found = re.search(r"https?://[^/]+(/apply/return\?key=\S+)", Message.objects.latest("created_at").body)
    assert found
    return found[1]


def carry_on(resident: Resident) -> None:
    """Open the newest link, and say that the form is one's own."""
    resident.go(link())
    if resident.response.status_code == 200:
        assert "only if you asked for this link yourself" in resident.page.words
        resident.press("Carry on")


def test_a_form_is_gone_on_with_in_another_browser(resident):
    begin(resident)
    resident.press("Continue")
    save(resident)
    assert resident.page.heading == "We have sent you a link"
    message = Message.objects.get()
    assert (message.to_address, message.case, message.state) == (ADA, None, "queued")
    assert ADA not in link()
    elsewhere = Resident(Client(), KNOWS)
    elsewhere.go(link())
    assert "form" not in elsewhere.client.cookies, "nobody is led into a form unasked"
    carry_on(elsewhere)
    before = resident.go("/apply/contact-us/check")
    assert elsewhere.page.heading == before.heading
    elsewhere.go_on()
    elsewhere.press("Send")
    assert Case.objects.count() == 1
    again = Resident(Client(), KNOWS)
    carry_on(again)
    assert "We have received it" in again.page.words


def test_what_is_typed_is_kept_right_or_not(resident):
    resident.go("/apply/missed-bin/")
    resident.press("Start now")
    resident.press("Enter the address by hand")
    typed = {"address-line1": "1 Weir Road", "address-town": "", "address-postcode": "PX"}
    resident.press("Save and come back later", _save="1", **typed)
    assert resident.page.heading == "Save and come back later"
    resident.go("/apply/missed-bin/address")
    shown = {control.name: control.value for form in resident.page.forms for control in form.controls}
    assert shown["address-line1"] == "1 Weir Road"
    assert shown["address-postcode"] == "PX"


def test_an_address_that_is_none_is_refused(resident):
    begin(resident)
    save(resident, "ada")
    assert resident.page.errors == [
        "Error: Enter an email address in the correct format, like name@example.com"
    ]
    assert not Message.objects.exists()


def test_only_so_many_links_go_out_in_a_day(resident, clock):
    begin(resident)
    for _ in range(MOST_LINKS_A_DAY + 1):
        resident.go("/apply/contact-us/save")
        resident.press("Send the link", email=ADA)
    assert "as many links as we send in a day" in resident.page.errors[0]
    assert (
        Message.objects.count()
        == MOST_LINKS_A_DAY
        == LedgerEvent.objects.filter(name="form.saved_for_later").count()
    )
    clock.shift(timedelta(days=1))
    resident.press("Send the link", email=ADA)
    assert resident.page.heading == "We have sent you a link"


def test_a_form_put_aside_is_kept_as_long_as_the_link_says(resident, clock):
    begin(resident)
    clock.shift(timedelta(days=6))
    save(resident)
    clock.shift(timedelta(days=6, hours=23))
    discard_drafts(0)
    carry_on(resident)
    assert resident.response.status_code == 200
    clock.shift(timedelta(days=2))
    discard_drafts(0)
    assert not Draft.objects.exists()
    carry_on(resident)
    assert resident.response.status_code == 410
    assert resident.page.heading == "This link no longer works"


@pytest.mark.parametrize("key", ["", "odd", "0" * 32, "0" * 32 + ":1tTt:x", "\x00", "é" * 5000])
def test_a_key_that_is_none_leads_nowhere(db, key):
    assert Client().get("/apply/return", {"key": key}).status_code == 410


def test_a_link_asked_for_several_times_at_once_breaks_nothing(committed):
    publish_services()
    resident = Resident(Client(), KNOWS)
    begin(resident)
    cookies = {name: morsel.value for name, morsel in resident.client.cookies.items()}
    answers: list[int] = []

    def ask() -> None:
        client = Client(raise_request_exception=False)
        client.cookies.load(cookies)
        answers.append(client.post("/apply/contact-us/save", {"email": ADA}).status_code)
        connections.close_all()

    threads = [threading.Thread(target=ask) for _ in range(MOST_LINKS_A_DAY + 3)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(answers) == [302] * MOST_LINKS_A_DAY + [422] * 3
    assert Message.objects.count() == MOST_LINKS_A_DAY
