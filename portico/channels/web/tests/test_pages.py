"""One page after another: order, branching, Back, Change, stale pages, and what each costs."""

from __future__ import annotations

import threading
from datetime import timedelta

import pytest
import time_machine
from django.db import connection, connections
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import translation

from portico.channels.web.actions import discard_old_drafts
from portico.channels.web.models import Draft
from portico.channels.web.tests.conftest import KNOWS, make_addresses, publish_services
from portico.channels.web.tests.robot import Resident
from portico.ground.files.models import StoredFile
from portico.ground.ledger.events import Actor
from portico.ground.ledger.models import LedgerEvent
from tests.cast import BEGINNING

MOST_TO_SHOW = 3
MOST_TO_SAVE = 4
TRANSACTION = ("SAVEPOINT", "RELEASE", "BEGIN", "COMMIT")


@pytest.fixture(autouse=True)
def at_the_beginning():
    with time_machine.travel(BEGINNING, tick=False):
        yield


def statements(queries: CaptureQueriesContext) -> list[str]:
    return [query["sql"] for query in queries if not query["sql"].startswith(TRANSACTION)]


@pytest.mark.parametrize("service", ["missed-bin", "street-problem", "council-tax-single-person-discount"])
def test_no_page_costs_more_statements_than_promised(resident, service):
    resident.go(f"/apply/{service}/")
    resident.press("Start now")
    while not resident.at.endswith("/check"):
        with CaptureQueriesContext(connection) as showing:
            resident.client.get(resident.at)
        assert len(statements(showing)) <= MOST_TO_SHOW, (resident.at, statements(showing))
        with CaptureQueriesContext(connection) as turning:
            before = resident.at
            resident.press("Continue")
        shown = 1 if resident.page.forms else 0
        most = MOST_TO_SAVE + MOST_TO_SHOW * shown
        stored = (StoredFile.objects.count() and "photo" in before) or "evidence" in before
        assert stored or len(statements(turning)) <= most, (before, statements(turning))


def test_no_page_can_be_reached_before_those_in_front_of_it(resident):
    resident.go("/apply/missed-bin/")
    resident.press("Start now")
    for page in ("bin", "out-in-time", "your-name", "check", "stopped", "sent", "already-reported"):
        resident.go(f"/apply/missed-bin/{page}")
        assert resident.at.split("?")[0] in {"/apply/missed-bin/address", "/apply/missed-bin/"}
    assert resident.client.get("/apply/missed-bin/no-such-page").status_code == 404


def test_without_a_draft_every_page_leads_to_the_start(services):
    browser = Client()
    for path in ("bin", "check", "sent", "stopped"):
        assert browser.get(f"/apply/missed-bin/{path}")["Location"] == "/apply/missed-bin/"
    browser.cookies["form"] = "0198c0de-0000-7000-8000-000000000000:forged"
    assert browser.get("/apply/missed-bin/bin")["Location"] == "/apply/missed-bin/"


def test_the_draft_of_one_service_opens_no_other(resident):
    resident.go("/apply/missed-bin/")
    resident.press("Start now")
    answer = resident.client.get("/apply/street-problem/category")
    assert answer["Location"] == "/apply/street-problem/"


def test_a_draft_that_is_gone_is_told_in_plain_words(resident):
    resident.fill_in("missed-bin")
    Draft.objects.all().delete()
    for path in ("bin", "check"):
        page = resident.go(f"/apply/missed-bin/{path}")
        assert resident.response.status_code == 410
        assert "We no longer have these answers" in page.heading
    assert resident.client.post("/apply/missed-bin/check", {"_version": "9"}).status_code == 410


def test_what_was_typed_wrongly_is_shown_again_with_its_problem(resident):
    resident.fill_in("missed-bin")
    resident.go("/apply/missed-bin/reaching-you")
    page = resident.press("Continue", email="ada at example", phone="ring me")
    assert resident.response.status_code == 422
    assert page.title.startswith("Error: ")
    assert len(page.errors) == 2
    values = {control.name: control.value for control in page.forms[0].controls}
    assert values["email"] == "adaatexample"
    assert values["phone"] == "ring me"
    resident.press("Continue", email="", phone="")
    assert "Enter an email address or a phone number" in resident.page.errors[0]


