"""The warning before staff are signed out: by keyboard, keeping what is typed; in words without scripts."""

from __future__ import annotations

import pytest

from tests.journeys.browser import DESKTOP, PHONE, Chromium, assert_accessible, assert_fits
from tests.journeys.test_desk import SCENE, join
from tests.running import Running

pytestmark = pytest.mark.journey


def test_the_warning_comes_in_time_and_the_keyboard_puts_the_end_off(
    browser: Chromium, running_portico: Running
):
    with browser.page(PHONE) as page:
        running_portico.portico("django", "shell", "-v", "0", "-c", SCENE)
        join(page, running_portico)
        page.clock.install()
        page.goto(f"{running_portico.address}/desk/assisted")
        page.get_by_role("searchbox").fill("half a word")
        warning = page.get_by_role("dialog", name="You will soon be signed out")
        page.clock.fast_forward("09:50:00")
        assert not warning.is_visible()
        page.clock.fast_forward("00:05:30")
        warning.wait_for()
        assert "You will be signed out in" in warning.inner_text()
        assert_accessible(page)
        assert_fits(page)
        assert page.evaluate("document.activeElement.textContent") == "Stay signed in"
        page.keyboard.press("Enter")
        warning.wait_for(state="hidden")
        assert page.get_by_role("searchbox").input_value() == "half a word"
        page.clock.fast_forward("00:30:00")
        assert not warning.is_visible()
        page.clock.fast_forward("09:26:00")
        warning.wait_for()
        page.keyboard.press("Escape")
        warning.wait_for(state="hidden")
        page.clock.fast_forward("00:05:00")
        page.get_by_role("dialog", name="You have been signed out").wait_for()


def test_without_javascript_the_page_says_it_in_words(browser: Chromium, running_portico: Running):
    with browser.page(DESKTOP, javascript=False) as page:
        running_portico.portico("django", "shell", "-v", "0", "-c", SCENE)
        join(page, running_portico)
        page.goto(f"{running_portico.address}/desk/assisted")
        assert "You are signed in until" in page.locator("footer").inner_text()
        page.goto(f"{running_portico.address}/desk/account/stay")
        assert_accessible(page)
        page.get_by_role("button", name="Stay signed in").click()
        page.get_by_role("heading", name="You stay signed in").wait_for()
