"""A copy of what was sent: all of it, for whoever sent it, and for nobody else."""

from __future__ import annotations

import logging
import re
from datetime import timedelta

import pytest
import time_machine
from django.conf import settings
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from portico.channels.web.models import Draft
from portico.channels.web.saved_forms import return_address
from portico.channels.web.tests.robot import Resident
from portico.channels.web.tests.test_every_kind import BORN, STAY
from portico.channels.web.tests.test_every_kind import resident as guest
from portico.design import pdf
from portico.records.cases.models import Case
from tests.cast import BEGINNING

__all__ = ["guest"]


@pytest.fixture(autouse=True)
def at_the_beginning():
    with time_machine.travel(BEGINNING, tick=False):
        yield


@pytest.fixture
def printed(monkeypatch) -> list[pdf.Copy]:
    """What is handed over to be written as a PDF."""
    handed: list[pdf.Copy] = []
    write = pdf.write_pdf

    def kept(copy: pdf.Copy) -> bytes:
        handed.append(copy)
        return write(copy)

    monkeypatch.setattr("portico.channels.web.copies.write_pdf", kept)
    return handed


def follow_link(resident: Resident) -> None:
    resident.go(next(href for text, href in resident.page.links if text.startswith("Print or save a copy")))


def test_it_says_all_that_the_check_page_said(resident, printed):
    resident.fill_in("contact-us")
    checked = [said for said in re.split(r"\n+", resident.page.words) if said.strip()]
    resident.press("Send")
    follow_link(resident)
    reference = Case.objects.get().reference
    assert f"{reference[:4]}-{reference[4:]}" in resident.page.words
    answers = [
        said
        for said in checked
        if not said.startswith(("Change", "Check", "Now send", "By sending", "Save", "Send"))
    ]
    for said in answers:
        assert said.replace("Change", "").strip() in resident.page.words, said
    for said in ("photo.jpg", "When do you open on Saturday?", "Ada Lovelace", "2 March 2026 at 9am"):
        assert said in resident.page.words
    answer = resident.client.get("/apply/contact-us/sent/copy.pdf")
    assert answer["Content-Type"] == "application/pdf"
    assert answer["Content-Disposition"] == f'attachment; filename="{reference[:4]}-{reference[4:]}.pdf"'
    assert "no-store" in answer["Cache-Control"]
    assert answer.content.startswith(b"%PDF-")
    [copy] = printed
    lines = {line.label: line.value for section in copy.sections for line in section.lines}
    for label, value in lines.items():
        assert label in resident.page.words
        assert value.splitlines()[0] in resident.page.words
    assert lines["What do you want to ask or tell us?"].endswith("مرحبا")
    assert copy.language == "en"


def test_bank_and_insurance_numbers_are_cut_short(guest, printed):
    guest.press("Continue", **{"people-more": "yes"})
    guest.press("Continue", **{"people-name": "Grace Hopper", **BORN})
    guest.press("Continue", **{"people-more": "no"})
    guest.go_on()
    guest.press("Send")
    follow_link(guest)
    guest.client.get("/apply/every-kind/sent/copy.pdf")
    lines = {line.label: line.value for section in printed[0].sections for line in section.lines}
    everything = " ".join(lines.values())
    assert "Ada Lovelace, account number •••••456" in everything
    assert "•• •• •• 56 C" in everything
    assert "12-34-56" not in guest.page.words
    assert "AB 12 34" not in guest.page.words
    assert "shows only the end" in guest.page.words
    assert "2 March 2026 to 5 March 2026" in everything
    assert STAY


def test_only_the_browser_that_sent_it_has_a_copy_and_for_an_hour(resident):
    resident.fill_in("contact-us")
    link = return_address(Draft.objects.get().id).removeprefix(settings.PUBLIC_ADDRESS)
    resident.press("Send")
    elsewhere = Resident(Client(), {})
    elsewhere.go(link)
    elsewhere.press("Carry on")
    assert "We have received it" in elsewhere.page.heading
    assert "Print or save" not in elsewhere.page.words
    for browser in (elsewhere.client, Client()):
        for file in ("copy", "copy.pdf"):
            assert browser.get(f"/apply/contact-us/sent/{file}").status_code == 302
    stranger = Client()
    stranger.cookies["form"] = resident.client.cookies["form"].value
    stranger.cookies["sent-form"] = "0198c0de-0000-7000-8000-000000000000:1abc:forged"
    assert stranger.get("/apply/contact-us/sent/copy").status_code == 302
    assert resident.client.get("/apply/contact-us/sent/copy").status_code == 200
    with time_machine.travel(BEGINNING + timedelta(minutes=61), tick=False):
        assert resident.client.get("/apply/contact-us/sent/copy.pdf").status_code == 302


def test_a_copy_costs_two_statements_and_leaves_nothing_in_the_log(resident, caplog):
    resident.walk("contact-us")
    resident.client.get("/apply/contact-us/sent/copy.pdf")
    with caplog.at_level(logging.DEBUG), CaptureQueriesContext(connection) as queries:
        assert resident.client.get("/apply/contact-us/sent/copy.pdf").status_code == 200
    assert len(queries) == 2
    assert "Lovelace" not in caplog.text


def test_the_owner_of_a_followed_request_has_a_copy(resident):
    reference = resident.walk("contact-us")
    other = Client()
    other.post("/follow", {"reference": reference, "detail": "ada@porticoshire.example"})
    page = other.get("/follow/request").content.decode()
    assert "/follow/copy" in page
    assert "When do you open on Saturday?" in other.get("/follow/copy").content.decode()
    assert other.get("/follow/copy.pdf").content.startswith(b"%PDF-")
    assert "When do you open" not in Client().get("/follow/copy").content.decode()


def test_in_welsh_it_is_in_welsh(resident, printed, settings):
    settings.PORTICO_WELSH = True
    resident.walk("contact-us")
    resident.client.cookies["language"] = "cy"
    page = resident.client.get("/apply/contact-us/sent/copy").content.decode()
    assert '<html lang="cy"' in page
    assert "Beth ydych chi am ei ofyn i ni neu ei ddweud wrthym?" in page
    resident.client.get("/apply/contact-us/sent/copy.pdf")
    assert printed[0].language == "cy"
    assert printed[0].title == "Gofyn rhywbeth i ni"


def test_it_tells_the_fee_that_was_to_be_paid(resident, printed):
    garden = {r"(?i)how many .*bins": "2", r"(?i)only garden waste": "only garden waste"}
    resident.knows = {**resident.knows, **garden}
    reference = resident.walk("garden-waste")
    confirmed = re.search(r"What you have to pay\s+(£\d+)", resident.page.words)
    assert confirmed is not None
    follow_link(resident)
    assert re.search(rf"What it costs\s+What you have to pay\s+{confirmed[1]}", resident.page.words)
    assert "Then we send you a link to pay by card" in resident.page.words
    resident.client.get("/apply/garden-waste/sent/copy.pdf")
    costs = printed[0].sections[-1]
    assert costs.title == "What it costs"
    assert costs.lines[0].label == "What you have to pay"
    assert costs.lines[0].value.startswith(confirmed[1])
    other = Client()
    other.post("/follow", {"reference": reference, "detail": "ada@porticoshire.example"})
    followed = other.get("/follow/request").content.decode()
    assert f"<strong>{confirmed[1]}" in followed


def test_of_what_is_free_it_says_nothing_about_paying(resident):
    resident.walk("contact-us")
    follow_link(resident)
    assert "What it costs" not in resident.page.words
