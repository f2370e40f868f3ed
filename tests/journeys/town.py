"""The demo council in a running Portico, and a row of homes whose rubbish was collected yesterday.

running = start_town(folder)
sign_in(page, running, "owen")        # password and the code of the moment, as the demo shows them
"""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Final

from playwright.sync_api import Page

from portico.demo.cast import PASSWORD, STAFF
from tests.running import Running, start_portico
from tests.sign_in import code_now

POSTCODE: Final = "PX1 9ZZ"
HOMES: Final = 6
EVERY_KIND: Final = Path(__file__).parent / "data" / "every-kind.yaml"
"""A service, for tests alone, that asks what no service of the demo council asks."""


def start_town(folder: Path) -> Running:
    """Start a Portico of its own with the demo council in it, and the homes of Colonnade Row."""
    home = folder / "home"
    home.mkdir()
    running = start_portico(home, settings={"PORTICO_DEMO": "1"})
    try:
        running.portico("demo")
        running.portico("import", "services", str(EVERY_KIND))
        running.portico("import", "addresses", str(_addresses(folder / "addresses.csv")))
        running.portico("import", "rounds", str(_rounds(folder / "rounds.csv")))
    except BaseException:
        running.stop()
        raise
    return running


def sign_in(page: Page, running: Running, who: str) -> None:
    """Sign somebody of the demo's staff in, by first name: they stand before their queue then."""
    member = next(one for one in STAFF if one.email.startswith(f"{who}@"))
    page.goto(f"{running.address}/desk/")
    page.get_by_label("Email address").fill(member.email)
    page.get_by_label("Password", exact=True).fill(PASSWORD)
    page.get_by_role("button", name="Sign in").click()
    page.get_by_label("Code", exact=True).fill(_fresh_code(member.secret))
    page.get_by_role("button", name="Continue").click()
    page.get_by_role("heading", name="Enter your code").wait_for(state="detached")


_GIVEN: Final[set[tuple[str, str]]] = set()
"""Codes that were given already: each is good for one sign-in."""


def _fresh_code(secret: str) -> str:
    """A code that nobody gave yet; the ones before and after that of the moment are taken too."""
    codes = [code_now(secret, steps_on) for steps_on in (0, 1, -1)]
    fresh = next((code for code in codes if (secret, code) not in _GIVEN), codes[0])
    _GIVEN.add((secret, fresh))
    return fresh


def _addresses(file: Path) -> Path:
    rows = [
        f"{_uprn(number)},{number} Colonnade Row,Porticoton,{POSTCODE},{54.6 + number / 10_000:.5f},1.5"
        for number in range(1, HOMES + 1)
    ]
    file.write_text("\n".join(["uprn,line_1,line_2,postcode,latitude,longitude", *rows]))
    return file


def _rounds(file: Path) -> Path:
    """Yesterday is never today and never more than two working days ago, whatever the day."""
    yesterday = datetime.now(UTC).date() - timedelta(days=1)
    first = yesterday - timedelta(weeks=4)
    rows = [f"{_uprn(number)},refuse,COLONNADE,{yesterday:%A},1,{first}" for number in range(1, HOMES + 1)]
    file.write_text("\n".join(["uprn,stream,round,weekday,every_weeks,first_on", *rows]))
    return file


def _uprn(number: int) -> str:
    return f"99900009{number:04}"
