"""Requests taken for customers: by keyboard alone, by another channel, and with details that we hold."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import UTC, datetime, timedelta
from typing import Final

import pytest
from playwright.sync_api import Page, ViewportSize, expect

from tests.journeys.browser import DESKTOP, PHONE, Chromium, assert_accessible, assert_fits, picture
from tests.journeys.looking import not_at_all
from tests.journeys.test_keyboard import FOCUSED, choose, enter, tab_to
from tests.journeys.town import POSTCODE, sign_in
from tests.journeys.walks import forms
from tests.journeys.walks.steps import go_on, press
from tests.running import Running

pytestmark = pytest.mark.journey

MOST_PAGES: Final = 20
SERVICE: Final = "Ask for help with a short stay"
ADDED: Final[forms.Choices] = {
    "Do you need to add one?": "Yes",
    "Do you need to add another": "No",
}


def fine(page: Page, name: str) -> None:
    """The page can be used by everybody on this screen, and is kept as a picture."""
    assert_fits(page)
    assert_accessible(page)
    assert page.viewport_size is not None
    picture(page, f"assisted-{name}-{page.viewport_size['width']}")


def has_focus(page: Page, name: str) -> None:
    """Something of that name has the focus as soon as the page is there."""
    page.wait_for_function("() => document.activeElement !== document.body")
    assert page.evaluate(FOCUSED)["name"].startswith(name), page.evaluate(FOCUSED)


def type_each(page: Page, *words: str) -> None:
    """Type words, with Tab between them, and Enter at the end."""
    for number, one in enumerate(words):
        if number:
            page.keyboard.press("Tab")
        page.keyboard.type(one)
    enter(page)


def day(days: int) -> tuple[str, str, str]:
    then = datetime.now(UTC).date() + timedelta(days=days)
    return str(then.day), str(then.month), str(then.year)


def test_every_kind_of_question_by_keyboard_alone(browser: Chromium, town: Running):
    with browser.page(DESKTOP) as page:
        sign_in(page, town, "amina")
        page.get_by_role("heading", name="Queue").wait_for()
        with page.expect_navigation():
            page.keyboard.press("o")
        has_focus(page, "Find a service")
        type_each(page, "short stay")
        has_focus(page, SERVICE)
        enter(page)

        has_focus(page, "On the phone")
        page.keyboard.press("Space")
        tab_to(page, "Go on without finding them")
        enter(page)

        has_focus(page, "Day")
        type_each(page, *day(2), *day(5))
        has_focus(page, "How much do you have in savings?")
        type_each(page, "£1,250.50")
        has_focus(page, "Yes")
        page.keyboard.press("Space")
        enter(page)
        has_focus(page, "Full name")
        for words in ("Grace Hopper", "9", "December", "1986", "12.50"):
            page.keyboard.type(words)
            page.keyboard.press("Tab")
        assert page.evaluate(FOCUSED)["name"] == "With me"
        page.keyboard.press("Space")
        enter(page)
        has_focus(page, "Yes")
        choose(page, "No")
        has_focus(page, "What is on your number plate?")
        type_each(page, "ab12 cde", "", POSTCODE)
        has_focus(page, "What is your National Insurance number?")
        type_each(page, "ab 12 34 56 c")
        has_focus(page, "Name on the account")
        type_each(page, "Ada Keys", "12-34-56", "123456")
        has_focus(page, "What is your name?")
        type_each(page, "Ada Keys")
        has_focus(page, "Email address")
        type_each(page, "ada.keys@porticoshire.example")

        expect(page.get_by_role("heading", level=1)).to_contain_text("Check your answers")
        expect(page.get_by_role("main")).to_contain_text("You have to pay £20")
        fine(page, "check")
        with page.expect_navigation():
            page.keyboard.press("1")
        expect(page.get_by_text("Tell the customer the reference")).to_be_visible()
        expect(page.get_by_role("main")).to_contain_text("phone")
        fine(page, "case")
        with page.expect_navigation():
            page.keyboard.press("t")
        expect(page.get_by_role("heading", level=1)).to_have_text("It is sent: tell the customer")
        expect(page.get_by_role("main")).to_contain_text("What you have to pay")
        fine(page, "tell")
        mail = next(mail for mail in town.wait_for_mails(1) if "ada.keys@" in str(mail["To"]))
        body = mail.get_body(("plain",))
        assert body is not None and "It costs £20." in body.get_content()


def answer_all(page: Page, choices: Mapping[str, str] | None = None) -> None:
    """Go through the form as far as the check, whatever it asks."""
    look = not_at_all()
    for _ in range(MOST_PAGES):
        if page.get_by_role("button", name=re.compile("^(Send|Add me)")).count():
            return
        forms.answer(page, look, "", {**forms.ANSWERS, **ADDED, **(choices or {})})
        go_on(page)
    raise AssertionError(page.get_by_role("main").inner_text())


def test_a_case_by_phone_costs_more_and_is_due_sooner_than_one_by_web(browser: Chromium, town: Running):
    with browser.page(DESKTOP) as page:
        by_web = forms.form(page, town, not_at_all(), "every-kind", ADDED)
        sign_in(page, town, "grace")
        page.goto(f"{town.address}/desk/assisted/services/every-kind")
        main = page.get_by_role("main")
        expect(main).to_contain_text("£20 for each person; online £12.50")
        expect(main).to_contain_text("5 working days")
        fine(page, "start")
        page.get_by_label("On the phone").check()
        press(page, "Go on without finding them")
        answer_all(page)
        with page.expect_navigation():
            page.get_by_role("button", name="Send").click()
        facts = page.locator(".desk-box--do .portico-facts")
        expect(facts).to_contain_text("£20")
        expect(facts).to_contain_text("phone")
        due_by_phone = facts.locator("div", has_text="Due").locator("time").get_attribute("datetime")
        page.goto(f"{town.address}/desk/cases/{by_web.replace('-', '')}")
        expect(facts).to_contain_text("£12.50")
        due_by_web = facts.locator("div", has_text="Due").locator("time").get_attribute("datetime")
        assert due_by_phone and due_by_web and due_by_phone < due_by_web


@pytest.mark.parametrize(
    ("size", "javascript"), [(DESKTOP, True), (PHONE, False)], ids=["desktop", "phone without JavaScript"]
)
def test_details_that_we_hold_are_checked_and_corrected(
    browser: Chromium, town: Running, size: ViewportSize, javascript: bool
):
    name, who = ("Zelda Quill", "priya") if javascript else ("Zelda Underhill", "femi")
    given = {
        "What is your name?": name,
        "Email address": f"{name.replace(' ', '.').lower()}@porticoshire.example",
        "Phone number": "07700 900201" if javascript else "07700 900202",
    }
    with browser.page(size, javascript=javascript) as page:
        sign_in(page, town, who)
        open_for(page, town, "counter")
        press(page, "Go on without finding them")
        answer_all(page, given)
        with page.expect_navigation():
            page.get_by_role("button", name="Send").click()

        open_for(page, town, "phone")
        page.get_by_label("Who is it?").fill(f"{name.split()[1]} {POSTCODE}")
        press(page, "Find the customer")
        expect(page.get_by_role("main")).to_contain_text(name)
        fine(page, "found")
        press(page, re.compile(f"It is them.*{name}"))
        expect(page.get_by_role("heading", level=1)).to_have_text("Check what we hold")
        fine(page, "held")
        page.get_by_label("No longer right: Email address").check()
        go_on(page)
        for _ in range(MOST_PAGES):
            if page.url.endswith("/reaching-you"):
                break
            assert not page.url.endswith("/address"), "what is still right is not asked again"
            forms.answer(page, not_at_all(), "", forms.ANSWERS)
            go_on(page)
        expect(page.get_by_text("This is what we hold")).to_be_visible()
        fine(page, "corrected")
        page.get_by_label("Email address").fill("zelda@porticoshire.example")
        go_on(page)
        with page.expect_navigation():
            page.get_by_role("button", name="Send").click()
        expect(page.get_by_role("main")).to_contain_text("zelda@porticoshire.example")
        expect(page.get_by_text(f"Linked to the customer {name}")).to_be_visible()


def open_for(page: Page, town: Running, channel: str) -> None:
    """Open the form of a missed bin for a customer."""
    page.goto(f"{town.address}/desk/assisted")
    page.get_by_role("searchbox", name="Find a service").fill("bin not emptied")
    press(page, "Search")
    fine(page, "services")
    page.get_by_role("main").get_by_role("link", name="Report a missed bin").click()
    page.locator(f"input[name=channel][value={channel}]").check()
