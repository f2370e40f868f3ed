"""Walks of the portal: what residents see but for the forms."""

from __future__ import annotations

from typing import Final

from playwright.sync_api import Page

from tests.journeys.looking import Look
from tests.journeys.town import POSTCODE
from tests.journeys.walks.steps import LONGEST, press, press_first
from tests.running import Running

STILL: Final = ("accessibility", "cookies", "privacy", "contact", "display")
NO_ADDRESS: Final = "ZZ9 9ZZ"
NO_REFERENCE: Final = "BCDF-GHJK"
MOST_TRIES: Final = 30


def main_pages(page: Page, town: Running, look: Look) -> None:
    """What most people see: home, search, bin day, follow."""
    page.goto(town.address)
    look(page, "home")
    page.goto(f"{town.address}/find?words=rubish+not+colected")
    look(page, "find, found")
    page.goto(f"{town.address}/follow")
    look(page, "follow")
    press(page, "See my request")
    look(page, "follow, errors")
    bin_day(page, town, look)


def bin_day(page: Page, town: Running, look: Look) -> None:
    """From a postcode to the days of one address, and to reporting a missed bin there."""
    page.goto(f"{town.address}/bin-day")
    look(page, "bin day")
    press_first(page)
    look(page, "bin day, error")
    page.get_by_label("Postcode").fill(NO_ADDRESS)
    press_first(page)
    look(page, "bin day, postcode unknown")
    page.get_by_label("Postcode").fill(POSTCODE)
    press_first(page)
    look(page, "bin day, addresses")
    press_first(page)
    look(page, "bin day, addresses, error")
    page.get_by_label("3 Colonnade Row").check()
    press_first(page)
    look(page, "bin day, collections")
    press(page, "Report a missed bin")
    look(page, "bin day, report")


def other_public_pages(page: Page, town: Running, look: Look) -> None:
    """Still pages, nothing found, errors, and the demo's own pages."""
    for name in STILL:
        page.goto(f"{town.address}/{name}")
        look(page, name)
    page.goto(f"{town.address}/find")
    look(page, "find, empty")
    page.goto(f"{town.address}/find?words={LONGEST[:200]}")
    look(page, "find, nothing found")
    page.goto(f"{town.address}/no-such-page")
    look(page, "not found")
    page.goto(f"{town.address}/follow/request")
    look(page, "follow, ended")
    demo_pages(page, town, look)


def demo_pages(page: Page, town: Running, look: Look) -> None:
    """Pages that only a demo has: codes of the moment, and messages with nowhere to go."""
    page.goto(f"{town.address}/demo/codes")
    look(page, "demo codes")
    page.goto(f"{town.address}/demo/messages")
    look(page, "demo messages")
    with page.expect_navigation():
        page.get_by_role("main").get_by_role("link").first.click()
    look(page, "demo message")


def wrong_doors(page: Page, town: Running, look: Look) -> None:
    """Following with a wrong detail, without the form's token, and far too often."""
    try_door(page, town, NO_REFERENCE, LONGEST[:254])
    look(page, "follow, wrong detail")
    page.context.clear_cookies()
    press(page, "See my request")
    look(page, "form token missing")
    for _ in range(MOST_TRIES):
        try_door(page, town, NO_REFERENCE, "somebody@else.example")
        if page.title().startswith("Try again later"):
            break
    look(page, "follow, too many tries")


def try_door(page: Page, town: Running, reference: str, detail: str) -> None:
    """Ask to follow a request."""
    page.goto(f"{town.address}/follow")
    page.get_by_label("Your reference").fill(reference)
    page.get_by_label("One detail").fill(detail)
    press(page, "See my request")


def following(page: Page, town: Running, look: Look, reference: str) -> None:
    """A request that was just sent: followed, written about, taken back; wrong and with the longest text."""
    try_door(page, town, reference, POSTCODE)
    look(page, "followed")
    page.get_by_role("link", name="Send us a message or a photo").click()
    writing(page, look, "followed, message", "Send")
    page.goto(f"{town.address}/follow/request")
    page.get_by_role("link", name="Take your request back").click()
    writing(page, look, "followed, take back", "Take it back")


def asked(page: Page, town: Running, look: Look, reference: str) -> None:
    """A request for which something was asked: the question, and the answer to it."""
    try_door(page, town, reference, POSTCODE)
    look(page, "followed, asked")
    page.get_by_role("link", name="Answer our question").click()
    writing(page, look, "followed, answer", "Send")


def refused(page: Page, town: Running, look: Look, reference: str) -> None:
    """A request that was refused with the longest reasons, and opened again."""
    try_door(page, town, reference, POSTCODE)
    look(page, "followed, refused")
    page.goto(f"{town.address}/follow/reopen")
    writing(page, look, "followed, reopen", "Ask us to look again")
    page.goto(f"{town.address}/follow/request")
    press(page, "Stop following on this device")
    look(page, "followed, left")


def writing(page: Page, look: Look, name: str, button: str) -> None:
    """A page with one field for words: empty, in error, with too much, and sent with as much as it takes."""
    look(page, name)
    press(page, button)
    if "done=" not in page.url:
        look(page, f"{name}, error")
        page.get_by_role("textbox").fill(LONGEST[:6000])
        press(page, button)
        look(page, f"{name}, too long")
        page.get_by_role("textbox").fill(LONGEST[:4900])
        press(page, button)
    look(page, f"{name}, done")
