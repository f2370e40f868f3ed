"""Moving in: one path through two services, by phone without JavaScript and at a desk; facts told once."""

from __future__ import annotations

import re
from datetime import timedelta
from typing import Final

import pytest
from django.utils import timezone
from playwright.sync_api import Page, ViewportSize, expect

from tests.journeys.browser import DESKTOP, PHONE, Chromium, assert_accessible, assert_fits, picture
from tests.journeys.town import POSTCODE
from tests.running import Running

pytestmark = pytest.mark.journey

NEW_HOME: Final = "2 Colonnade Row"
EMAIL: Final = "zoe@porticoshire.example"


@pytest.mark.parametrize(
    ("size", "javascript"),
    [(PHONE, False), (DESKTOP, True)],
    ids=["phone without JavaScript", "desktop with JavaScript"],
)
def test_moving_in(browser: Chromium, town: Running, size: ViewportSize, *, javascript: bool):
    with browser.page(size, javascript=javascript) as page:
        page.goto(town.address)
        fine(page, "home")
        with page.expect_navigation():
            page.get_by_role("link", name="Moving into a new home").click()
        fine(page, "start")
        page.get_by_role("button", name="Start now").click()
        refused_once(page)
        choose_what_to_do(page)
        first = fill_in_the_move(page)
        expect(page.get_by_role("main")).to_contain_text("1 of 2 on your list sent.")
        with page.expect_navigation():
            page.get_by_role("link", name="See your list").click()
        fine(page, "list half done")
        expect(page.get_by_role("main")).to_contain_text(first)
        second = ask_for_a_bin(page)
        expect(page.get_by_role("main")).to_contain_text("You have sent everything on your list.")
        assert first != second
        with page.expect_navigation():
            page.get_by_role("link", name="See your list").click()
        fine(page, "list done")
        expect(page.get_by_role("main")).to_contain_text(second)


def test_coming_back_to_the_list_by_its_link(browser: Chromium, town: Running):
    with browser.page(PHONE, javascript=False) as page:
        page.goto(f"{town.address}/life/moving-in/")
        page.get_by_role("button", name="Start now").click()
        refused_once(page)
        choose_what_to_do(page)
        with page.expect_navigation():
            page.get_by_role("link", name="Save and come back later").click()
        fine(page, "save")
        page.get_by_label("Email address").fill(EMAIL)
        with page.expect_navigation():
            page.get_by_role("button", name="Send the link").click()
        fine(page, "saved")
    link = link_sent(town)
    with browser.page(DESKTOP) as elsewhere:
        elsewhere.goto(link)
        fine(elsewhere, "come back")
        elsewhere.get_by_role("button", name="Carry on").click()
        heading(elsewhere, "Your list")
        elsewhere.goto(f"{town.address}/life/return?key=damaged")
        fine(elsewhere, "return gone")
        elsewhere.goto(f"{town.address}/apply/new-bin/")
        fine(elsewhere, "start of a service")
        elsewhere.goto(f"{town.address}/life/bereavement/")
        fine(elsewhere, "bereavement")


def link_sent(town: Running) -> str:
    """The link in the message about the list, once it has come; others may come before it."""
    count = 0
    while True:
        for mail in town.wait_for_mails(count + 1, 90)[count:]:
            count += 1
            if str(mail["Subject"]).startswith("Carry on with your list"):
                body = mail.get_body(("plain",))
                assert body is not None
                return str(re.findall(r"http://\S+/life/return\?key=\S+", body.get_content())[0])


def refused_once(page: Page) -> None:
    heading(page, "Where are you moving from?")
    page.get_by_role("button", name="Continue").click()
    expect(page.get_by_role("main")).to_contain_text("There is a problem")
    fine(page, "question refused")


def choose_what_to_do(page: Page) -> None:
    """The three questions, and the list that follows from them."""
    page.get_by_label("A home outside Porticoshire").check()
    go_on(page)
    page.get_by_label("I rent it").check()
    go_on(page)
    fine(page, "last question")
    page.get_by_label("There are no bins or some are missing").check()
    page.get_by_label("It has a garden").check()
    go_on(page)
    heading(page, "What you need to do")
    expect(page.get_by_label("Ask for a bin or box")).to_be_checked()
    expect(page.get_by_label("Join the garden waste collection")).not_to_be_checked()
    fine(page, "services")
    go_on(page)
    heading(page, "Your list")
    fine(page, "list")


