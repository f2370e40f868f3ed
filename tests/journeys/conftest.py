"""Fixtures of the journeys: the browser, kept open for the whole session."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from playwright.sync_api import sync_playwright

from tests.journeys.browser import Chromium, start_chromium


@pytest.fixture(scope="session")
def browser() -> Iterator[Chromium]:
    """The machine's Chromium, one for all journeys; each page has a context of its own."""
    with sync_playwright() as playwright, start_chromium(playwright) as chromium:
        yield chromium
