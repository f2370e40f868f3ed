"""The pictures of the README, taken of the running demo: `make pictures`.

Everything on them is fiction. They are drawn with few colours, so that they stay small.
"""

from __future__ import annotations

import contextlib
import io
import os
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

import psycopg
from PIL import Image
from playwright.sync_api import Locator, Page, ViewportSize, sync_playwright

from tests.journeys.browser import Chromium, start_chromium
from tests.postgres import throwaway_postgres
from tests.running import Running, start_portico

ROOT = Path(__file__).resolve().parents[1]
PICTURES = ROOT / "docs" / "pictures"
DESKTOP, PHONE = ViewportSize(width=1120, height=860), ViewportSize(width=390, height=800)
SIZES = {"desktop": DESKTOP, "phone": PHONE}
LARGEST = 150_000
"""Bytes of one picture at most."""
STREET = "21 Architrave Avenue"


def main() -> None:
    """Start the demo, take every picture in both sizes, and end it."""
    PICTURES.mkdir(parents=True, exist_ok=True)
    with _running() as portico, sync_playwright() as playwright, start_chromium(playwright) as chromium:
        for name, size in SIZES.items():
            _residents_pictures(portico, chromium, name, size)
            _staff_pictures(portico, chromium, name, size)
            _designers_pictures(portico, chromium, name, size)


@contextlib.contextmanager
def _running() -> Iterator[Running]:
    """A whole Portico with its demo, on a database of its own."""
    with contextlib.ExitStack() as stack:
        if not os.environ.get("DATABASE_URL"):
            os.environ["DATABASE_URL"] = stack.enter_context(throwaway_postgres())
            stack.callback(os.environ.pop, "DATABASE_URL")
        home = Path(stack.enter_context(tempfile.TemporaryDirectory(prefix="portico-pictures-")))
        portico = start_portico(home, settings={"PORTICO_DEMO": "1"})
        stack.callback(portico.stop)
        _say("Telling the demo")
        portico.portico("demo")
        yield portico


def _residents_pictures(portico: Running, chromium: Chromium, name: str, size: ViewportSize) -> None:
    with chromium.page(size) as page:
        page.goto(portico.address)
        _keep(page, f"home-{name}")
        page.goto(f"{portico.address}/apply/street-problem/")
        _press(page.locator("main form button").last)
        _choose(page, "pothole")
        _choose(page, "no")
        page.fill("[name=place-search]", STREET)
        _press(page.get_by_role("button", name="Find"))
        picture = page.locator("input[type=image]:visible")
        _press(picture)
        _keep(page, f"form-{name}", top=picture)
        _on(page)
        if page.url.endswith("/already-reported"):
            _choose(page, "different")
        page.fill("[name=details]", "As deep as my hand, and right where bikes go.")
        _on(page)
        _on(page)
        _choose(page, "yes")
        page.get_by_label("name").last.fill("Gwenllian ap Rhys")
        _on(page)
        page.fill("input[type=email]", "gwenllian@mail.example")
        if page.locator("input[type=radio][value=en]").count():
            page.check("input[type=radio][value=en]")
        _on(page)
        _press(page.locator("main form button[type=submit]").last)
        _keep(page, f"confirmation-{name}")
        reference, detail = _case_with_a_story(portico)
        page.goto(f"{portico.address}/follow")
        page.fill("[name=reference]", reference)
        page.fill("[name=detail]", detail)
        _press(page.locator("main form button[type=submit]").last)
        _keep(page, f"follow-{name}")


def _staff_pictures(portico: Running, chromium: Chromium, name: str, size: ViewportSize) -> None:
    with chromium.page(size) as page:
        _sign_in(page, portico, chromium, {"desktop": "owen", "phone": "femi"}[name])
        page.goto(f"{portico.address}/desk/")
        assert "/sign-in" not in page.url, "Signing in failed."
        _keep(page, f"queue-{name}")
        page.goto(f"{portico.address}/desk/cases/{_case_with_a_story(portico, team='waste')[0]}")
        _keep(page, f"case-{name}")


