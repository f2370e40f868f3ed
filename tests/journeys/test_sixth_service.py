"""A service that nobody programmed: its file is imported, filled in, worked, and appealed against.

The file was written from docs/reference/service-definition.md alone; see docs/explanation/sixth-service.md.
"""

from __future__ import annotations

import re
import uuid
from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import psycopg
import pytest
from playwright.sync_api import FilePayload, Page, expect

from tests.journeys.browser import DESKTOP, PHONE, ROOT, Chromium, assert_accessible, assert_fits, picture
from tests.journeys.test_desk import join
from tests.journeys.test_forms import go_on, write_addresses
from tests.running import Running
from tests.teams import TEAMS

pytestmark = pytest.mark.journey

SERVICE = Path(__file__).parent / "data" / "resident-parking-permit.yaml"
START = "/apply/resident-parking-permit/"
EMAIL = "ada@porticoshire.example"
PROOF = FilePayload(name="tenancy.pdf", mimeType="application/pdf", buffer=b"%PDF-1.4\n%%EOF\n")
LETTER = FilePayload(name="letter.pdf", mimeType="application/pdf", buffer=b"%PDF-1.4\n% letter\n%%EOF\n")
QUESTION = "Does your employer say that the car is kept at home?"
REASONS = "Your employer did not say that the car is kept at home."


@pytest.fixture(scope="module")
def council(running_portico: Running, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Running]:
    """A council that imported the file, as a designer does."""
    with psycopg.connect(running_portico.database_url, autocommit=True) as connection:
        for code in TEAMS:
            connection.execute(
                "INSERT INTO access_team (id, code, name) VALUES (%s, %s, %s) ON CONFLICT DO NOTHING",
                [uuid.uuid4(), code, code],
            )
    running_portico.portico("import", "services", str(ROOT / "services"))
    checked = running_portico.portico("check", "services", str(SERVICE)).stdout
    assert "1 service in order." in checked
    running_portico.portico("import", "services", str(SERVICE))
    addresses = write_addresses(tmp_path_factory.mktemp("permit") / "addresses.csv")
    running_portico.portico("import", "addresses", str(addresses))
    yield running_portico


def fine(page: Page, name: str) -> None:
    assert_accessible(page)
    assert_fits(page)
    picture(page, f"permit-{name}")


def enter_day(page: Page, day: date) -> None:
    for label, part in (("Day", day.day), ("Month", day.month), ("Year", day.year)):
        page.get_by_label(label).fill(str(part))


def live_in_mill_lane(page: Page, council: Running, *, days: int) -> None:
    """Begin the form, and give an address in the zone and the day of moving in."""
    page.goto(f"{council.address}{START}")
    fine(page, "start")
    page.get_by_role("button", name="Start now").click()
    page.get_by_label("Postcode").fill("px12ab")
    page.get_by_label("Postcode").press("Enter")
    page.get_by_label("Choose an address").select_option(label="12 Mill Lane, Porticoton, PX1 2AB")
    go_on(page)
    enter_day(page, datetime.now(UTC).date() - timedelta(days=days))
    go_on(page)


def have_a_vehicle(page: Page, whose: str, registration: str = "ab12 cde") -> None:
    page.get_by_label("What is the registration number?").fill(registration)
    page.get_by_label(whose).check()
    go_on(page)


def finish_the_form(page: Page, *, care: str) -> str:
    """Answer the rest and send it; return the reference."""
    page.get_by_label("How many permits").fill("1")
    go_on(page)
    page.get_by_label(care, exact=True).check()
    go_on(page)
    page.get_by_role("checkbox").check()
    go_on(page)
    page.get_by_label("What is your name?").fill("Ada Lovelace")
    go_on(page)
    page.get_by_label("Email address").fill(EMAIL)
    if page.get_by_label("English").count():
        page.get_by_label("English").check()
    go_on(page)
    fine(page, "check")
    with page.expect_navigation():
        page.get_by_role("button", name="Send").click()
    fine(page, "sent")
    return page.locator(".portico-reference").inner_text()


def heading(page: Page, words: str) -> None:
    expect(page.get_by_role("heading", level=1)).to_have_text(words)


