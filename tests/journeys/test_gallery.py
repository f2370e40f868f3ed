"""Every component, in every contrast and text size, at desk and phone width: accessible, never too wide."""

from __future__ import annotations

import pytest
from playwright.sync_api import ViewportSize

from portico.design.display import CONTRASTS, TEXT_SIZES
from tests.journeys.browser import DESKTOP, PHONE, Chromium, assert_accessible, assert_fits, picture
from tests.running import Running

pytestmark = pytest.mark.journey


@pytest.mark.parametrize("size", [DESKTOP, PHONE], ids=["desktop", "phone"])
@pytest.mark.parametrize("text_size", TEXT_SIZES)
@pytest.mark.parametrize("contrast", CONTRASTS)
def test_gallery(
    browser: Chromium, running_portico: Running, contrast: str, text_size: str, size: ViewportSize
):
    with browser.page(size) as page:
        answer = page.goto(
            f"{running_portico.address}/design/gallery?contrast={contrast}&text_size={text_size}"
        )
        assert answer is not None and answer.ok
        assert page.locator("html").get_attribute("data-contrast") == contrast
        assert_fits(page)
        assert_accessible(page)
        if text_size == "standard":
            picture(page, f"gallery-{contrast}-{size['width']}")


@pytest.mark.parametrize("size", [DESKTOP, PHONE], ids=["desktop", "phone"])
def test_gallery_without_javascript(browser: Chromium, running_portico: Running, size: ViewportSize):
    with browser.page(size, javascript=False) as page:
        page.goto(f"{running_portico.address}/design/gallery")
        assert_accessible(page)
        assert_fits(page)
        picture(page, f"gallery-without-javascript-{size['width']}")


def test_gallery_in_the_contrast_theme_of_the_machine(browser: Chromium, running_portico: Running):
    with browser.page(DESKTOP, forced_colors="active") as page:
        page.goto(f"{running_portico.address}/design/gallery")
        assert_fits(page)
        picture(page, "gallery-forced-colours")
