"""When is my bin day, as somebody with a small phone and no JavaScript asks it."""

from __future__ import annotations

from datetime import date, timedelta
from pathlib import Path

import pytest

from tests.journeys.browser import PHONE, Chromium, assert_accessible, assert_fits
from tests.running import Running

pytestmark = pytest.mark.journey

POSTCODE = "PX7 7BD"


@pytest.fixture(scope="module")
def bins(running_portico: Running, tmp_path_factory: pytest.TempPathFactory) -> None:
    """Two homes, one of which has its food waste collected every week from yesterday on."""
    folder: Path = tmp_path_factory.mktemp("bins")
    yesterday = date.today() - timedelta(days=1)  # noqa: DTZ011 - the server asks the clock too
    addresses, rounds = folder / "addresses.csv", folder / "rounds.csv"
    addresses.write_text(
        "uprn,line_1,line_2,postcode\n"
        f"999777000001,1 Dustbin Row,Weirbridge,{POSTCODE}\n"
        f"999777000002,2 Dustbin Row,Weirbridge,{POSTCODE}\n"
    )
    rounds.write_text(
        "uprn,stream,round,weekday,every_weeks,first_on\n"
        f"999777000001,food,JOURNEY-FOOD,{yesterday:%A},1,{yesterday}\n"
    )
    running_portico.portico("import", "addresses", str(addresses))
    running_portico.portico("import", "rounds", str(rounds))


@pytest.mark.parametrize("javascript", [False, True])
def test_from_postcode_to_calendar(
    browser: Chromium, running_portico: Running, bins: None, javascript: bool
) -> None:
    def look() -> None:
        assert_accessible(page)
        assert_fits(page)
        assert "999777" not in page.url
        assert "PX7" not in page.url

    with browser.page(PHONE, javascript=javascript) as page:
        page.goto(f"{running_portico.address}/bin-day")
        page.get_by_role("button", name="Find my address").click()
        page.get_by_role("link", name="Enter your postcode").wait_for()
        look()
        page.fill("#postcode", "px77bd")
        page.get_by_role("button", name="Find my address").click()
        page.get_by_label("1 Dustbin Row").check()
        look()
        page.get_by_role("button", name="Show my bin days").click()
        page.get_by_role("heading", name="Your bin days").wait_for()
        look()
        assert page.locator(".portico-bin-days li").count() == 4
        with page.expect_download() as download:
            page.get_by_role("link", name="Download a calendar file").click()
        assert b"BEGIN:VEVENT" in Path(download.value.path()).read_bytes()
