"""English or Welsh, as a resident chooses it on any page: answers stay, and the language is told."""

from __future__ import annotations

import re

import pytest
import time_machine
from django.test import Client

from portico.channels.web.models import Draft
from portico.channels.web.tests.conftest import read_service
from portico.channels.web.tests.robot import Resident
from portico.ground.ledger.events import Actor
from portico.records.cases.models import Case
from portico.records.catalogue.actions import import_definition
from portico.records.messages.models import Message
from tests.cast import BEGINNING


@pytest.fixture(autouse=True)
def welsh_is_offered(settings):
    settings.PORTICO_WELSH = True
    with time_machine.travel(BEGINNING, tick=False):
        yield


def language_of(resident: Resident) -> str:
    """The language that the page says it is in."""
    found = re.search(r'<html lang="(\w+)"', resident.response.content.decode())
    assert found
    return found[1]


def switch(resident: Resident, language: str) -> None:
    """Follow the link to the other language, as a browser does."""
    link = next(
        href for text, href in resident.page.links if text == {"cy": "Cymraeg", "en": "English"}[language]
    )
    resident._take(resident.client.get(link, HTTP_REFERER=f"http://testserver{resident.at}", follow=True))


def begun(resident: Resident, service: str, language: str = "cy") -> Resident:
    resident.go(f"/apply/{service}/")
    if language == "cy":
        switch(resident, language)
    resident.press("Dechrau nawr" if language == "cy" else "Start now")
    return resident


def test_a_whole_form_is_in_welsh_from_its_start_to_the_message(resident):
    begun(resident, "missed-bin")
    seen = []
    resident.knows = {**WELSH, **resident.knows}
    for _ in range(20):
        assert language_of(resident) == "cy"
        seen.append(resident.page.words)
        buttons = [button.text for form in resident.page.forms for button in form.buttons]
        if "Anfon" in buttons:
            break
        resident.press("Parhau")
    assert any("Tudalen 1 o" in words for words in seen)
    english = [words for words in seen if re.search(r"\b(Continue|Change|Page|your|the)\b", words)]
    assert not english, english
    resident.press("Anfon")
    assert "Rydym wedi'i dderbyn" in resident.page.heading
    assert Case.objects.get().language == "cy"
    assert Message.objects.get().language == "cy"


WELSH = {
    r"(?i)mha iaith": "Cymraeg",
    r"(?i)cod post": "PX1 2AB",
    r"(?i)ble mae'r bin": "^12 Mill Lane",
    r"(?i)pa fin": "Sbwriel",
    r"(?i)nôl eich bin": "Na",
    r"(?i)eich enw": "Ada Lovelace",
    r"(?i)e-bost": "ada@porticoshire.example",
    r"(?i)ffôn": "01632 960 001",
}


def test_what_stands_on_the_page_is_kept_when_the_language_is_switched(resident):
    begun(resident, "contact-us", "en")
    resident.knows = {r"What is it about\?$": "Something else", **resident.knows}
    resident.press("Continue")
    assert resident.page.heading == "What do you want to ask or tell us?"
    resident.press("Continue", question="Half a sentence, and", _language="cy")
    assert language_of(resident) == "cy"
    assert resident.at.endswith("/contact-us/question")
    typed = [control.value for form in resident.page.forms for control in form.controls]
    assert "Half a sentence, and" in typed
    assert Draft.objects.get().answers["topic"] == "other"
    resident.press("Parhau")
    assert Draft.objects.get().answers["question"] == "Half a sentence, and"


def test_something_wrong_is_kept_too_and_told_in_the_new_language(resident):
    begun(resident, "contact-us", "en")
    resident.go_on()
    resident.go("/apply/contact-us/reaching-you")
    resident.press("Continue", email="ada at example", phone="", _language="cy")
    values = {control.name: control.value for form in resident.page.forms for control in form.controls}
    assert values["email"] == "adaatexample"
    resident.press("Parhau", email="ada at example", phone="")
    assert "Gwall: Rhowch gyfeiriad e-bost yn y fformat cywir" in resident.page.errors[0]


def test_enter_still_goes_on_where_the_switch_stands_before_the_form(resident):
    begun(resident, "contact-us", "en")
    content = resident.response.content.decode()
    first = re.search(r'<button[^>]*form="this-page"[^>]*>', content)
    assert first
    assert "_language" not in first[0]
    assert re.search(r'<form id="this-page"', content)


def test_a_service_without_welsh_stays_in_english_and_says_so_in_welsh(resident):
    resident.go("/apply/garage/")
    switch(resident, "cy")
    assert language_of(resident) == "en"
    assert "Start now" in [button.text for form in resident.page.forms for button in form.buttons]
    assert '<div class="govuk-inset-text" lang="cy">' in resident.response.content.decode()
    resident.press("Start now")
    assert language_of(resident) == "en"
    assert Draft.objects.get().language == "en"
    resident.go("/contact")
    assert language_of(resident) == "cy"


def test_the_choice_is_remembered_and_can_be_taken_back(resident):
    resident.go("/cookies")
    assert language_of(resident) == "en"
    switch(resident, "cy")
    assert (language_of(resident), resident.at) == ("cy", "/cookies")
    resident.go("/contact")
    assert language_of(resident) == "cy"
    switch(resident, "en")
    assert (language_of(resident), resident.at) == ("en", "/contact")
    assert resident.client.cookies["language"]["httponly"]


def test_what_has_no_welsh_is_marked_as_english_on_a_page_in_welsh(db):
    for code in ("missed-bin", "garage"):
        import_definition(definition=read_service(code), by=Actor.system(), at=BEGINNING)
    resident = Resident(Client(), {})
    resident.client.cookies["language"] = "cy"
    resident.go("/")
    content = resident.response.content.decode()
    assert re.search(r'<a class="govuk-link" href="/apply/garage/"><span lang="en">', content)
    assert "Rhoi gwybod am fin a gollwyd" in content
    assert '<span lang="cy">' not in content


@pytest.mark.parametrize("path", ["/accessibility", "/privacy"])
def test_pages_that_are_in_english_only_say_so(resident, path):
    resident.client.cookies["language"] = "cy"
    resident.go(path)
    assert language_of(resident) == "en"
    assert "Nid yw'r dudalen hon ar gael yn Gymraeg eto" in resident.page.words


def test_errors_of_the_site_are_in_the_chosen_language(resident):
    resident.client.cookies["language"] = "cy"
    answer = resident.client.get("/no-such-page", HTTP_ACCEPT="text/html")
    assert answer.status_code == 404
    assert "Ni chafwyd hyd i" in answer.content.decode()


def test_the_desk_stays_in_english(client):
    client.cookies["language"] = "cy"
    answer = client.get("/desk/", follow=True)
    assert '<html lang="en"' in answer.content.decode()


def test_where_welsh_is_not_offered_there_is_no_switch_and_an_old_cookie_changes_nothing(resident, settings):
    settings.PORTICO_WELSH = False
    resident.client.cookies["language"] = "cy"
    resident.go("/contact")
    assert language_of(resident) == "en"
    assert "Cymraeg" not in resident.response.content.decode()


def test_a_link_from_elsewhere_leads_nowhere_else(client):
    for referer in ("https://elsewhere.example/page", "//elsewhere.example/", ""):
        answer = client.get("/language/cy", HTTP_REFERER=referer)
        assert (answer.status_code, answer["Location"]) == (302, "/")