def test_who_cannot_have_a_permit_is_told_and_led_elsewhere(browser: Chromium, council: Running):
    with browser.page(PHONE, javascript=False) as page:
        page.goto(f"{council.address}{START}")
        page.get_by_role("button", name="Start now").click()
        page.get_by_role("button", name="enter the address by hand").click()
        page.get_by_label("Address line 1").fill("1 Weir Road")
        page.get_by_label("Town or city").fill("Weirbridge")
        page.get_by_label("Postcode").fill("px2 1aa")
        go_on(page)
        heading(page, "You do not need a permit where you live")
        fine(page, "stop")
        elsewhere = page.get_by_role("button", name="Ask us something")
        expect(elsewhere).to_have_attribute("href", "/apply/contact-us/")
    with browser.page(PHONE, javascript=False) as page:
        live_in_mill_lane(page, council, days=400)
        have_a_vehicle(page, "Somebody who does not live with me")
        heading(page, "You cannot have a permit for this vehicle")
        page.get_by_role("link", name="Go back and change your answer").click()
        have_a_vehicle(page, "A hire or lease company")
        enter_day(page, datetime.now(UTC).date())
        go_on(page)
        expect(page).to_have_title(re.compile("^Error: "))
        enter_day(page, datetime.now(UTC).date() + timedelta(days=300))
        go_on(page)
        page.get_by_label("How many permits").fill("3")
        go_on(page)
        heading(page, "Your address has all its permits")


def test_asked_answered_refused_with_reasons_and_a_right_of_appeal(browser: Chromium, council: Running):
    before = len(council.mails)
    with browser.page(PHONE, javascript=False) as mine, browser.page(DESKTOP, javascript=False) as theirs:
        reference = apply_with_evidence(mine, council)
        case = f"{council.address}/desk/cases/{reference.replace('-', '')}"
        theirs.goto(f"{council.address}/desk/")
        join(theirs, council, "case_officer:streets")
        theirs.goto(case)
        theirs.get_by_role("button", name="Start checking").click()
        theirs.goto(f"{case}/question")
        theirs.get_by_label("Question").fill(QUESTION)
        theirs.get_by_role("button", name="Send the question").click()
        expect(theirs.locator("main")).to_contain_text("stands still since")

        answer(mine, council, reference)
        theirs.goto(case)
        expect(theirs.locator("main")).not_to_contain_text("stands still since")
        theirs.goto(f"{case}/moves/ready")
        theirs.get_by_label("Note").fill("The letter does not say it")
        theirs.get_by_role("button", name="Ready to be decided").click()
        theirs.goto(f"{case}/moves/refuse")
        theirs.get_by_role("button", name="Refuse the permit").click()
        expect(theirs.locator("main")).to_contain_text("Write the reasons")
        theirs.get_by_label("Reasons").fill(REASONS)
        theirs.get_by_role("button", name="Refuse the permit").click()
        theirs.get_by_text("Permit refused").first.wait_for()

        mine.goto(f"{council.address}/follow/request")
        expect(mine.locator("main")).to_contain_text("ask us within 28 days to look again")
        expect(mine.locator("main")).to_contain_text(f"We cannot give you a permit: {REASONS}")
        fine(mine, "refused")
        mine.get_by_role("link", name="Ask us to look again").click()
        heading(mine, "Ask us to look again")
        fine(mine, "appeal")
        mine.get_by_role("textbox").fill("The letter says so on its second page.")
        mine.get_by_role("button", name="Ask us to look again").click()
        expect(mine.locator("main")).to_contain_text("We are looking at your application again.")
    body = council.wait_for_mails(before + 3)[-1].get_body(("plain",))
    assert body is not None
    refusal = " ".join(str(body.get_content()).split())
    assert REASONS in refusal
    assert "ask us within 28 days to look again" in refusal


def apply_with_evidence(page: Page, council: Running) -> str:
    """Go the way of a newcomer with a car of their employer: both files have to be sent."""
    live_in_mill_lane(page, council, days=20)
    go_on(page)
    expect(page.locator("main")).to_contain_text("a document that shows your new address")
    fine(page, "evidence-missing")
    page.locator("input[type=file]").set_input_files(PROOF)
    go_on(page)
    have_a_vehicle(page, "My employer", registration="AB12-CDE")
    expect(page.locator("main")).to_contain_text("with letters and digits only")
    have_a_vehicle(page, "My employer")
    page.get_by_label("What is your employer's name?").fill("Acme Ltd")
    go_on(page)
    expect(page).to_have_title(re.compile("^Error: "))
    page.locator("input[type=file]").set_input_files(LETTER)
    go_on(page)
    return finish_the_form(page, care="Yes")


def answer(page: Page, council: Running, reference: str) -> None:
    """Follow the request, and answer the question with a file."""
    page.goto(f"{council.address}/follow")
    page.get_by_label("Your reference").fill(reference)
    page.get_by_label("One detail").fill(EMAIL)
    page.get_by_role("button", name="See my request").click()
    expect(page.locator("main")).to_contain_text(QUESTION)
    fine(page, "asked")
    page.get_by_role("button", name="Answer this question").click()
    page.get_by_label("Your message").fill("It does.")
    page.locator("input[type=file]").set_input_files(LETTER)
    page.get_by_role("button", name="Send").click()
    expect(page.locator("main")).to_contain_text("We have your message")
