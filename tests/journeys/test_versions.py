"""What was begun under one version of a service ends under it, also when another was published meanwhile."""

from __future__ import annotations

import re
from typing import Final

import pytest
from playwright.sync_api import Page, expect

from tests.journeys.browser import DESKTOP, PHONE, Chromium, assert_accessible, assert_fits, picture
from tests.journeys.looking import not_at_all
from tests.journeys.test_services import ask, follow, press, two_designers
from tests.journeys.town import sign_in
from tests.journeys.walks import forms
from tests.running import Running

pytestmark = pytest.mark.journey
SERVICE: Final = "new-bin"
"""Changed by no other journey."""
GONE: Final = {"Why do you need it?": "It has gone missing", "Which one is it about?": "Box for glass"}
OLD_MOVE: Final = "Approve: nothing to pay"
NEW_MOVE: Final = "Approve it and book a van"
NEW_QUESTION: Final = "Which colour should it be?"


def test_each_case_and_form_keeps_the_version_it_began_with(browser: Chromium, town: Running):
    quiet = not_at_all()
    with (
        browser.page(PHONE, javascript=False) as early,
        browser.page(PHONE, javascript=False) as half_way,
        browser.page(PHONE, javascript=False) as late,
        two_designers(browser, town, DESKTOP) as (tamsin, joseph),
        browser.page(DESKTOP) as owen,
    ):
        others = on_versions(tamsin, town)[1]
        first = forms.form(early, town, quiet, SERVICE, GONE)
        start(half_way, town)
        answer_page(half_way)

        change_and_publish(tamsin, joseph, town)
        assert on_versions(tamsin, town) == {1: more(1, 1, others), 2: (0, 0)}

        second = the_rest(half_way, asks_new=False)
        start(late, town)
        third = the_rest(late, asks_new=True)
        assert on_versions(tamsin, town) == {1: more(2, 0, others), 2: (1, 0)}
        assert_fits(tamsin)
        assert_accessible(tamsin)
        picture(tamsin, "versions-of-a-service")
        follow(tamsin, "Read version 1")
        tamsin.get_by_text("Open cases on this version").click()
        for reference in (first, second):
            expect(tamsin.get_by_role("row").filter(has_text=reference)).to_be_visible()
        expect(tamsin.get_by_text(third)).to_have_count(0)
        assert_accessible(tamsin)
        picture(tamsin, "cases-on-a-version")

        sign_in(owen, town, "owen")
        for reference, move, other in (
            (first, OLD_MOVE, NEW_MOVE),
            (second, OLD_MOVE, NEW_MOVE),
            (third, NEW_MOVE, OLD_MOVE),
        ):
            finish(owen, town, reference, move, instead_of=other)
        assert on_versions(tamsin, town) == {1: more(0, 0, others), 2: (0, 0)}


def start(page: Page, town: Running) -> None:
    page.goto(f"{town.address}/apply/{SERVICE}/")
    press(page, "Start now")


def answer_page(page: Page) -> None:
    forms.one_page(page, not_at_all(), "", {**forms.ANSWERS, **GONE})


def the_rest(page: Page, *, asks_new: bool) -> str:
    """From the page of a form that is open to its end. Gives the reference."""
    asked = []
    send = page.get_by_role("button", name="Send", exact=False)
    while not send.count():
        asked.append(page.get_by_role("main").inner_text())
        answer_page(page)
        assert len(asked) < forms.MOST_PAGES
    assert any(NEW_QUESTION in text for text in asked) == asks_new
    with page.expect_navigation():
        send.click()
    found = re.search(r"[0-9A-Z]{4}-[0-9A-Z]{4}", page.get_by_role("main").inner_text())
    assert found
    return found.group()


def change_and_publish(tamsin: Page, joseph: Page, town: Running) -> None:
    """A question more and another name for a move: asked about, approved, in force."""
    address = f"{town.address}/desk/services/{SERVICE}"
    tamsin.goto(address)
    press(tamsin, "Change this service")
    follow(tamsin, "The form")
    tamsin.get_by_label("First question of the page").fill(NEW_QUESTION)
    tamsin.get_by_label("Kind of answer").select_option("A line of text")
    press(tamsin, "Add a page")
    follow(tamsin, "All of the service")
    follow(tamsin, "How it is worked")
    follow(tamsin, OLD_MOVE)
    tamsin.get_by_label("Label of the button", exact=True).fill(NEW_MOVE)
    press(tamsin, "Save")
    follow(tamsin, "All of the service")
    follow(tamsin, "Review and publish")
    ask(tamsin, "Some boxes come in two colours, and vans have to be booked")
    joseph.goto(f"{address}/review")
    press(joseph, "Approve it")
    tamsin.goto(f"{town.address}/desk/services/")
    tamsin.get_by_role("table", name="Yours to publish").get_by_role("link").first.click()
    follow(tamsin, "Review and publish")
    press(tamsin, "Publish it now")
    expect(tamsin.get_by_role("status")).to_contain_text("It is in force")


def on_versions(page: Page, town: Running) -> dict[int, tuple[int, int]]:
    """By version, how many open cases and unfinished forms the page of the service says are on it."""
    page.goto(f"{town.address}/desk/services/{SERVICE}")
    head, *rows = page.get_by_role("row").all()
    titles = [cell.inner_text() for cell in head.get_by_role("columnheader").all()]
    columns = {title: place for place, title in enumerate(titles[1:])}
    found = {}
    for row in rows:
        number = re.match(r"Version ([0-9]+)", row.get_by_role("rowheader").inner_text())
        assert number
        cells = [cell.inner_text() for cell in row.get_by_role("cell").all()]
        found[int(number.group(1))] = (
            int(cells[columns["Open cases"]]),
            int(cells[columns["Unfinished forms"]]),
        )
    return found


def more(cases: int, drafts: int, others: tuple[int, int]) -> tuple[int, int]:
    """So many more than there are of other tests."""
    return others[0] + cases, others[1] + drafts


def finish(page: Page, town: Running, reference: str, move: str, *, instead_of: str) -> None:
    """A case officer takes a case to its end by the moves of its own version."""
    page.goto(f"{town.address}/desk/cases/{reference.replace('-', '')}")
    expect(page.get_by_text(move).first).to_be_visible()
    expect(page.get_by_text(instead_of)).to_have_count(0)
    for name in (move, "Give it to a crew (write the day as the reason)", "Brought, swapped or mended"):
        do(page, name)
    expect(page.get_by_text("Brought, swapped or mended").first).to_be_visible()


def do(page: Page, name: str) -> None:
    """Make a move; where it has a page of its own, fill that in and press again."""
    with page.expect_navigation():
        page.get_by_role("button", name=name).or_(page.get_by_role("link", name=name)).first.click()
    if page.get_by_role("heading", name="What next?").count() == 0:
        page.get_by_role("textbox").first.fill("On Monday, by 6pm")
        press(page, name)
    expect(page.get_by_role("heading", name="What next?")).to_be_visible()
