"""Forms in a real browser: at 320 pixels without JavaScript, from the start page to the reference."""

from __future__ import annotations

import re
import uuid
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import psycopg
import pytest
from playwright.sync_api import Locator, Page, ViewportSize, expect

from tests.journeys.browser import DESKTOP, PHONE, ROOT, Chromium, assert_accessible, assert_fits, picture
from tests.running import Running
from tests.teams import TEAMS

pytestmark = pytest.mark.journey

MOST_PAGES = 15
HOMES = 14


@pytest.fixture(scope="module")
def council(running_portico: Running, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Running]:
    """A council with the services, fourteen homes in Mill Lane, and rubbish collected yesterday."""
    folder = tmp_path_factory.mktemp("council")
    with psycopg.connect(running_portico.database_url, autocommit=True) as connection:
        for code in TEAMS:
            connection.execute(
                "INSERT INTO access_team (id, code, name) VALUES (%s, %s, %s) ON CONFLICT DO NOTHING",
                [uuid.uuid4(), code, code],
            )
    running_portico.portico("import", "services", str(ROOT / "services"))
    running_portico.portico("import", "addresses", str(write_addresses(folder / "addresses.csv")))
    running_portico.portico("import", "rounds", str(write_rounds(folder / "rounds.csv")))
    yield running_portico


def write_addresses(file: Path) -> Path:
    homes = [
        f"9990000000{number:02},{number} Mill Lane,Porticoton,PX1 2AB,{54.6 + number / 10_000:.5f},1.5"
        for number in range(1, HOMES + 1)
    ]
    file.write_text("\n".join(["uprn,line_1,line_2,postcode,latitude,longitude", *homes]))
    return file


def write_rounds(file: Path) -> Path:
    yesterday = datetime.now(UTC).date() - timedelta(days=1)
    first = yesterday - timedelta(weeks=4)
    rows = [f"9990000000{number:02},refuse,R1,{yesterday:%A},1,{first}" for number in range(1, HOMES + 1)]
    file.write_text("\n".join(["uprn,stream,round,weekday,every_weeks,first_on", *rows]))
    return file


def look(page: Page, name: str) -> None:
    """Every page is accessible, fits its window, and is kept as a picture."""
    assert_fits(page)
    assert_accessible(page)
    assert page.viewport_size is not None
    picture(page, f"form-{name}-{page.viewport_size['width']}")


def go_on(page: Page) -> None:
    with page.expect_navigation():
        page.get_by_role("button", name="Continue", exact=True).click()


@pytest.mark.parametrize("javascript", [False, True], ids=["without JavaScript", "with JavaScript"])
@pytest.mark.parametrize("size", [PHONE, DESKTOP], ids=["phone", "desktop"])
def test_missed_bin(browser: Chromium, council: Running, size: ViewportSize, javascript: bool):
    before = len(council.mails)
    with browser.page(size, javascript=javascript) as page:
        page.goto(f"{council.address}/apply/missed-bin/")
        look(page, "start")
        with page.expect_navigation():
            page.get_by_role("button", name="Start now").click()
        look(page, "address-search")
        go_on(page)
        expect(page).to_have_title(re.compile("^Error: "))
        look(page, "address-error")
        page.get_by_label("Postcode").fill("px1 2ab")
        with page.expect_navigation():
            page.get_by_label("Postcode").press("Enter")
        look(page, "address-list")
        with page.expect_navigation():
            page.get_by_role("button", name="enter it by hand").click()
        look(page, "address-by-hand")
        with page.expect_navigation():
            page.get_by_role("button", name="Look the address up instead").click()
        go_on(page)
        page.get_by_label("Choose an address").select_option(label="12 Mill Lane, Porticoton, PX1 2AB")
        go_on(page)
        look(page, "bin")
        page.get_by_label("Rubbish").check()
        go_on(page)
        look(page, "yes-no")
        page.get_by_label("Yes").check()
        go_on(page)
        page.get_by_label("There is no tag").check()
        go_on(page)
        page.get_by_label("No", exact=True).check()
        go_on(page)
        page.get_by_label("What is your name?").fill("Ada Lovelace")
        go_on(page)
        look(page, "reaching-you")
        go_on(page)
        look(page, "reaching-you-errors")
        page.get_by_label("Email address").fill("ada@porticoshire.example")
        page.get_by_label("English").check()
        go_on(page)
        look(page, "check")
        with page.expect_navigation():
            page.get_by_role("button", name="Send").click()
        look(page, "sent")
        reference = page.locator(".portico-reference").inner_text()
        assert re.fullmatch(r"[0-9A-Z]{4}-[0-9A-Z]{4}", reference)
        page.go_back()
        page.reload()
        expect(page.locator(".portico-reference")).to_have_text(reference)
    mails = council.wait_for_mails(before + 1)
    assert reference in str(mails[-1]["Subject"])


