"""The walk along a life event, from its start to its list, with everything that can be refused on the way."""

from __future__ import annotations

from playwright.sync_api import Page

from tests.journeys.looking import Look
from tests.journeys.walks.steps import go_on, press
from tests.running import Running


def moving_in(page: Page, town: Running, look: Look) -> None:
    """The pages of one life event but for the forms on it, which look like all forms."""
    page.goto(f"{town.address}/life/moving-in/")
    look(page, "life event, start")
    press(page, "Start now")
    look(page, "life event, question")
    go_on(page)
    look(page, "life event, question, error")
    page.get_by_role("radio").first.check()
    go_on(page)
    page.get_by_role("radio").first.check()
    go_on(page)
    look(page, "life event, choices")
    for box in page.get_by_role("checkbox").all():
        box.check()
    go_on(page)
    look(page, "life event, services")
    for box in page.get_by_role("checkbox").all():
        box.uncheck()
    go_on(page)
    look(page, "life event, services, error")
    for box in page.get_by_role("checkbox").all()[:4]:
        box.check()
    go_on(page)
    look(page, "life event, list")
    press(page, "Next: ")
    look(page, "life event, what was told")
    page.goto(f"{town.address}/apply/change-of-address/")
    look(page, "life event, start of a form on it")
    page.goto(f"{town.address}/life/moving-in/list")
    look(page, "life event, list with a form begun")
    page.goto(f"{town.address}/life/moving-in/")
    look(page, "life event, start again")
    leaving_and_coming_back(page, town, look)


def leaving_and_coming_back(page: Page, town: Running, look: Look) -> None:
    """Asking for the link, and what it says when it does not work."""
    page.goto(f"{town.address}/life/moving-in/save")
    look(page, "life event, save")
    press(page, "Send the link")
    look(page, "life event, save, error")
    page.get_by_label("Email address").fill("zoe@porticoshire.example")
    press(page, "Send the link")
    look(page, "life event, saved")
    page.goto(f"{town.address}/life/return?key=damaged")
    look(page, "life event, link gone")
