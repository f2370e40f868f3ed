"""The still pages and the choice of how pages look, in a browser, at every width and without JavaScript."""

from __future__ import annotations

import pytest
from playwright.sync_api import ViewportSize

from tests.journeys.browser import DESKTOP, PHONE, Chromium, assert_accessible, assert_fits, picture
from tests.running import Running

pytestmark = pytest.mark.journey

PAGES = ("accessibility", "cookies", "privacy", "contact", "display", "no-such-page")


@pytest.mark.parametrize("size", [DESKTOP, PHONE], ids=["desktop", "phone"])
@pytest.mark.parametrize("display", ["standard.standard", "dark.larger", "yellow-on-black.largest"])
def test_still_pages(browser: Chromium, running_portico: Running, display: str, size: ViewportSize):
    with browser.page(size, cookies={"display": display}, address=running_portico.address) as page:
        for name in PAGES:
            page.goto(f"{running_portico.address}/{name}")
            assert_fits(page)
            assert_accessible(page)
            picture(page, f"{name}-{display}-{size['width']}")


def test_somebody_without_javascript_chooses_yellow_on_black_and_goes_on_where_they_were(
    browser: Chromium, running_portico: Running
):
    with browser.page(PHONE, javascript=False) as page:
        page.goto(f"{running_portico.address}/cookies")
        page.locator("footer").get_by_role("link", name="Contrast and text size").click()
        page.get_by_label("Yellow on black").check()
        page.get_by_label("Largest").check()
        with page.expect_navigation():
            page.get_by_role("button", name="Save").click()
        assert page.url == f"{running_portico.address}/cookies"
        assert page.locator("html").get_attribute("data-contrast") == "yellow-on-black"
        page.goto(f"{running_portico.address}/display")
        assert page.get_by_label("Yellow on black").is_checked()
        assert page.get_by_label("Largest").is_checked()
        assert_accessible(page)


def test_the_keyboard_reaches_the_content_first(browser: Chromium, running_portico: Running):
    with browser.page(DESKTOP) as page:
        page.goto(f"{running_portico.address}/privacy")
        page.keyboard.press("Tab")
        assert page.evaluate("document.activeElement.textContent") == "Skip to main content"
        page.keyboard.press("Enter")
        assert page.evaluate("document.activeElement.id") == "main-content"


@pytest.mark.parametrize("width", [320, 375])
def test_on_a_phone_the_header_leaves_the_first_screen_to_the_page(
    browser: Chromium, running_portico: Running, width: int
):
    with browser.page(ViewportSize(width=width, height=667)) as page:
        page.goto(f"{running_portico.address}/follow")
        for name in ("Find a service", "Follow a request", "Contrast and text size"):
            link = page.locator("header").get_by_role("link", name=name)
            box = link.bounding_box()
            assert box is not None
            assert box["height"] >= 24
        header = page.locator("header.portico-header").bounding_box()
        assert header is not None
        assert header["height"] <= 667 / 4
        assert_fits(page)
        assert_accessible(page)
