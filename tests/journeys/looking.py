"""Looking at a page in every contrast, text size and width: axe, and nothing to scroll sideways for."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Final

from playwright.sync_api import Page, ViewportSize

from portico.design.display import CONTRASTS
from tests.journeys.browser import DESKTOP, PHONE, Chromium, assert_fits, picture, violations


@dataclass(frozen=True)
class View:
    """One way to look at a page."""

    contrast: str
    size: ViewportSize
    text_size: str = "standard"


ALL_VIEWS: Final = (
    *(View(contrast, size) for size in (PHONE, DESKTOP) for contrast in CONTRASTS),
    View("standard", PHONE, "largest"),
)
ONE_VIEW: Final = (View("standard", PHONE),)


@dataclass
class Look:
    """Looks at each page it is shown, once for each name, and collects what is wrong."""

    views: tuple[View, ...]
    wrong: list[str] = field(default_factory=list)
    seen: set[str] = field(default_factory=set)

    def __call__(self, page: Page, name: str) -> None:
        """Look at the page in every view; the pages themselves do not notice."""
        if name in self.seen:
            return
        self.seen.add(name)
        for view in self.views:
            self._dress(page, view)
            self._judge(page, name, view)
        self._dress(page, self.views[0])

    def _dress(self, page: Page, view: View) -> None:
        """As the server does for somebody who chose so, without asking for the page again."""
        page.set_viewport_size(view.size)
        page.evaluate(
            """([contrast, text]) => {
                document.documentElement.dataset.contrast = contrast;
                document.documentElement.dataset.textSize = text;
            }""",
            [view.contrast, view.text_size],
        )

    def _judge(self, page: Page, name: str, view: View) -> None:
        where = f"{name} ({view.contrast}, text {view.text_size}, {view.size['width']} px)"
        self.wrong += [f"{where}: {line}" for line in violations(page)]
        try:
            assert_fits(page)
        except AssertionError as error:
            self.wrong.append(f"{where}: {error}")
        if view.contrast == "standard" and view.text_size == "standard":
            picture(page, f"page-{re.sub(r'[^a-z0-9]+', '-', name.lower()).strip('-')}-{view.size['width']}")

    def verdict(self) -> None:
        """Fail with everything that was found wrong."""
        assert self.seen
        assert not self.wrong, f"{len(self.wrong)} found:\n" + "\n".join(self.wrong)


Shown = Callable[[Page, str], None]
"""Somebody to show pages to."""


def not_looking(page: Page, name: str) -> None:
    """Go past a page."""


@contextmanager
def looking(browser: Chromium, views: tuple[View, ...]) -> Iterator[tuple[Page, Look]]:
    """A page, and the look that judges what is shown on it; fails at the end of the walk."""
    look = Look(views)
    with browser.page(views[0].size) as page:
        page.context.set_default_timeout(20_000)
        yield page, look
    look.verdict()
