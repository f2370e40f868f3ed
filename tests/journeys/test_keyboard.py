"""A missed bin reported with the keyboard alone, as somebody does who sees the focus or hears the page."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page, expect

from tests.journeys.browser import DESKTOP, Chromium
from tests.journeys.town import POSTCODE
from tests.running import Running

pytestmark = pytest.mark.journey

MOST_TABS = 40
FOCUSED = """() => {
    const e = document.activeElement;
    const style = getComputedStyle(e);
    const parent = e.labels?.length ? getComputedStyle(e.labels[0], "::before") : style;
    return {
        name: (e.labels?.length ? e.labels[0].innerText : e.innerText || e.value || "").trim(),
        seen: [style, parent].some((s) =>
            (s.outlineStyle !== "none" && parseFloat(s.outlineWidth) > 0) || s.boxShadow !== "none"),
    };
}"""


def tab_to(page: Page, name: str) -> None:
    """Press Tab until something of that name has the focus; each stop on the way can be seen."""
    passed = []
    for _ in range(MOST_TABS):
        page.keyboard.press("Tab")
        focused = page.evaluate(FOCUSED)
        assert focused["seen"] or not focused["name"], f"nothing shows that {focused['name']} has the focus"
        passed.append(focused["name"])
        if focused["name"].startswith(name):
            return
    raise AssertionError(f"Tab does not lead to {name!r}: {passed}")


def enter(page: Page) -> None:
    with page.expect_navigation():
        page.keyboard.press("Enter")


def skip_to_content(page: Page) -> None:
    tab_to(page, "Skip to main content")
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.id") == "main-content"


def test_a_missed_bin_by_keyboard(browser: Chromium, town: Running):
    with browser.page(DESKTOP) as page:
        page.goto(town.address)
        tab_to(page, "Find a service")
        page.keyboard.type("missed bin")
        enter(page)
        skip_to_content(page)
        tab_to(page, "Report a missed bin")
        enter(page)
        skip_to_content(page)
        tab_to(page, "Start now")
        enter(page)

        tab_to(page, "Continue")
        enter(page)
        summary = page.get_by_role("alert")
        page.wait_for_function("() => document.activeElement.querySelector('[role=alert]') !== null")
        expect(summary).to_contain_text("There is a problem")
        page.keyboard.press("Tab")
        page.keyboard.press("Enter")
        assert page.evaluate(FOCUSED)["name"].startswith("Postcode"), "the error leads to its field"
        page.keyboard.type(POSTCODE)
        enter(page)

        for choice in (f"4 Colonnade Row, Porticoton, {POSTCODE}", "Rubbish", "Yes", "There is no tag", "No"):
            choose(page, choice)
        tab_to(page, "What is your name?")
        page.keyboard.type("Ada Lovelace")
        enter(page)
        tab_to(page, "Email address")
        page.keyboard.type("ada@porticoshire.example")
        enter(page)
        expect(page.get_by_role("heading", level=1)).to_contain_text("Check your answers")
        tab_to(page, "Change")
        tab_to(page, "Send")
        enter(page)
        expect(page.get_by_role("heading", level=1)).to_have_text("We have received it")


def choose(page: Page, label: str) -> None:
    """Tab into the radios, go to the one of that name with the arrow keys, choose it, and go on."""
    radios = page.get_by_role("radio")
    for _ in range(MOST_TABS):
        page.keyboard.press("Tab")
        if page.evaluate("document.activeElement.type") == "radio":
            break
    page.keyboard.press("Space")
    for _ in range(radios.count()):
        if page.evaluate(FOCUSED)["name"] == label:
            break
        page.keyboard.press("ArrowDown")
    assert page.evaluate(FOCUSED)["name"] == label
    assert page.evaluate("document.activeElement.checked")
    enter(page)