def fill_in_the_move(page: Page) -> str:
    """The first form: what the life event asked is not asked again."""
    page.get_by_role("button", name="Next: Tell us that you are moving").click()
    heading(page, "Check what you told us")
    expect(page.get_by_role("main")).to_contain_text("Into Porticoshire from somewhere else")
    expect(page.get_by_role("main")).to_contain_text("I rent it")
    go_on(page)
    fill_in_day(page)
    for home in ("1 Colonnade Row", NEW_HOME):
        page.get_by_label("Postcode").fill(POSTCODE)
        go_on(page)
        page.get_by_label(f"{home}, Porticoton, {POSTCODE}").check()
        go_on(page)
    page.get_by_label("Who is your landlord").fill("Mrs Ní Bhriain, 3 Colonnade Row")
    go_on(page)
    page.get_by_label("Just me").or_(page.get_by_role("radio")).first.check()
    go_on(page)
    page.get_by_role("checkbox").first.check()
    go_on(page)
    page.get_by_role("checkbox").first.check()
    go_on(page)
    page.get_by_label("What is your name?").fill("Zoë Ångström")
    go_on(page)
    page.get_by_label("Email address").fill(EMAIL)
    page.get_by_label("Phone number").fill("01632 960 001")
    go_on(page)
    return send(page, "first sent")


def ask_for_a_bin(page: Page) -> str:
    """The second form: address, day, name and how to be reached are checked and not asked."""
    page.get_by_role("button", name="Next: Ask for a bin or box").click()
    heading(page, "Check what you told us")
    fine(page, "check what you told us")
    for known in (NEW_HOME, "Zoë Ångström", EMAIL):
        expect(page.get_by_role("main")).to_contain_text(known)
    go_on(page)
    asked = []
    while page.get_by_role("button", name="Send", exact=True).count() == 0:
        asked.append(page.get_by_role("heading", level=1).inner_text())
        if asked[-1] == "Do you share your bins with other homes?":
            page.get_by_label("No", exact=True).check()
        elif asked[-1] == "Why do you need it?":
            page.get_by_role("radio").nth(1).check()
        elif asked[-1] == "Do you need a whole set?":
            page.get_by_label("Yes", exact=True).check()
        elif page.get_by_role("radio").count():
            page.get_by_role("radio").first.check()
        fine(page, f"asked {len(asked)}")
        go_on(page)
        assert len(asked) < 12, asked
    for fact in ("address", "name", "reach"):
        assert not any(fact in question for question in asked), asked
    return send(page, "second sent")


def fill_in_day(page: Page) -> None:
    day = timezone.localdate() + timedelta(days=3)
    page.get_by_label("Day", exact=True).fill(str(day.day))
    page.get_by_label("Month", exact=True).fill(str(day.month))
    page.get_by_label("Year", exact=True).fill(str(day.year))
    go_on(page)


def send(page: Page, name: str) -> str:
    """Send the form and return its reference."""
    expect(page.get_by_role("heading", level=1)).to_contain_text("Check your answers")
    page.get_by_role("button", name="Send", exact=True).click()
    heading(page, "We have received it")
    fine(page, name)
    found = re.search(r"[0-9A-Z]{4}-[0-9A-Z]{4}", page.locator("main").inner_text())
    assert found
    return found.group()


def heading(page: Page, words: str) -> None:
    expect(page.get_by_role("heading", level=1)).to_contain_text(words)


def go_on(page: Page) -> None:
    with page.expect_navigation():
        page.get_by_role("button", name="Continue", exact=True).click()


def fine(page: Page, name: str) -> None:
    """Accessible, not too wide, and kept as a picture."""
    assert_accessible(page)
    assert_fits(page)
    picture(page, f"life event {name} {(page.viewport_size or DESKTOP)['width']}")
