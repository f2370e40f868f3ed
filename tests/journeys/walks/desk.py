"""Walks of the desk: what staff see, each as much as their role shows them."""

from __future__ import annotations

import re
from typing import Final

from playwright.sync_api import Page

from tests.journeys.looking import Look
from tests.journeys.walks import forms
from tests.journeys.walks.steps import LONGEST, is_refused, press, submit
from tests.running import Running

ACCOUNT: Final = ("account", "account/recovery-codes", "account/recovery-codes/new", "sign-out")


def queue_and_search(page: Page, town: Running, look: Look, who: str) -> None:
    """The queue full and empty, and searching: before, found, not found."""
    page.goto(f"{town.address}/desk/")
    look(page, f"{who}: queue")
    page.goto(f"{town.address}/desk/?stage=decision&priority=urgent&who=mine&waiting=1")
    look(page, f"{who}: queue, nothing like this")
    page.goto(f"{town.address}/desk/?due=overdue")
    look(page, f"{who}: queue, overdue")
    page.goto(f"{town.address}/desk/search")
    look(page, f"{who}: search")
    for words in ("bin", "Prichard", "zzzzqqq", LONGEST[:200]):
        page.get_by_role("searchbox", name="Find a case").fill(words)
        press(page, "Search")
        look(page, f"{who}: search for {words[:12]}")


def for_a_customer(page: Page, town: Running, look: Look, who: str) -> None:
    """A service opened for a customer: the list, who it is, what is held of them; put aside and given up."""
    page.goto(f"{town.address}/desk/")
    page.get_by_role("row").get_by_role("link").first.click()
    mail = page.locator("a[href^='mailto:']")
    name = mail.first.inner_text() if mail.count() else "Prichard"
    page.goto(f"{town.address}/desk/assisted")
    look(page, f"{who}: services")
    for words in ("bin", "zzzzqqq"):
        page.get_by_role("searchbox", name="Find a service").fill(words)
        press(page, "Search")
        look(page, f"{who}: services for {words}")
    start = page.locator("main a[href*='/assisted/services/']").first.get_attribute("href")
    page.goto(f"{town.address}{start}")
    look(page, f"{who}: open a service")
    press(page, "Find the customer")
    look(page, f"{who}: open a service, error")
    page.get_by_label("On the phone").check()
    for words in (LONGEST[:200], "zzzzqqq", name):
        page.get_by_label("Who is it?").fill(words)
        press(page, "Find the customer")
        look(page, f"{who}: customers for {words[:12]}")
        if words != name:
            page.goto(f"{town.address}{start}")
    press(page, re.compile("It is them|Go on without"))
    look(page, f"{who}: first page for a customer")
    press(page, "Save and come back later")
    look(page, f"{who}: put aside for a customer")
    page.locator("main a[href*='/assisted/forms/']").first.click()
    with page.expect_navigation():
        page.get_by_role("link", name="Give it up").click()
    look(page, f"{who}: give up")
    press(page, "Delete it")
    look(page, f"{who}: given up")


def whole_form(page: Page, town: Running, look: Look, service: str, choices: forms.Choices) -> None:
    """A form on the desk to its end, and what to tell the customer then."""
    page.goto(f"{town.address}/desk/assisted/services/{service}")
    page.get_by_label("At the counter").check()
    press(page, "Go on without finding them")
    send = forms.to_the_check(page, look, f"desk, {service}", choices)
    with page.expect_navigation():
        send.click()
    look(page, f"desk, {service}, sent")
    tell = page.get_by_role("link", name="What to tell the customer")
    if tell.count():
        with page.expect_navigation():
            tell.click()
        look(page, f"desk, {service}, tell the customer")


def own_pages(page: Page, town: Running, look: Look, who: str) -> None:
    """Their account, what they may not see, and the list of keys, on and off."""
    for place in ACCOUNT:
        page.goto(f"{town.address}/desk/{place}")
        look(page, f"{who}: {place}")
    page.goto(f"{town.address}/desk/account/password")
    look(page, f"{who}: password")
    submit(page)
    look(page, f"{who}: password, errors")
    page.goto(f"{town.address}/desk/cases/BCDFGHJK")
    look(page, f"{who}: no such case")
    page.goto(f"{town.address}/desk/shortcuts")
    look(page, f"{who}: keys on")
    press(page, "Switch them off")
    look(page, f"{who}: keys off")
    press(page, "Switch them on")


def one_case(page: Page, town: Running, look: Look, who: str) -> None:
    """A case and the page of each thing this role can do with it: empty, in error, with too much."""
    page.goto(f"{town.address}/desk/")
    new = page.get_by_role("row").filter(has_text="Something new").get_by_role("link")
    if new.count():
        page.goto(f"{town.address}{new.first.get_attribute('href')}")
        look(page, f"{who}: case with something new")
        page.goto(f"{town.address}/desk/")
    with page.expect_navigation():
        page.get_by_role("row").get_by_role("link").first.click()
    look(page, f"{who}: case")
    doings = page.locator("a[data-key][href*='/cases/']")
    for href in [one.get_attribute("href") or "" for one in doings.all()]:
        deed(page, look, f"{town.address}{href}", f"{who}: {'/'.join(href.split('/')[4:])}")


def deed(page: Page, look: Look, address: str, name: str) -> None:
    """One thing to do with a case, never done: with nothing and with too much it is refused."""
    page.goto(address)
    look(page, name)
    boxes = page.get_by_role("main").get_by_role("textbox")
    if not boxes.count():
        return
    submit(page)
    if is_refused(page):
        look(page, f"{name}, error")
        boxes.last.fill(LONGEST)
        submit(page)
        look(page, f"{name}, too long")


def write_long_note(page: Page, look: Look, address: str) -> None:
    """A case with a note of the longest words."""
    page.goto(f"{address}/note")
    page.get_by_label("Note").fill(LONGEST[:2000])
    submit(page)
    look(page, "case, with a long note")


def ask(page: Page, address: str) -> None:
    """Ask the customer something long."""
    page.goto(f"{address}/question")
    page.get_by_label("Question").fill(LONGEST[:1500])
    submit(page)


def conflict(page: Page, look: Look, address: str) -> None:
    """Refuse with long reasons what somebody else took up meanwhile, and do it all the same."""
    page.goto(f"{address}/moves/refuse")
    page.get_by_label("Reasons").fill(LONGEST[:2000])
    with page.context.expect_page() as opened:
        page.evaluate("address => { window.open(address) }", address)
    other = opened.value
    press(other, "Look into it")
    other.close()
    submit(page)
    look(page, "case, conflict")
    press(page, "Change what I typed first")
    look(page, "case, conflict, typed again")
    submit(page)
    look(page, "case, closed")


def too_late(page: Page, look: Look, address: str) -> None:
    """Ask a customer whose case somebody else closed meanwhile: nothing is left to be done but a note."""
    page.goto(f"{address}/question")
    page.get_by_label("Question").fill(LONGEST[:500])
    with page.context.expect_page() as opened:
        page.evaluate("address => { window.open(address) }", f"{address}/moves/refuse")
    other = opened.value
    other.get_by_label("Reasons").fill("It was out too late.")
    submit(other)
    other.close()
    submit(page)
    look(page, "case, conflict, too late")
