"""Two designers change a service together: asked, sent back, approved, published at a time, rolled back."""

from __future__ import annotations

import contextlib
import re
import time
from collections.abc import Iterator
from datetime import datetime, timedelta
from pathlib import Path
from typing import Final

import pytest
from playwright.sync_api import Page, ViewportSize, expect

from portico.design.dates import LONDON
from tests.journeys.browser import DESKTOP, PHONE, Chromium, assert_accessible, assert_fits, picture
from tests.journeys.looking import in_every_way, looking
from tests.journeys.test_keyboard import enter, tab_to
from tests.journeys.town import sign_in
from tests.journeys.walks.steps import LONGEST
from tests.running import Running

pytestmark = pytest.mark.journey
SERVICES: Final = {DESKTOP["width"]: "tree-works", PHONE["width"]: "garage"}
"""Changed by no other journey."""
LONGEST_WAIT: Final = 150
"""Seconds until what is due is in force: the worker looks every minute."""


def fine(page: Page, name: str) -> None:
    """The page can be used by everybody on this screen, and is kept as a picture."""
    assert_fits(page)
    assert_accessible(page)
    assert page.viewport_size is not None
    picture(page, f"services-{name}-{page.viewport_size['width']}")


def press(page: Page, name: str) -> None:
    with page.expect_navigation():
        page.get_by_role("button", name=name, exact=True).click()


def follow(page: Page, name: str) -> None:
    """Follow a link, which may look like a button."""
    link = page.get_by_role("link", name=name, exact=True)
    with page.expect_navigation():
        link.or_(page.get_by_role("button", name=name, exact=True)).first.click()


@contextlib.contextmanager
def two_designers(
    browser: Chromium, town: Running, size: ViewportSize, *, javascript: bool = False
) -> Iterator[tuple[Page, Page]]:
    """Tamsin and Joseph, each in a browser of their own; both stand before the list of services."""
    with (
        browser.page(size, javascript=javascript) as tamsin,
        browser.page(size, javascript=javascript) as joseph,
    ):
        sign_in(tamsin, town, "tamsin")
        sign_in(joseph, town, "joseph")
        for page in (tamsin, joseph):
            expect(page.get_by_role("heading", name="Services", level=1)).to_be_visible()
        yield tamsin, joseph


def change_summary(page: Page, words: str) -> None:
    """From the page of a change: other words in its summary, then on to its review."""
    follow(page, "About the service")
    page.get_by_label("Summary", exact=True).first.fill(words)
    press(page, "Save")
    follow(page, "All of the service")
    follow(page, "Review and publish")


def ask(page: Page, why: str) -> None:
    page.get_by_label("What was changed and why?").fill(why)
    press(page, "Ask for a review")


def give_time(page: Page, when: datetime) -> None:
    page.get_by_text("Publish it at").first.click()
    for name in ("Day", "Month", "Year"):
        page.get_by_label(name, exact=True).fill(str(getattr(when, name.lower())))
    page.get_by_label("Time", exact=True).fill(f"{when:%H:%M}")
    press(page, "Publish it then")


