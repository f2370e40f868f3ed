"""What walks have in common: the longest text, and pressing something that leads to another page."""

from __future__ import annotations

import re
from typing import Final

from playwright.sync_api import Page

from tests.journeys.town import POSTCODE

LONGEST: Final = (
    "Llanfairpwllgwyngyllgogerychwyrndrobwllllantysiliogogogoch und Donaudampfschifffahrtsgesellschaft "
    "“محمد الأحمد” 王小芳 🗑️🚮 <b>not bold</b> "
) * 90
"""Longer than any field takes: long words, other scripts, and what looks like markup."""
HOME: Final = f"3 Colonnade Row, Porticoton, {POSTCODE}"


def press(page: Page, button: str | re.Pattern[str]) -> None:
    """Press the first button of that name, and wait for the page it leads to."""
    with page.expect_navigation():
        page.get_by_role("button", name=button).first.click()


def press_first(page: Page) -> None:
    """Press the first button of the content, and wait for the page it leads to."""
    with page.expect_navigation():
        page.get_by_role("main").get_by_role("button").first.click()


def submit(page: Page) -> None:
    """Send the first form of the content as it is."""
    with page.expect_navigation():
        page.get_by_role("main").locator("button[type=submit]").first.click()


def go_on(page: Page) -> None:
    """Press “Continue”, as on every page of a form."""
    with page.expect_navigation():
        page.get_by_role("button", name="Continue", exact=True).click()


def is_refused(page: Page) -> bool:
    """Whether the page says that something on it is wrong."""
    return page.title().startswith("Error")