@pytest.mark.parametrize("size", [PHONE, DESKTOP], ids=["phone", "desktop"])
def test_street_problem_joined_by_another(browser: Chromium, council: Running, size: ViewportSize):
    category = "Litter" if size is PHONE else "Dog fouling"
    for visitor in range(2):
        with browser.page(size, javascript=False) as page:
            page.goto(f"{council.address}/apply/street-problem/")
            with page.expect_navigation():
                page.get_by_role("button", name="Start now").click()
            look(page, "category")
            page.get_by_label(category).check()
            go_on(page)
            answer_until(page, page.get_by_role("button", name="Find"))
            look(page, "map")
            with page.expect_navigation():
                page.get_by_role("button", name="Pin in the middle").click()
            look(page, "map-with-pin")
            page.get_by_label("Where exactly?").fill("By the bus stop")
            go_on(page)
            if visitor:
                expect(page.get_by_role("heading", level=1)).to_have_text("Is it one of these reports?")
                look(page, "already-reported")
                page.get_by_label("By the bus stop").or_(page.get_by_label("metres away")).first.check()
                go_on(page)
            answer_until(page, page.get_by_role("button", name=re.compile("^(Send|Add me)")))
            look(page, f"street-check-{visitor}")
            with page.expect_navigation():
                page.get_by_role("button", name=re.compile("^(Send|Add me)")).click()
            look(page, f"street-sent-{visitor}")
            expect(page.locator(".portico-reference")).to_be_visible()


def answer_until(page: Page, wanted: Locator) -> None:
    """Answer one page after another until `wanted` is there; a form that does not get on fails the test."""
    for _ in range(MOST_PAGES):
        if wanted.count():
            return
        answer_first(page)
    raise AssertionError(f"The form did not get on from {page.url}")


def answer_first(page: Page) -> None:
    """Answer a page whose answers do not matter here: the first on offer, or a few words."""
    radios = page.get_by_role("radio")
    if radios.count():
        page.get_by_role("radio", name="No", exact=True).or_(radios.first).first.check()
    for box in page.get_by_role("textbox").all():
        if not box.input_value():
            box.fill("grace@porticoshire.example" if box.get_attribute("type") == "email" else "Grace Hopper")
        if box.get_attribute("type") == "tel":
            box.fill("01632 960 001")
    heading = page.get_by_role("heading", level=1).first.inner_text()
    look(page, re.sub(r"\W+", "-", heading)[:30].strip("-").lower())
    go_on(page)


def test_back_to_a_page_that_was_refused(browser: Chromium, council: Running):
    with browser.page(PHONE, javascript=False) as page:
        page.goto(f"{council.address}/apply/missed-bin/")
        with page.expect_navigation():
            page.get_by_role("button", name="Start now").click()
        go_on(page)
        with page.expect_navigation():
            page.get_by_role("button", name="Enter the address by hand").click()
        page.go_back()
        expect(page.get_by_role("heading", level=1)).to_have_text("Where is the bin?")
        page.reload()
        page.go_forward()
        expect(page.get_by_role("heading", level=1)).to_have_text("Where is the bin?")


def test_put_aside_on_a_phone_and_gone_on_with_at_a_desk(browser: Chromium, council: Running):
    before = len(council.mails)
    with browser.page(PHONE, javascript=False) as page:
        page.goto(f"{council.address}/apply/missed-bin/")
        page.get_by_role("button", name="Start now").click()
        page.get_by_role("button", name="Enter the address by hand").click()
        page.get_by_label("Address line 1").fill("1 Weir Road")
        with page.expect_navigation():
            page.get_by_role("button", name="Save and come back later").click()
        look(page, "save")
        with page.expect_navigation():
            page.get_by_role("button", name="Send the link").click()
        look(page, "save-error")
        page.get_by_label("Email address").fill("ada@porticoshire.example")
        page.get_by_role("button", name="Send the link").click()
        expect(page.get_by_role("heading", level=1)).to_have_text("We have sent you a link")
        look(page, "saved")
    body = council.wait_for_mails(before + 1)[-1].get_body(("plain",))
    assert body is not None
    found = re.search(r"https?://[^/\s]+(/apply/return\?key=\S+)", str(body.get_content()).replace("=\n", ""))
    assert found, body.get_content()
    with browser.page(DESKTOP) as page:
        page.goto(f"{council.address}{found[1]}")
        look(page, "come-back")
        page.get_by_role("button", name="Carry on").click()
        expect(page.get_by_label("Address line 1")).to_have_value("1 Weir Road")
        assert "key=" not in page.url