def test_changing_one_answer_leads_back_to_the_check(resident):
    resident.fill_in("missed-bin")
    change = next(href for text, href in resident.page.links if text.endswith("fetch your bin for you?"))
    resident.knows = {"fetch": "Yes", **resident.knows}
    resident.go(change)
    assert ("Back", "/apply/missed-bin/check") in resident.page.links
    resident.press("Continue")
    assert resident.at == "/apply/missed-bin/check"
    assert "Yes" in resident.page.words


def test_changing_an_answer_that_asks_for_more_goes_through_what_is_missing(resident):
    resident.fill_in("contact-us")
    resident.go("/apply/contact-us/topic?change=1")
    resident.knows = {"What is it about\\?$": "Bins", "about your bins": "Something else", **resident.knows}
    resident.press("Continue")
    assert resident.at == "/apply/contact-us/bins?change=1"
    resident.press("Continue")
    assert resident.at == "/apply/contact-us/check"


def test_a_stop_says_what_to_do_instead_and_leads_back(resident):
    resident.knows = {"(?i)out by": "No", **resident.knows}
    resident.go("/apply/missed-bin/")
    resident.press("Start now")
    for _ in range(4):
        resident.press("Continue")
    assert resident.at == "/apply/missed-bin/stopped"
    assert "We cannot come back for this bin" in resident.page.heading
    assert ("Go back and change your answer", "/apply/missed-bin/out-in-time") in resident.page.links
    resident.go("/apply/missed-bin/check")
    assert resident.at == "/apply/missed-bin/stopped"


def test_a_stop_tells_the_facts_it_is_about(resident):
    with time_machine.travel(BEGINNING + timedelta(days=2), tick=False):
        resident.go("/apply/missed-bin/")
        resident.press("Start now")
        for _ in range(3):
            resident.press("Continue")
        assert "27 February 2026" in resident.page.words
        assert "6 March 2026" in resident.page.words


def test_an_address_is_found_picked_or_typed_and_nothing_typed_is_lost(resident):
    resident.go("/apply/missed-bin/")
    resident.press("Start now")
    page = resident.press("Continue", **{"address-search": "PX9 9ZZ"})
    assert "PX9 9ZZ" in page.errors[0]
    page = resident.press("Enter the address by hand")
    values = {control.name: control.value for control in page.forms[0].controls}
    assert values["address-postcode"] == "PX1 2AB"
    page = resident.press("Continue", **{"address-line1": "12 Mill Lane", "address-town": ""})
    assert page.errors == ["Error: Enter a town or city"]
    resident.press(
        "Continue", **{"address-line1": "12 Mill Lane", "address-line2": "", "address-town": "Porticoton"}
    )
    answer = Draft.objects.get().answers["address"]
    assert answer == {"uprn": "", "lines": ["12 Mill Lane", "Porticoton"], "postcode": "PX1 2AB"}
    assert Draft.objects.get().working == {}


def test_an_address_picked_on_a_page_from_another_search_is_still_taken(resident):
    resident.go("/apply/missed-bin/")
    resident.press("Start now")
    resident.press("Continue")
    Draft.objects.update(working={})
    resident.client.post("/apply/missed-bin/address", {"_step-address": "pick", "address": "10012"})
    assert Draft.objects.get().answers["address"]["uprn"] == "10012"


HOSTILE = ["\x00\x00", "x" * 200_000, "\U0001f4a5" * 100, "\u202e<b>", "\u0645\u0631 " * 20, "'; DROP TABLE"]


@pytest.mark.parametrize("typed", HOSTILE)
def test_whatever_is_typed_the_page_answers(resident, typed):
    resident.fill_in("contact-us")
    for page, field in (
        ("question", "question"),
        ("your-name", "name"),
        ("account-number", "account_number"),
    ):
        answer = resident.client.post(f"/apply/contact-us/{page}", {field: typed})
        assert answer.status_code in {302, 422}
    assert "\x00" not in str(Draft.objects.get().contact)


