"""Fixtures of the journeys: the browser and the demo council, kept for the whole session."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from playwright.sync_api import sync_playwright

from tests.journeys.browser import Chromium, start_chromium
from tests.journeys.town import start_town
from tests.running import Running


@pytest.fixture(scope="session")
def browser() -> Iterator[Chromium]:
    """The machine's Chromium, one for all journeys; each page has a context of its own."""
    with sync_playwright() as playwright, start_chromium(playwright) as chromium:
        yield chromium


@pytest.fixture(scope="session")
def town(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Running]:
    """The demo council, told whole, in a Portico of its own."""
    running = start_town(tmp_path_factory.mktemp("town"))
    yield running
    running.stop()
