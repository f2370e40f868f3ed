"""Every service of the demo council, filled in to its end in a real browser without JavaScript.

The robot (`tests/robot/`) reads pages from the browser's accessibility tree, so it knows labels, legends,
hints and errors only. Each page it comes by is judged by axe, as it is without scripts, and has to fit its
window.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest
from playwright.sync_api import Page

from tests.journeys.browser import DESKTOP, PHONE, ROOT, Chromium, StillCopy, assert_fits
from tests.journeys.town import POSTCODE
from tests.journeys.walks.forms import small_picture
from tests.journeys.walks.steps import HOME
from tests.robot.browser_door import BrowserDoor
from tests.robot.mind import Mind, Person, walk
from tests.running import Running

pytestmark = pytest.mark.long

EVERY = sorted(path.stem for path in (Path(ROOT) / "services").glob("[!_]*.yaml"))


@pytest.fixture(scope="module")
def copies(browser: Chromium) -> Iterator[StillCopy]:
    """Where axe looks at pages that run no scripts."""
    with browser.still_copies() as copy:
        yield copy


@pytest.mark.parametrize("service", EVERY)
def test_a_robot_completes_it(browser: Chromium, copies: StillCopy, town: Running, service: str):
    size = PHONE if EVERY.index(service) % 2 else DESKTOP
    wrong: list[str] = []
    judged: set[str] = set()

    def judge(page: Page) -> None:
        """Each page once as it comes, and once with errors."""
        if page.title() in judged:
            return
        judged.add(page.title())
        assert_fits(page)
        wrong.extend(f"{page.url}: {line}" for line in copies.violations(page))

    with browser.page(size, javascript=False) as page:
        mind = Mind(Person(home=f"^{HOME}", postcode=POSTCODE), datetime.now(UTC).date())
        walk(BrowserDoor(page, small_picture(), judge), mind, f"{town.address}/apply/{service}/")
        assert "/sent" in page.url
    assert len(judged) >= 5, judged
    assert not wrong, "\n".join(wrong)