def _designers_pictures(portico: Running, chromium: Chromium, name: str, size: ViewportSize) -> None:
    """A question on its sheet with a hint that is put in, and then what that change does."""
    person, service = {"desktop": ("tamsin", "pest-control"), "phone": ("joseph", "noise")}[name]
    with chromium.page(size) as page:
        _sign_in(page, portico, chromium, person)
        page.goto(f"{portico.address}/desk/services/{service}")
        _press(page.get_by_role("button", name="Change this service"))
        _press(page.get_by_role("link", name="The form", exact=True))
        _press(page.locator(".desk-parts__title a").first)
        _press(page.locator("#list-questions .desk-parts__title a").first)
        page.get_by_label("Hint", exact=True).first.fill("If you are not sure, choose the nearest.")
        page.frame_locator(".desk-look__frame").get_by_text("choose the nearest").wait_for()
        _keep(page, f"editor-{name}")
        _press(page.get_by_role("button", name="Save", exact=True).last)
        page.goto(f"{portico.address}/desk/services/{service}/review")
        _keep(page, f"review-{name}")


def _sign_in(page: Page, portico: Running, chromium: Chromium, person: str) -> None:
    page.goto(f"{portico.address}/desk/sign-in")
    page.fill("[name=login]", f"{person}@porticoshire.example")
    page.fill("[name=password]", "colonnade-at-dawn-7")
    _press(page.locator("main form button[type=submit]").last)
    page.fill("[name=code]", _code_of(portico, chromium, person))
    _press(page.locator("form:has([name=code]) button[type=submit]").first)


def _code_of(portico: Running, chromium: Chromium, person: str) -> str:
    """The code of the moment, from the demo's own page."""
    with chromium.page() as page:
        page.goto(f"{portico.address}/demo/codes")
        row = page.locator("tr", has_text=f"{person}@porticoshire.example")
        return row.locator(".access-secret").inner_text().strip()


def _case_with_a_story(portico: Running, team: str = "streets") -> tuple[str, str]:
    """The reference and e-mail address of the case of a team about which most is told."""
    with psycopg.connect(portico.database_url) as connection:
        row = connection.execute(
            "SELECT c.reference, c.contact_email FROM cases_case AS c"
            " JOIN access_team AS t ON t.id = c.team_id JOIN cases_entry AS e ON e.case_id = c.id"
            " WHERE t.code = %s AND c.contact_email <> '' AND c.language = 'en'"
            " GROUP BY c.id ORDER BY count(*) DESC, c.opened_at DESC LIMIT 1",
            [team],
        ).fetchone()
    assert row is not None
    return row[0], row[1]


def _choose(page: Page, value: str) -> None:
    """Choose an answer and go on."""
    page.check(f"input[type=radio][value={value}]")
    _on(page)


def _on(page: Page) -> None:
    """Press Continue: the one that is seen, not the one that Enter presses."""
    _press(page.locator("main form button:not([aria-hidden])", has_text="Continue"))


def _press(button: Locator) -> None:
    """Press a button and wait for the page that it leads to."""
    with button.page.expect_navigation():
        button.click()


def _keep(page: Page, name: str, *, top: Locator | None = None) -> None:
    """Take a picture of what the window shows, scrolled so that `top` is seen whole."""
    page.wait_for_load_state("networkidle")
    page.evaluate("window.scrollTo(0, 0)")
    if top is not None:
        top.scroll_into_view_if_needed()
    content = b""
    for colours in (192, 96, 48):
        image = Image.open(io.BytesIO(page.screenshot(animations="disabled"))).convert("RGB")
        buffer = io.BytesIO()
        image.quantize(colours, dither=Image.Dither.NONE).save(buffer, "PNG", optimize=True)
        content = buffer.getvalue()
        if len(content) <= LARGEST:
            break
    (PICTURES / f"{name}.png").write_bytes(content)
    _say(f"docs/pictures/{name}.png, {len(content) // 1000} kB")


def _say(words: str) -> None:
    sys.stdout.write(f"{words}\n")
    sys.stdout.flush()


if __name__ == "__main__":
    main()
