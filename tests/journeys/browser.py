"""A real browser for journeys: contexts at desk and phone size, with and without JavaScript, and axe.

    def test_home(browser: Chromium, running_portico: Running):
        with browser.page(PHONE, javascript=False) as page:
            page.goto(running_portico.address)
            assert_accessible(page)
            assert_fits(page)

The browser is the machine's own Chromium: `PORTICO_CHROMIUM`, else the first found on the path, else the one
that Playwright brought.
"""

from __future__ import annotations

import contextlib
import os
import shutil
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any, Final

from playwright.sync_api import Browser, Page, Playwright, ViewportSize

ROOT: Final = Path(__file__).resolve().parents[2]
DESKTOP: Final = ViewportSize(width=1280, height=900)
PHONE: Final = ViewportSize(width=320, height=640)
PICTURES: Final = ROOT / "test-output"
STANDARDS: Final = ("wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice")
"""What axe checks: WCAG 2.2 to level AA, and what its makers call best practice."""

_QUIET: Final = (
    # No traffic of the browser's own: tests reach loopback only.
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-default-apps",
    "--disable-domain-reliability",
    "--disable-sync",
    "--disable-extensions",
    "--no-first-run",
    "--no-pings",
    "--metrics-recording-only",
    "--disable-features=OptimizationHints,MediaRouter,Translate,AutofillServerCommunication",
    # Small shared memory in containers.
    "--disable-dev-shm-usage",
)


def chromium_path() -> str | None:
    """Where the machine's Chromium is; None leaves it to the one that Playwright brought."""
    given = os.environ.get("PORTICO_CHROMIUM")
    if given:
        return given
    names = ("chromium", "chromium-browser", "google-chrome")
    return next((found for name in names if (found := shutil.which(name))), None)


@dataclass
class Chromium:
    """The browser of a test session."""

    browser: Browser

    @contextlib.contextmanager
    def page(
        self,
        size: ViewportSize = DESKTOP,
        *,
        javascript: bool = True,
        cookies: dict[str, str] | None = None,
        address: str = "",
        **options: Any,
    ) -> Iterator[Page]:
        """Open a page in a context of its own, so that no test sees another's cookies.

        `cookies` are set for `address`. `options` are Playwright's for a context, such as `forced_colors`.
        """
        context = self.browser.new_context(
            viewport=size,
            java_script_enabled=javascript,
            locale="en-GB",
            timezone_id="Europe/London",
            **options,
        )
        context.set_default_timeout(10_000)
        try:
            for name, value in (cookies or {}).items():
                context.add_cookies([{"name": name, "value": value, "url": address}])
            yield context.new_page()
        finally:
            context.close()

    @contextlib.contextmanager
    def still_copies(self) -> Iterator[StillCopy]:
        """A context that has JavaScript, for axe to look at copies of pages that have none."""
        context = self.browser.new_context()
        try:
            copy = context.new_page()
            # The page's own scripts stay out: it is to be judged as it is without them.
            copy.route("**/*.js", lambda route: route.abort())
            yield StillCopy(copy)
        finally:
            context.close()


@contextlib.contextmanager
def start_chromium(playwright: Playwright) -> Iterator[Chromium]:
    """Start the browser; as root, where Chromium refuses its sandbox, without one."""
    arguments = [*_QUIET, *(["--no-sandbox"] if os.geteuid() == 0 else [])]
    browser = playwright.chromium.launch(executable_path=chromium_path(), args=arguments)
    try:
        yield Chromium(browser)
    finally:
        browser.close()


@cache
def _axe() -> str:
    return (ROOT / "node_modules" / "axe-core" / "axe.min.js").read_text(encoding="utf-8")


def violations(page: Page, *, without: Collection[str] = ()) -> list[str]:
    """Every rule that axe finds broken on the page, with the elements that break it, one line each.

    Works with JavaScript switched off too, where the same page is looked at in a context that has it.
    """
    return _run_axe(page, without) if runs_scripts(page) else _violations_elsewhere(page, without)


