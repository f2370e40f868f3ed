"""A designer tries a service out to its end, without JavaScript, on a desk and on a phone."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Page, ViewportSize, expect

from tests.journeys.browser import DESKTOP, PHONE, Chromium, assert_accessible, assert_fits, picture
from tests.journeys.looking import in_every_way, looking, not_at_all
from tests.journeys.town import sign_in
from tests.journeys.walks import forms
from tests.journeys.walks.steps import press
from tests.running import Running


def fine(page: Page, name: str) -> None:
    """The page can be used by everybody on this screen, and is kept as a picture."""
    assert_fits(page)
    assert_accessible(page)
    assert page.viewport_size is not None
    picture(page, f"try-out-{name}-{page.viewport_size['width']}")


def turn_to(page: Page, tab: str) -> None:
    """Go to another page of the try-out by its row of links."""
    with page.expect_navigation():
        page.get_by_role("navigation", name="Pages of the try-out").get_by_role("link", name=tab).click()


@pytest.mark.journey
@pytest.mark.parametrize("size", [DESKTOP, PHONE], ids=["desktop", "phone"])
def test_a_service_is_tried_out_and_nothing_is_left(browser: Chromium, town: Running, size: ViewportSize):
    base = f"{town.address}/desk/services/missed-bin/try"
    with browser.page(size, javascript=False) as page:
        sign_in(page, town, "tamsin" if size is DESKTOP else "joseph")
        page.goto(f"{base}/")
        fine(page, "begin")
        press(page, re.compile("Try out version"))
        expect(page.get_by_text("Nothing is sent or kept.")).to_be_visible()
        fine(page, "start")
        press(page, "Start now")
        fine(page, "question")
        send = forms.to_the_check(page, not_at_all(), "missed-bin")
        fine(page, "check")
        with page.expect_navigation():
            send.click()
        fine(page, "sent")
        found = re.search(r"[0-9A-Z]{4}-[0-9A-Z]{4}", page.get_by_role("main").inner_text())
        assert found
        reference = found[0]

        turn_to(page, "As the customer")
        fine(page, "customer")
        press(page, re.compile("Follow it as the customer"))
        fine(page, "followed")
        assert page.url == f"{base}/follow/request"

        turn_to(page, "As staff")
        fine(page, "staff")
        with page.expect_navigation():
            page.get_by_role("main").get_by_role("heading", level=2).get_by_role("link").first.click()
        fine(page, "case")
        press(page, re.compile("Accept"))
        assert page.url.startswith(f"{base}/desk/cases/")
        expect(page.get_by_role("main")).to_contain_text("We missed your bin")

        turn_to(page, "Messages")
        fine(page, "messages")
        expect(page.get_by_role("main")).to_contain_text(reference)
        turn_to(page, "About this try-out")
        fine(page, "about")
        assert page.goto(f"{town.address}/desk/cases/{reference.replace('-', '')}").status == 404  # type: ignore[union-attr]
        page.goto(f"{base}/")
        press(page, "End the try-out")
        expect(page.get_by_text("The try-out has ended")).to_be_visible()
        fine(page, "ended")
    assert not [mail for mail in town.mails if reference in mail.as_string()]


@pytest.mark.long
def test_the_pages_of_a_try_out_in_every_look(browser: Chromium, town: Running):
    base = f"{town.address}/desk/services/pest-control/try"
    with looking(browser, in_every_way()) as (page, look):
        sign_in(page, town, "tamsin")
        page.goto(f"{base}/")
        look(page, "try-out, to begin")
        press(page, re.compile("Try out version"))
        look(page, "try-out, start of the form")
        for tab in ("As the customer", "As staff", "Messages"):
            turn_to(page, tab)
            look(page, f"try-out, {tab}, empty")
        turn_to(page, "The form")
        press(page, "Start now")
        with page.expect_navigation():
            forms.to_the_check(page, not_at_all(), "pest-control").click()
        for tab in ("As the customer", "As staff", "Messages", "About this try-out"):
            turn_to(page, tab)
            look(page, f"try-out, {tab}")
        press(page, "End the try-out")
        look(page, "try-out, ended")
