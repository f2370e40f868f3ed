"""The pages of trouble, shown in the town and looked at in every way."""

from __future__ import annotations

import pytest

from tests.journeys.browser import Chromium
from tests.journeys.looking import in_every_way, looking
from tests.running import Running
from tests.trouble import PAGES

pytestmark = pytest.mark.long


@pytest.mark.parametrize("name", PAGES)
def test_every_page_of_trouble(browser: Chromium, town: Running, name: str):
    drawn = PAGES[name]().content.decode()
    with looking(browser, in_every_way()) as (page, look):
        place = f"{town.address}/drawn"
        page.route(place, lambda route: route.fulfill(body=drawn, content_type="text/html; charset=utf-8"))
        page.goto(place)
        assert page.locator("h1").count() == 1
        look(page, name)