def runs_scripts(page: Page) -> bool:
    """Whether JavaScript is on: what stands in a <noscript> is parsed as elements only where it is off."""
    without: bool = page.evaluate(
        """() => {
            const box = document.createElement("div");
            box.innerHTML = "<noscript><p></p></noscript>";
            return box.firstChild.firstElementChild !== null;
        }"""
    )
    return not without


def _violations_elsewhere(page: Page, without: Collection[str]) -> list[str]:
    browser = page.context.browser
    assert browser is not None
    with Chromium(browser).still_copies() as copies:
        return copies.violations(page, without=without)


@dataclass
class StillCopy:
    """A page in a context with JavaScript, in which axe looks at copies of pages that have none."""

    page: Page

    def violations(self, page: Page, *, without: Collection[str] = ()) -> list[str]:
        """Every rule that axe finds broken on `page` as it is without its own scripts."""
        if page.viewport_size:
            self.page.set_viewport_size(page.viewport_size)
        self.page.context.clear_cookies()
        self.page.context.add_cookies(page.context.storage_state()["cookies"])  # type: ignore[arg-type]
        html, address = page.content(), page.url
        self.page.route(
            address, lambda route: route.fulfill(body=html, content_type="text/html; charset=utf-8")
        )
        try:
            self.page.goto(address)
            return _run_axe(self.page, without)
        finally:
            self.page.unroute(address)


def _run_axe(page: Page, without: Collection[str]) -> list[str]:
    with_axe(page)
    result = page.evaluate(
        "(options) => axe.run(document, options)",
        {
            "runOnly": {"type": "tag", "values": list(STANDARDS)},
            "rules": {rule: {"enabled": False} for rule in without},
            "resultTypes": ["violations"],
        },
    )
    return lines_of(result["violations"])


def with_axe(page: Page) -> None:
    """Make sure that the page can be asked with axe."""
    if not page.evaluate("typeof axe === 'object'"):
        page.evaluate(_axe())


def lines_of(broken: list[dict[str, Any]]) -> list[str]:
    """What axe found broken, one line for each element."""
    return [
        f"{rule['id']} ({rule['help']}): {node['target']} {node['html'][:160]} "
        + " ".join((node.get("failureSummary") or "").split())[:240]
        for rule in broken
        for node in rule["nodes"]
    ]


def assert_accessible(page: Page, *, without: Collection[str] = ()) -> None:
    """Fail with every rule that axe finds broken; `without` leaves rules out, for a reason to be given."""
    found = violations(page, without=without)
    assert not found, f"{page.url} at {page.viewport_size}:\n" + "\n".join(found)


FIND_TOO_WIDE: Final = """() => {
    const width = document.documentElement.clientWidth;
    if (document.documentElement.scrollWidth <= width) return [];
    const wide = [...document.body.querySelectorAll("*")]
        .filter((element) => element.getBoundingClientRect().right > width + 1)
        .map((e) => `${e.tagName}.${e.className} to ${e.getBoundingClientRect().right}`);
    return wide.length ? wide.slice(-8) : ["something not found"];
}"""
"""Asks a page which elements stick out of its window, if it has to be scrolled sideways."""


def assert_fits(page: Page) -> None:
    """Fail if the page has to be scrolled sideways, naming the elements that stick out."""
    sticking_out = page.evaluate(FIND_TOO_WIDE)
    assert not sticking_out, f"{page.url} at {page.viewport_size} is too wide:\n" + "\n".join(sticking_out)


def picture(page: Page, name: str) -> Path:
    """Keep a picture of the whole page as test-output/`name`.png and return where."""
    PICTURES.mkdir(exist_ok=True)
    file = PICTURES / f"{name}.png"
    page.screenshot(path=file, full_page=True)
    return file