@pytest.mark.parametrize("size", [DESKTOP, PHONE], ids=["desktop", "phone"])
def test_from_a_change_to_a_version_and_back(browser: Chromium, town: Running, size: ViewportSize):
    service = SERVICES[size["width"]]
    address = f"{town.address}/desk/services/{service}"
    with two_designers(browser, town, size) as (tamsin, joseph):
        fine(tamsin, "list")
        tamsin.goto(address)
        fine(tamsin, "before")
        press(tamsin, "Change this service")
        change_summary(tamsin, "Nothing like what it was.")
        fine(tamsin, "review-open")
        press(tamsin, "Ask for a review")
        fine(tamsin, "review-no-reason")
        ask(tamsin, "So that people know what they get")
        expect(tamsin.get_by_role("status")).to_contain_text("The review is asked for")
        expect(tamsin.get_by_role("button", name="Approve it")).to_have_count(0)
        fine(tamsin, "review-own")

        joseph.goto(f"{town.address}/desk/services/")
        expect(joseph.get_by_role("table", name="Waiting for your review")).to_be_visible()
        fine(joseph, "list-for-me")
        joseph.get_by_role("table", name="Waiting for your review").get_by_role("link").first.click()
        follow(joseph, "Review and publish")
        expect(joseph.locator("ins").first).to_contain_text("Nothing like what it was.")
        fine(joseph, "review-other")
        press(joseph, "Send it back")
        expect(joseph.get_by_role("alert")).to_contain_text("Say what is to be put right first")
        joseph.get_by_label("Your answer").fill("Say what it is, not what it is not.")
        press(joseph, "Send it back")

        tamsin.goto(f"{address}/review")
        expect(tamsin.get_by_text("Say what it is, not what it is not.")).to_be_visible()
        fine(tamsin, "review-sent-back")
        follow(tamsin, "Go on changing it")
        change_summary(tamsin, "Everything you need in one place.")
        ask(tamsin, "Said what it is")
        joseph.goto(f"{address}/review")
        press(joseph, "Approve it")
        fine(joseph, "review-approved")

        tamsin.goto(f"{address}/review")
        now = datetime.now(LONDON)
        give_time(tamsin, now - timedelta(days=2))
        expect(tamsin.get_by_role("alert")).to_contain_text("That time has passed")
        fine(tamsin, "review-past")
        tamsin.goto(f"{address}/review")
        give_time(tamsin, now + timedelta(days=2))
        expect(tamsin.get_by_text("by itself on")).to_be_visible()
        fine(tamsin, "review-later")
        press(tamsin, "Publish it now")
        expect(tamsin.get_by_role("status")).to_contain_text("It is in force")
        fine(tamsin, "published")
        joseph.goto(f"{town.address}/find?words={service.replace('-', '+')}")
        expect(joseph.get_by_text("Everything you need in one place.")).to_be_visible()

        with tamsin.expect_navigation():
            tamsin.get_by_role("link", name="What changed with version 2").click()
        fine(tamsin, "difference")
        tamsin.goto(address)
        with tamsin.expect_navigation():
            tamsin.get_by_role("link", name="Go back to it").click()
        fine(tamsin, "go-back")
        tamsin.get_by_label("Why?").fill("It was better before")
        press(tamsin, "Go back to version 1")
        expect(tamsin.get_by_text("Back to version 1. It was better before")).to_be_visible()
        fine(tamsin, "rolled-back")
        with tamsin.expect_navigation():
            tamsin.get_by_role("link", name="Read version 3").click()
        fine(tamsin, "version")
        for rest in ("withdraw", "import"):
            tamsin.goto(f"{address}/{rest}")
            fine(tamsin, rest)


@pytest.mark.parametrize("size", [DESKTOP, PHONE], ids=["desktop", "phone"])
def test_a_new_service_and_its_file(browser: Chromium, town: Running, size: ViewportSize, tmp_path: Path):
    name = f"Report a lost cat {size['width']}"
    with browser.page(size, javascript=False) as page:
        sign_in(page, town, "tamsin")
        follow(page, "New service")
        fine(page, "new")
        press(page, "Begin it")
        fine(page, "new-error")
        page.get_by_label("Name", exact=True).fill(name)
        page.get_by_label("What it is for").fill("Tell us that your cat is lost.")
        page.get_by_label("Group").select_option("Streets and public places")
        page.get_by_label("Team").select_option("Streets and open spaces")
        press(page, "Begin it")
        assert page.url.endswith(f"/report-a-lost-cat-{size['width']}/change")
        follow(page, "Review and publish")
        expect(page.get_by_role("button", name="Ask for a review")).to_be_visible()
        fine(page, "new-review")
        with page.expect_download() as download:
            page.get_by_role("link", name="Download it as a file").click()
        file = tmp_path / "cat.yaml"
        file.write_text(
            re.sub(r"kind: long_text", "kind: longish", download.value.path().read_text(encoding="utf-8")),
            encoding="utf-8",
        )
        follow(page, "Put a file in its place")
        page.get_by_label("File", exact=True).set_input_files(file)
        press(page, "Put it in")
        expect(page.get_by_role("heading", level=1)).to_contain_text("The file is kept")
        fine(page, "imported")
        follow(page, "See what it changes")
        fine(page, "problems")
        page.goto(page.url.partition("/review")[0] + "/copy")
        fine(page, "copy")
        follow(page, "Back to the change")
        follow(page, "Throw it away")
        fine(page, "discard")
        press(page, "Throw it away")
        expect(page.get_by_role("status")).to_contain_text("thrown away")


