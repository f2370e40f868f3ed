"""Walks of signing in: the first time, every time, and everything that can go wrong."""

from __future__ import annotations

from typing import Final

from playwright.sync_api import Page

from portico.demo.cast import PASSWORD, STAFF, Member
from tests.journeys.looking import Look
from tests.journeys.walks.steps import LONGEST, press, submit
from tests.running import Running
from tests.sign_in import code_now

NEW_PASSWORD: Final = "another quiet harbour"
MOST_TRIES: Final = 12


def signing_in(page: Page, town: Running, look: Look) -> None:
    """The two steps of somebody who has an account, each empty and wrong, and a forgotten password."""
    page.goto(f"{town.address}/desk/")
    look(page, "sign in")
    press(page, "Sign in")
    look(page, "sign in, errors")
    give_password(page, f"{LONGEST[:30].strip()}@porticoshire.example", "guess")
    look(page, "sign in, wrong")
    with page.expect_navigation():
        page.get_by_role("link", name="I have forgotten my password").click()
    look(page, "sign in, forgotten")
    submit(page)
    look(page, "sign in, forgotten, error")
    page.get_by_label("Email address").fill("nobody@porticoshire.example")
    submit(page)
    look(page, "sign in, forgotten, sent")
    for place in ("closed", "cancelled", "forgotten/done", "forgotten/abc/no-such-key"):
        page.goto(f"{town.address}/desk/sign-in/{place}")
        look(page, f"sign in, {place}")
    page.goto(f"{town.address}/desk/")
    give_password(page, STAFF[0].email, PASSWORD)
    look(page, "sign in, code")
    press(page, "Continue")
    look(page, "sign in, code, error")
    press(page, "Sign in as somebody else")


def first_time(page: Page, town: Running, look: Look) -> None:
    """Somebody new: a password, an authenticator app, recovery codes, and a desk with nothing on it yet."""
    email = "nia@porticoshire.example"
    link = town.portico("staff", "add", email, "Nia Hughes", "--role", "case_officer:council-tax").stdout
    page.goto(link.split()[-1])
    look(page, "first time, password")
    submit(page)
    look(page, "first time, password, errors")
    for label in ("New password", "New password again"):
        page.get_by_label(label, exact=True).fill(NEW_PASSWORD)
    submit(page)
    look(page, "first time, password set")
    page.get_by_role("link", name="Sign in with it").click()
    give_password(page, email, NEW_PASSWORD)
    look(page, "first time, authenticator app")
    secret = page.locator("#secret").inner_text().replace(" ", "")
    press(page, "Continue")
    look(page, "first time, authenticator app, error")
    page.get_by_label("Code", exact=True).fill(code_now(secret))
    press(page, "Continue")
    look(page, "first time, recovery codes")


def locked_out(page: Page, town: Running, look: Look) -> None:
    """Too many tries with a wrong password."""
    page.goto(f"{town.address}/desk/")
    for _ in range(MOST_TRIES):
        give_password(page, "femi@porticoshire.example", "guess")
        if page.get_by_role("heading", name="There were too many tries").count():
            break
    look(page, "sign in, too many tries")


def sent_while_signed_out(page: Page, look: Look, address: str, member: Member) -> None:
    """A note sent after the session ended: what was typed comes along, and is shown before it is sent."""
    page.goto(f"{address}/note")
    page.get_by_label("Note").fill(LONGEST[:1500])
    page.context.clear_cookies(name="portico_desk")
    submit(page)
    look(page, "sign in, kept what was typed")
    give_password(page, member.email, PASSWORD)
    page.get_by_label("Code", exact=True).fill(code_now(member.secret))
    press(page, "Continue")
    look(page, "signed in, send what was typed")


def give_password(page: Page, email: str, password: str) -> None:
    """The first step of signing in."""
    page.get_by_label("Email address").fill(email)
    page.get_by_label("Password", exact=True).fill(password)
    press(page, "Sign in")
