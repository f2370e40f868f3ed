"""Every page in every contrast and text size, on a phone and on a desk: accessible, and never too wide.

Walks (`tests/journeys/walks/`) visit pages as people do, and show each to a `Look`: empty, full, in error,
with the longest text, for each role. The long walks look in every way; the short one at the main pages, as
most people see them.
"""

from __future__ import annotations

from typing import Final

import pytest

from portico.channels.web.contact_pages import contact_pages, is_bilingual
from portico.channels.web.journey import SIMILAR
from portico.demo.cast import STAFF, TEAMS
from portico.demo.council import SERVICES
from portico.records.catalogue.reading.folder import files_in, read_files
from portico.records.catalogue.reading.read import Known
from tests.journeys.browser import Chromium
from tests.journeys.looking import as_most_see_it, in_every_way, looking, not_at_all
from tests.journeys.town import EVERY_KIND, sign_in
from tests.journeys.walks import desk, forms, life, portal, signing_in
from tests.journeys.walks.steps import go_on, press
from tests.running import Running

ROLES: Final = {
    "amina": "agent",
    "owen": "case officer",
    "deepak": "team leader",
    "grace": "manager",
}
OTHER_CASES: Final = ("rhys", "magdalena", "tomos")
"""People whose cases come from other services than those of the others."""
WAYS_THROUGH: Final[dict[str, tuple[forms.Choices, ...]]] = {
    "missed-bin": ({},),
    "change-of-address": ({},),
    "council-tax-single-person-discount": ({}, {"What changed on that day": "Another adult moved out"}),
    "contact-us": (
        {},
        {"What is it about?": "Bins and recycling"},
        {"What is it about?": "Streets, roads and public places"},
        {"What is it about?": "A home of the council, or help to find a home"},
        {"What is it about?": "Parking"},
    ),
    "every-kind": (
        {"Do you need to add one?": "Yes", "Do you need to add another": "No"},
        {forms.LAST_DAY: "60"},
    ),
    "street-problem": (
        {"What is the problem": "Pothole or damaged road surface"},
        {
            "What is the problem": "Pothole or damaged road surface",
            "Do you want": "No, I want to stay anonymous",
        },
        {"What is the problem": "Something else"},
        {"What is the problem": "Street light"},
        {"What is the problem": "Dumped rubbish (flytipping)", "Did you see who": "Yes"},
        {"What is the problem": "Dead animal"},
        {"What is the problem": "Graffiti or flyposting", "racist": "Yes"},
    ),
}
"""Enough ways through each form to come by every page of it."""


@pytest.mark.journey
def test_the_main_pages_on_a_phone(browser: Chromium, town: Running):
    with looking(browser, as_most_see_it()) as (page, look):
        portal.main_pages(page, town, look)
        page.goto(f"{town.address}/apply/missed-bin/")
        look(page, "missed-bin, start")
        press(page, "Delete them and start again")
        go_on(page)
        look(page, "missed-bin, error")
        sign_in(page, town, "amina")
        look(page, "queue")
        with page.expect_navigation():
            page.get_by_role("row").get_by_role("link").first.click()
        look(page, "case")
        desk.for_a_customer(page, town, look, "agent")


@pytest.mark.long
def test_every_public_page(browser: Chromium, town: Running):
    with looking(browser, in_every_way()) as (page, look):
        portal.main_pages(page, town, look)
        portal.other_public_pages(page, town, look)


@pytest.mark.long
def test_every_page_of_a_life_event(browser: Chromium, town: Running):
    with looking(browser, in_every_way()) as (page, look):
        life.moving_in(page, town, look)


@pytest.mark.long
@pytest.mark.parametrize("service", WAYS_THROUGH)
def test_every_page_of_a_form(browser: Chromium, town: Running, service: str):
    with looking(browser, in_every_way()) as (page, look):
        for choices in WAYS_THROUGH[service]:
            forms.form(page, town, look, service, choices)
        if service == "missed-bin":
            forms.address_by_hand(page, town, look)
        for asked in pages_of(service):
            assert look.knows(f"{service}, {asked}"), f"no way leads by {asked}: {sorted(look.seen)}"