def test_reviewing_by_keyboard_alone(browser: Chromium, town: Running):
    with two_designers(browser, town, DESKTOP, javascript=True) as (tamsin, joseph):
        tamsin.goto(f"{town.address}/desk/services/allotment")
        tab_to(tamsin, "Change this service")
        enter(tamsin)
        tab_to(tamsin, "About the service")
        enter(tamsin)
        tab_to(tamsin, "Summary")
        tamsin.keyboard.press("Control+A")
        tamsin.keyboard.type("A plot of your own.")
        tab_to(tamsin, "Save")
        enter(tamsin)
        tamsin.goto(f"{town.address}/desk/services/allotment/review")
        tab_to(tamsin, "What was changed and why?")
        tamsin.keyboard.type("Shorter")
        tab_to(tamsin, "Ask for a review")
        enter(tamsin)
        with joseph.expect_navigation():
            joseph.keyboard.press("d")
        tab_to(joseph, "Join the waiting list for an allotment")
        enter(joseph)
        tab_to(joseph, "Review and publish")
        enter(joseph)
        tab_to(joseph, "Approve it")
        enter(joseph)
        tab_to(joseph, "Publish it now")
        enter(joseph)
        expect(joseph.get_by_role("status")).to_contain_text("It is in force")


@pytest.mark.long
def test_what_is_due_comes_into_force_by_itself(browser: Chromium, town: Running):
    address = f"{town.address}/desk/services/consultation-comment"
    with two_designers(browser, town, DESKTOP) as (tamsin, joseph):
        tamsin.goto(address)
        press(tamsin, "Change this service")
        change_summary(tamsin, "Say what you think of our plans.")
        ask(tamsin, "Shorter")
        joseph.goto(f"{address}/review")
        press(joseph, "Approve it")
        give_time(joseph, datetime.now(LONDON) + timedelta(minutes=1))
        began = time.monotonic()
        while "Version 2 since" not in joseph.goto(address).text():  # type: ignore[union-attr]
            assert time.monotonic() - began < LONGEST_WAIT
            time.sleep(2)
        expect(joseph.get_by_text("No change goes on")).to_be_visible()


@pytest.mark.long
def test_every_page_of_services_in_every_look(browser: Chromium, town: Running):
    service = f"{town.address}/desk/services/temporary-event-notice"
    with looking(browser, in_every_way()) as (page, look):
        sign_in(page, town, "joseph")
        look(page, "services")
        page.goto(f"{service}/versions/1")
        look(page, "version")
        for how in ("starter", "copy", "file"):
            page.goto(f"{town.address}/desk/services/new?how={how}")
            press(page, "Begin it")
            look(page, f"new service, {how}, error")
        page.goto(service)
        press(page, "Change this service")
        change_summary(page, LONGEST)
        look(page, "change of a service, to be put right")
        follow(page, "Go on changing it")
        change_summary(page, "Tell us about your event.")
        look(page, "change of a service")
        press(page, "Ask for a review")
        look(page, "change of a service, error")
        for rest in ("discard", "import", "withdraw", "copy"):
            page.goto(f"{service}/{rest}")
            look(page, f"service, {rest}")
        page.goto(service)
        look(page, "service")
