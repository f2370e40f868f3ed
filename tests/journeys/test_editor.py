"""A service changed in the browser: without JavaScript, on a phone, and with its look in step."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from playwright.sync_api import Dialog, Page, expect

from tests.journeys.browser import DESKTOP, PHONE, Chromium, assert_accessible, assert_fits, picture
from tests.journeys.town import sign_in
from tests.running import Running

pytestmark = pytest.mark.journey
SERVICE = "pest-control"


def fine(page: Page, name: str) -> None:
    """The page can be used by everybody on this screen, and is kept as a picture."""
    assert_fits(page)
    assert_accessible(page)
    assert page.viewport_size is not None
    picture(page, f"editor-{name}-{page.viewport_size['width']}")


def open_change(page: Page, town: Running, service: str, who: str = "tamsin") -> None:
    """Sign in as a designer and open the change of a service."""
    sign_in(page, town, who)
    page.goto(f"{town.address}/desk/services/{service}")
    page.get_by_role("button", name="Change this service").click()
    page.get_by_role("heading", name="Change “", level=1).wait_for()


def press(page: Page, name: str) -> None:
    with page.expect_navigation():
        page.get_by_role("button", name=name, exact=True).click()


def follow(page: Page, name: str) -> None:
    with page.expect_navigation():
        page.get_by_role("link", name=name, exact=True).first.click()


@pytest.fixture(params=[DESKTOP, PHONE], ids=["desktop", "phone"])
def page(browser: Chromium, request: pytest.FixtureRequest) -> Iterator[Page]:
    with browser.page(request.param, javascript=False) as opened:
        yield opened


def test_a_page_with_options_a_condition_and_a_fee_without_javascript(page: Page, town: Running):
    wide = page.viewport_size == DESKTOP
    open_change(page, town, SERVICE if wide else "noise")
    fine(page, "change")
    follow(page, "The form")
    fine(page, "form")
    page.get_by_label("First question of the page").fill("Do you have a pet?")
    page.get_by_label("Kind of answer").select_option("One of several options")
    press(page, "Add a page")
    expect(page.get_by_role("heading", level=1)).to_have_text("Question “Do you have a pet?”")
    expect(page.get_by_text("fewer than two options")).to_be_visible()
    for option in ("A dog", "A cat"):
        page.get_by_label("Option", exact=True).fill(option)
        press(page, "Add an option")
    expect(page.get_by_text("fewer than two options")).to_have_count(0)
    fine(page, "question")
    page.get_by_label("Hint", exact=True).fill("So that we keep it safe.")
    press(page, "Save")
    expect(page.get_by_role("status")).to_contain_text("Saved")
    frame = page.frame_locator(".desk-look__frame")
    expect(frame.get_by_text("So that we keep it safe.")).to_be_visible()

    follow(page, "All of the service")
    follow(page, "The form")
    page.get_by_label("First question of the page").fill("What is its name?")
    page.get_by_label("Kind of answer").select_option("A line of text")
    press(page, "Add a page")
    expect(page.get_by_role("heading", level=1)).to_have_text("Question “What is its name?”")
    follow(page, "page “What is its name?”")
    fine(page, "page")
    press(page, "Set a condition for: Shown when")
    page.get_by_label("It depends on").select_option("Do you have a pet?")
    press(page, "Choose")
    fine(page, "condition")
    page.get_by_role("radio", name="is", exact=True).check()
    page.get_by_label("Option", exact=True).select_option("A dog")
    press(page, "Add it")
    expect(page.get_by_text("“Do you have a pet?” is “A dog”", exact=True)).to_be_visible()

    page.goto(page.url.split("/change/")[0] + "/change")
    if page.get_by_role("button", name="Add a fee").count():
        press(page, "Add a fee")
        page.get_by_label("Amount", exact=True).fill("12.50")
        page.get_by_label("How and when it is paid").fill("We ring you to take the payment.")
        press(page, "Save")
        expect(page.get_by_role("status")).to_contain_text("Saved")
        fine(page, "fee")
        page.goto(page.url.split("/change/")[0] + "/change")
    press(page, "Undo the last change")
    expect(page.get_by_role("status")).to_contain_text("Undone")


def test_the_look_follows_what_is_typed(browser: Chromium, town: Running):
    with browser.page(DESKTOP) as page:
        open_change(page, town, "garden-waste", "joseph")
        follow(page, "The form")
        page.locator(".desk-parts__title a").first.click()
        page.locator("#list-questions .desk-parts__title a").first.click()
        question = page.get_by_label("Question", exact=True)
        question.fill("Where exactly is it, please?")
        frame = page.frame_locator(".desk-look__frame")
        expect(frame.get_by_text("Where exactly is it, please?").first).to_be_visible()
        question.fill("")
        expect(page.get_by_role("heading", name="still to be done")).to_be_visible()
        question.fill("Where is it?")
        expect(page.get_by_role("heading", name="still to be done")).to_have_count(0)
        page.get_by_label("Desktop", exact=True).check()
        picture(page, "editor-look-desktop")
        asked: list[str] = []

        def leave(dialog: Dialog) -> None:
            asked.append(dialog.type)
            dialog.accept()

        page.once("dialog", leave)
        page.reload()
        assert asked == ["beforeunload"], "nothing typed is left behind without a word"
        expect(question).not_to_have_value("Where is it?")