def test_files_are_added_taken_out_and_forgotten(resident):
    resident.fill_in("contact-us")
    given = Draft.objects.get().answers["files"]
    assert [file["name"] for file in given] == ["photo.jpg"]
    resident.go("/apply/contact-us/files?change=1")
    page = resident.press("Upload and add another")
    assert page.words.count("photo.jpg") == 4
    resident.knows = {}
    page = resident.press("Remove")
    assert page.words.count("photo.jpg") == 2
    assert StoredFile.objects.count() == 1
    page = resident.press("Upload", files=not_a_photo())
    assert "“report.exe” was not added" in page.errors[0]
    assert page.words.count("photo.jpg") == 2


def not_a_photo():
    from django.core.files.uploadedfile import SimpleUploadedFile

    return SimpleUploadedFile("report.exe", b"MZ\x90\x00" + b"\x00" * 200)


def test_beginning_again_deletes_what_was_typed_before(resident):
    resident.fill_in("contact-us")
    resident.go("/apply/contact-us/")
    assert "You have already begun" in resident.page.words
    resident.press("Delete them")
    assert Draft.objects.get().answers == {}
    assert StoredFile.objects.count() == 0
    assert LedgerEvent.objects.get(name="form.discarded").payload == {"reason": "begun_again"}


def test_forms_nobody_goes_on_with_are_deleted_with_their_files(resident):
    resident.fill_in("contact-us")
    week = timedelta(days=7)

    def discard(before):
        return discard_old_drafts(changed_before=before, most=10, by=Actor.system(), at=BEGINNING + week)

    assert discard(BEGINNING) == 0
    assert discard(BEGINNING + timedelta(seconds=1)) == 1
    assert not Draft.objects.exists()
    assert not StoredFile.objects.exists()
    assert LedgerEvent.objects.get(name="form.discarded").payload == {"reason": "expired"}


def test_a_form_that_was_sent_leaves_its_files_to_the_case_when_deleted(resident):
    resident.walk("contact-us")
    discard_old_drafts(changed_before=BEGINNING + timedelta(days=1), most=10, by=Actor.system(), at=BEGINNING)
    assert not Draft.objects.exists()
    assert StoredFile.objects.count() == 1
    assert not LedgerEvent.objects.filter(name="form.discarded").exists()


def test_answers_of_two_tabs_are_all_kept(committed):
    publish_services()
    make_addresses()
    resident = Resident(Client(), KNOWS)
    resident.fill_in("missed-bin")
    cookies = {name: morsel.value for name, morsel in resident.client.cookies.items()}
    posts = {
        "assisted": {"assisted": "yes"},
        "tag": {"tag": "something_else"},
        "your-name": {"name": "Grace Hopper"},
        "reaching-you": {"email": "grace@example.com", "language": "cy"},
    }
    answers = {}

    def post(page: str) -> None:
        browser = Client()
        browser.cookies.load(cookies)
        answers[page] = browser.post(f"/apply/missed-bin/{page}", posts[page]).status_code
        connections.close_all()

    threads = [threading.Thread(target=post, args=(page,)) for page in posts]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert answers == dict.fromkeys(posts, 302)
    draft = Draft.objects.get()
    assert draft.answers["assisted"] is True
    assert draft.answers["tag"] == "something_else"
    assert draft.contact == {
        "name": "Grace Hopper",
        "email": "grace@example.com",
        "phone": None,
        "language": "cy",
    }


def test_a_form_begun_in_welsh_goes_on_in_welsh(resident):
    with translation.override("cy"):
        resident.go("/apply/missed-bin/")
        assert resident.page.heading == "Rhoi gwybod am fin a gollwyd"
        resident.press("Dechrau nawr")
        assert "Ble mae'r bin?" in resident.page.heading
    assert Draft.objects.get().language == "cy"


def test_the_start_page_tells_apart_how_long_the_browser_and_we_keep_answers(resident, settings):
    settings.PORTICO_KEEP_DRAFTS_DAYS = 5
    page = " ".join(resident.go("/apply/contact-us/").words.split())
    assert "This browser finds them again until you close it." in page
    assert "We delete what you do not send 5 days after you last changed it." in page
    assert "kept for this browser only" not in page
    assert "keep your answers for" not in page
