"""An officer joins, signs in with a password and a code, and moves a case from stage to stage."""

from __future__ import annotations

import uuid

import pytest
from playwright.sync_api import Page, ViewportSize

from tests.journeys.browser import DESKTOP, PHONE, Chromium, assert_accessible, assert_fits
from tests.running import Running
from tests.sign_in import code_now

pytestmark = pytest.mark.journey

PASSWORD = "another quiet harbour"
SCENE = "from tests.journeys.desk_scene import set_scene; print(set_scene())"


def fine(page: Page) -> None:
    """The page can be used by everybody, on this screen."""
    assert_accessible(page)
    assert_fits(page)


def join(page: Page, running: Running, role: str = "case_officer:waste") -> str:
    """Give somebody a role, and let them set password and authenticator app by themselves."""
    email = f"nia.{uuid.uuid4().hex[:8]}@porticoshire.example"
    said = running.portico("staff", "add", email, "Nia Hughes", "--role", role).stdout
    page.goto(said.split()[-1])
    fine(page)
    page.get_by_label("New password", exact=True).fill(PASSWORD)
    page.get_by_label("New password again").fill(PASSWORD)
    page.get_by_role("button", name="Set the password").click()
    page.get_by_role("link", name="Sign in with it").click()
    give_password(page, email)
    fine(page)
    secret = page.locator("#secret").inner_text().replace(" ", "")
    page.get_by_label("Code", exact=True).fill(code_now(secret))
    page.get_by_role("button", name="Continue").click()
    page.get_by_role("heading", name="Recovery codes").wait_for()
    fine(page)
    return email


def give_password(page: Page, email: str, password: str = PASSWORD) -> None:
    page.get_by_label("Email address").fill(email)
    page.get_by_label("Password", exact=True).fill(password)
    with page.expect_navigation():
        page.get_by_role("button", name="Sign in").click()


@pytest.mark.parametrize("javascript", [True, False], ids=["js", "nojs"])
@pytest.mark.parametrize("size", [DESKTOP, PHONE], ids=["desktop", "phone"])
def test_an_officer_works_a_case(
    browser: Chromium, running_portico: Running, size: ViewportSize, javascript: bool
):
    reference = running_portico.portico("django", "shell", "-v", "0", "-c", SCENE).stdout.split()[-1]
    with browser.page(size, javascript=javascript) as page:
        page.goto(f"{running_portico.address}/desk/")
        fine(page)
        give_password(page, "nobody@porticoshire.example", "guess")
        assert "is not right" in page.locator("main").inner_text()
        fine(page)
        join(page, running_portico)

        page.goto(f"{running_portico.address}/desk/")
        fine(page)
        page.get_by_role("link", name="Search").first.click()
        page.get_by_role("searchbox", name="Find a case").fill("Lovelace church")
        with page.expect_navigation():
            page.get_by_role("button", name="Search").click()
        fine(page)
        page.goto(f"{running_portico.address}/desk/search?reference={reference}")
        fine(page)

        if javascript:
            page.keyboard.press("m")
        else:
            page.get_by_role("button", name="Take it yourself").click()
        page.get_by_text("The case has a new holder").wait_for()
        page.get_by_role("button", name="Take up").click()
        page.get_by_text("The case has moved on").wait_for()
        fine(page)

        with page.expect_navigation():
            page.get_by_role("button", name="Send the crew").or_(
                page.get_by_role("link", name="Send the crew")
            ).click()
        fine(page)
        page.get_by_label("Priya Nair").check()
        page.get_by_role("button", name="Send the crew").click()
        page.get_by_text("The case has moved on").wait_for()

        page.goto(f"{page.url.split('?')[0]}/moves/finish")
        with page.expect_navigation():
            page.get_by_role("button", name="Finish").click()
        assert "Write the note" in page.locator("main").inner_text()
        fine(page)
        page.get_by_label("Note", exact=True).fill("New lamp fitted")
        page.get_by_role("button", name="Finish").click()
        page.get_by_text("Mended").first.wait_for()
        assert "Finish → Completion" in page.locator(".desk-line").inner_text()
        fine(page)


def test_two_officers_at_once(browser: Chromium, running_portico: Running):
    reference = running_portico.portico("django", "shell", "-v", "0", "-c", SCENE).stdout.split()[-1]
    with browser.page() as mine, browser.page() as theirs:
        for page in (mine, theirs):
            page.goto(f"{running_portico.address}/desk/")
            join(page, running_portico)
        mine.goto(f"{running_portico.address}/desk/cases/{reference}/moves/refuse")
        theirs.goto(f"{running_portico.address}/desk/cases/{reference}")
        theirs.get_by_role("button", name="Take up").click()
        mine.get_by_label("Reasons").fill("It is a private road.")
        mine.get_by_role("button", name="Refuse").click()
        mine.get_by_role("heading", name="Somebody was faster").wait_for()
        assert "Take up → Review" in mine.locator("main").inner_text()
        assert "It is a private road." in mine.locator("main").inner_text()
        fine(mine)
        mine.get_by_role("button", name="Refuse all the same").click()
        mine.get_by_text("Not mended").first.wait_for()


def test_keys_can_be_switched_off(browser: Chromium, running_portico: Running):
    reference = running_portico.portico("django", "shell", "-v", "0", "-c", SCENE).stdout.split()[-1]
    with browser.page() as page:
        page.goto(f"{running_portico.address}/desk/")
        join(page, running_portico)
        page.goto(f"{running_portico.address}/desk/cases/{reference}")
        page.keyboard.press("n")
        page.get_by_role("heading", name="Write a note").wait_for()
        page.get_by_label("Note").fill("")
        page.keyboard.type("qsn")  # typing into a field presses nothing
        assert page.get_by_label("Note").input_value() == "qsn"
        page.goto(f"{running_portico.address}/desk/shortcuts")
        fine(page)
        page.get_by_role("button", name="Switch them off").click()
        page.goto(f"{running_portico.address}/desk/cases/{reference}")
        page.keyboard.press("n")
        page.wait_for_timeout(300)
        assert page.url.endswith(reference)
