"""Finding something in one's own words with a small phone and no JavaScript, by keyboard alone."""

from __future__ import annotations

import pytest

from tests.journeys.browser import PHONE, Chromium, assert_accessible, assert_fits
from tests.running import Running

pytestmark = pytest.mark.journey


@pytest.mark.parametrize("javascript", [False, True])
def test_from_everyday_words_to_the_form(browser: Chromium, town: Running, javascript: bool) -> None:
    def look() -> None:
        assert_accessible(page)
        assert_fits(page)

    with browser.page(PHONE, javascript=javascript) as page:
        page.goto(town.address)
        page.get_by_role("searchbox", name="Find a service").focus()
        page.keyboard.type("what does the tagg on my wheely mean, it wasnt emptyed")
        page.keyboard.press("Enter")
        page.get_by_role("heading", name="Do it online").wait_for()
        look()
        first = page.locator(".portico-found__name").first
        assert first.inner_text() == "Report a missed bin"
        page.get_by_role("link", name="What does a tag on my bin mean?").click()
        page.get_by_role("heading", name="Report a missed bin").wait_for()
        assert page.url.endswith("/apply/missed-bin/#question-tag")
        assert page.get_by_text("What does a tag on my bin mean?").is_visible()
        page.go_back()
        page.locator(".portico-found__name").first.focus()
        page.keyboard.press("Enter")
        page.get_by_role("heading", name="Report a missed bin").wait_for()


def test_where_nothing_is_found_there_is_a_way_on(browser: Chromium, town: Running) -> None:
    with browser.page(PHONE, javascript=False) as page:
        page.goto(f"{town.address}/find")
        page.fill("#search", "zzyzxqq мусор 07700 900123 <zzq>")
        page.keyboard.press("Enter")
        page.get_by_role("heading", name="Nothing found for").wait_for()
        assert_accessible(page)
        assert_fits(page)
        assert page.get_by_role("link", name="Report a missed bin").is_visible()
