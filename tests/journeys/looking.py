"""Looking at a page in every contrast, text size and width: axe, and nothing to scroll sideways for.

A page is loaded once. Contrast and text size are attributes of <html>, so they are changed where the page
stands. All rules of axe are run at each width; in another contrast again those that judge colours, in another
text size those that judge sizes and places. `test_looking.py` shows that this is enough: a page dressed so is
the page that the server gives to who chose it, a text size colours nothing, the dark contrast moves nothing,
and no other rule comes out otherwise.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Final

from playwright.sync_api import Page, ViewportSize

from portico.design.display import CONTRASTS, TEXT_SIZES, Display
from tests.journeys.browser import (
    DESKTOP,
    FIND_TOO_WIDE,
    PHONE,
    STANDARDS,
    Chromium,
    lines_of,
    picture,
    with_axe,
)

EVERY_LOOK: Final = (
    *(Display(contrast=contrast) for contrast in CONTRASTS),
    *(Display(contrast, size) for size in TEXT_SIZES[1:] for contrast in ("standard", "yellow-on-black")),
)
"""Each contrast and each text size, the standard of both first; dark has the outlines of the standard one."""
COLOUR_RULES: Final = ("color-contrast", "link-in-text-block")
SIZE_RULES: Final = ("target-size", "scrollable-region-focusable")


def rules_of(display: Display) -> tuple[str, ...]:
    """The rules that can come out otherwise in this look than in the standard one, or those before it."""
    colours = COLOUR_RULES if display.text_size == "standard" else ()
    sizes = () if display.contrast == "dark" else SIZE_RULES
    return (*colours, *sizes)


STAND_STILL: Final = """() => {
    if (window.standsStill) return;
    window.standsStill = true;
    const sheet = new CSSStyleSheet();
    sheet.replaceSync("*, *::before, *::after { transition: none !important; animation: none !important }");
    document.adoptedStyleSheets.push(sheet);
}"""
"""Colours change at once, not by and by: axe looks at them straight after."""

DRESS: Final = """([contrast, text]) => {
    document.documentElement.dataset.contrast = contrast;
    document.documentElement.dataset.textSize = text;
    document.querySelector("meta[name=color-scheme]").content = contrast === "standard" ? "light" : "dark";
}"""
"""As the server does for somebody who chose so."""

IS_DRESSED: Final = """() => {
    const links = [...document.querySelectorAll("link[rel=stylesheet]")];
    return links.length > 0 && links.every((link) => link.sheet);
}"""
"""Whether the page has style sheets, and all of them came: without, everything else that is found is idle."""

LOOK: Final = f"""async ([displays, rules, standards]) => {{
    const dress = {DRESS};
    const tooWide = {FIND_TOO_WIDE};
    const seen = [];
    for (const [number, display] of displays.entries()) {{
        dress(display);
        const which = number === 0
            ? {{type: "tag", values: standards}}
            : {{type: "rule", values: rules[number]}};
        const result = await axe.run(document, {{runOnly: which, resultTypes: ["violations"]}});
        seen.push([result.violations, tooWide()]);
    }}
    dress(displays[0]);
    return seen;
}}"""


@dataclass
class Look:
    """Looks at each page it is shown, once for each name, and collects what is wrong."""

    sizes: tuple[ViewportSize, ...]
    displays: tuple[Display, ...]
    wrong: list[str] = field(default_factory=list)
    seen: set[str] = field(default_factory=set)

    def knows(self, name: str) -> bool:
        """Whether a page of that name was looked at before, or need not be."""
        return name in self.seen or not self.sizes

    def __call__(self, page: Page, name: str) -> None:
        """Look at the page in every way; the pages themselves do not notice."""
        if self.knows(name):
            return
        self.seen.add(name)
        for size in self.sizes:
            page.set_viewport_size(size)
            self._judge(page, name, size)
        page.set_viewport_size(self.sizes[0])

    def _judge(self, page: Page, name: str, size: ViewportSize) -> None:
        assert page.evaluate(IS_DRESSED), f"{name} has no style sheets: was the look built meanwhile?"
        with_axe(page)
        page.evaluate(STAND_STILL)
        displays = [[one.contrast, one.text_size] for one in self.displays]
        rules = [rules_of(one) for one in self.displays]
        found = page.evaluate(LOOK, [displays, rules, list(STANDARDS)])
        before = len(self.wrong)
        for display, (broken, too_wide) in zip(self.displays, found, strict=True):
            where = f"{name} ({display.contrast}, text {display.text_size}, {size['width']} px)"
            self.wrong += [f"{where}: {line}" for line in lines_of(broken)]
            self.wrong += [f"{where}: too wide: {'; '.join(too_wide)}"] if too_wide else []
        if len(self.wrong) > before:
            slug = re.sub(r"[^a-z0-9]+", "-", name.lower()).strip("-")
            picture(page, f"page-{slug}-{size['width']}")

    def verdict(self) -> None:
        """Fail with everything that was found wrong."""
        assert self.seen
        assert not self.wrong, f"{len(self.wrong)} found:\n" + "\n".join(self.wrong)


def not_at_all() -> Look:
    """A look that goes past every page."""
    return Look((), ())


def in_every_way() -> Look:
    """A look in every contrast, text size and width."""
    return Look((PHONE, DESKTOP), EVERY_LOOK)


def as_most_see_it() -> Look:
    """A look in the standard contrast and text size, on a phone."""
    return Look((PHONE,), (Display(),))


@contextmanager
def looking(browser: Chromium, look: Look) -> Iterator[tuple[Page, Look]]:
    """A page, and the look that judges what is shown on it; fails at the end of the walk."""
    with browser.page(look.sizes[0]) as page:
        page.context.set_default_timeout(20_000)
        try:
            yield page, look
        except Exception as error:
            error.add_note("Found until the walk broke off:\n" + "\n".join(look.wrong))
            raise
    look.verdict()