def pages_of(service: str) -> list[str]:
    """The ids of all pages that a form can have, as its definition names them."""
    read = read_files(files_in([SERVICES, EVERY_KIND]), Known(teams=frozenset(TEAMS)))
    definition = next(one for one in read.definitions.values() if one.id == service)
    form = definition.form
    asked = (*form.pages, *contact_pages(form.contact, is_bilingual(definition)))
    return [page.id for page in asked] + ([SIMILAR] if service == "street-problem" else [])


@pytest.mark.long
@pytest.mark.parametrize(
    ("service", "choices"),
    [
        ("missed-bin", {"Was the bin out": "No"}),
        ("contact-us", {"What is it about?": "Moving home"}),
        ("street-problem", {"What is the problem": "Abandoned vehicle"}),
        ("council-tax-single-person-discount", {"Is your name on": "No"}),
        ("every-kind", {"How much do you have in savings?": "20000"}),
    ],
)
def test_every_end_of_a_form(browser: Chromium, town: Running, service: str, choices: forms.Choices):
    with looking(browser, in_every_way()) as (page, look):
        forms.stopped(page, town, look, service, choices)


@pytest.mark.long
def test_every_page_about_one_request(browser: Chromium, town: Running):
    """Requests full of the longest texts, as residents and the desk see them from beginning to end."""
    quiet = not_at_all()
    with looking(browser, in_every_way()) as (page, look), browser.page() as desk_page:
        taken_back, worked, overtaken = (forms.form(page, town, quiet, "missed-bin") for _ in range(3))
        portal.following(page, town, look, taken_back)
        sign_in(desk_page, town, "priya")
        address = f"{town.address}/desk/cases/{worked.replace('-', '')}"
        desk_page.goto(address)
        look(desk_page, "case, new")
        desk.write_long_note(desk_page, look, address)
        desk.ask(desk_page, address)
        portal.asked(page, town, look, worked)
        desk_page.goto(address)
        look(desk_page, "case, answered")
        desk.conflict(desk_page, look, address)
        portal.refused(page, town, look, worked)
        desk_page.goto(address)
        look(desk_page, "case, opened again")
        desk.too_late(desk_page, look, f"{town.address}/desk/cases/{overtaken.replace('-', '')}")
        priya = next(one for one in STAFF if one.email.startswith("priya@"))
        signing_in.sent_while_signed_out(desk_page, look, address, priya)
        portal.wrong_doors(page, town, look)


@pytest.mark.long
@pytest.mark.parametrize("who", ROLES)
def test_every_role(browser: Chromium, town: Running, who: str):
    with looking(browser, in_every_way()) as (page, look):
        sign_in(page, town, who)
        desk.queue_and_search(page, town, look, ROLES[who])
        desk.for_a_customer(page, town, look, ROLES[who])
        desk.one_case(page, town, look, ROLES[who])
        desk.own_pages(page, town, look, ROLES[who])


@pytest.mark.long
def test_forms_filled_in_for_customers(browser: Chromium, town: Running):
    """Every kind of question on the desk's layout, the map too, and what is said at the end."""
    with looking(browser, in_every_way()) as (page, look):
        sign_in(page, town, "rhys")
        for service in ("every-kind", "street-problem", "missed-bin"):
            desk.whole_form(page, town, look, service, WAYS_THROUGH[service][0])


@pytest.mark.long
@pytest.mark.parametrize("who", OTHER_CASES)
def test_cases_of_every_service(browser: Chromium, town: Running, who: str):
    with looking(browser, in_every_way()) as (page, look):
        sign_in(page, town, who)
        look(page, f"{who}: queue")
        desk.one_case(page, town, look, who)


@pytest.mark.long
def test_an_administrator_who_works_no_cases(browser: Chromium, town: Running):
    with looking(browser, in_every_way()) as (page, look):
        sign_in(page, town, "ivan")
        look(page, "administrator: first page")
        desk.own_pages(page, town, look, "administrator")


@pytest.mark.long
def test_every_page_of_signing_in(browser: Chromium, town: Running):
    with looking(browser, in_every_way()) as (page, look):
        signing_in.signing_in(page, town, look)
        signing_in.locked_out(page, town, look)
        signing_in.first_time(page, town, look)
