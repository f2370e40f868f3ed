"""The still pages say what the law asks for, truly; contrast and text size are chosen without JavaScript."""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
import time_machine
from django.test import Client

from portico.portal.still import statement
from portico.portal.still.cookies import COOKIES

ROOT = Path(__file__).resolve().parents[3]


@pytest.mark.parametrize(
    ("address", "heading"),
    [
        ("/accessibility", "Accessibility statement"),
        ("/cookies", "Cookies"),
        ("/privacy", "Privacy notice"),
        ("/contact", "Contact us"),
        ("/display", "Contrast and text size"),
    ],
)
def test_still_pages(client: Client, address: str, heading: str):
    page = client.get(address).content.decode()
    assert f'<h1 class="govuk-heading-l">{heading}</h1>' in page
    assert f"<title>{heading} – Porticoshire District Council</title>" in page
    assert "Porticoshire is a fictional council: a demonstration of Portico." in page


def test_the_statement_has_every_part_that_the_regulations_ask_for(client: Client):
    page = client.get("/accessibility").content.decode()
    for part in (
        "partially compliant",
        "Content that is not accessible",
        "Disproportionate burden",
        "Reporting a problem with accessibility",
        "Equality and Human Rights Commission",
        "How this statement was prepared",
    ):
        assert part in page


def test_the_statement_names_who_enforces_it_in_northern_ireland(client: Client, settings):
    settings.PORTICO_NATION = "northern-ireland"
    page = client.get("/accessibility").content.decode()
    assert "Equality Commission for Northern Ireland is responsible" in page
    assert "Equality Advisory and Support Service" not in page


def test_a_forgotten_review_of_the_statement_is_said():
    due = statement.review_due()
    midday = datetime(due.year, due.month, due.day, 12, tzinfo=UTC)
    with time_machine.travel(midday, tick=False):
        assert statement.statement_is_reviewed() == []
    with time_machine.travel(midday + timedelta(days=1), tick=False):
        assert [warning.id for warning in statement.statement_is_reviewed()] == ["portal.W001"]


def test_every_cookie_in_the_code_is_listed():
    found = {"csrftoken"}
    for file in ROOT.rglob("*.py"):
        text = file.read_text()
        if "set_cookie(" in text and "tests" not in file.parts:
            found |= set(re.findall(r'^(?:NAME|COOKIE)(?:: [\w\[\]]+)? = "([\w-]+)"', text, re.MULTILINE))
        found |= set(re.findall(r'^\w+_COOKIE_NAME = "([\w-]+)"', text, re.MULTILINE))
    assert found >= {"display", "portico_desk", "form"}
    assert found <= {cookie.name for cookie in COOKIES}


def test_cookies_of_staff_are_apart(client: Client):
    everybody, staff = client.get("/cookies").content.decode().split("Cookies for our staff")
    assert "portico_desk" in staff
    assert "portico_desk" not in everybody


def test_a_choice_is_remembered_and_leads_back(client: Client):
    came_from = client.get("/display", headers={"referer": "http://testserver/cookies?a=b"}).content.decode()
    assert 'name="_back" value="/cookies?a=b"' in came_from
    answer = client.post(
        "/display", {"contrast": "yellow-on-black", "text_size": "largest", "_back": "/cookies?a=b"}
    )
    assert (answer.status_code, answer["Location"]) == (302, "/cookies?a=b")
    page = client.get("/cookies").content.decode()
    assert 'data-contrast="yellow-on-black" data-text-size="largest"' in page
    chosen = client.get("/display").content.decode()
    assert re.search(r'value="yellow-on-black" checked', chosen)


@pytest.mark.parametrize(
    "back",
    [
        "https://elsewhere.example/",
        "//elsewhere.example/",
        "http://testserver//elsewhere.example/",
        "http://testserver/\\elsewhere.example/",
        "javascript:alert(1)",
        "",
        "/display",
        "x",
    ],
)
def test_a_choice_never_leads_elsewhere(client: Client, back: str):
    assert client.post("/display", {"contrast": "dark", "_back": back})["Location"] == "/"


def test_a_choice_that_is_not_offered_is_standard(client: Client):
    client.post("/display", {"contrast": "pink", "text_size": "tiny"})
    assert client.cookies["display"].value == "standard.standard"


@time_machine.travel(datetime(2026, 3, 3, 14, 5, tzinfo=UTC), tick=False)
def test_weaknesses_can_be_reported(client: Client):
    answer = client.get("/.well-known/security.txt")
    assert answer["Content-Type"] == "text/plain; charset=utf-8"
    assert "Contact: mailto:security@porticoshire.example\n" in answer.content.decode()
    assert "Expires: 2026-08-30T00:00:00Z\n" in answer.content.decode()


def test_search_engines_keep_nothing_of_a_fictional_council(client: Client):
    assert client.get("/robots.txt").content.decode() == "User-agent: *\nDisallow: /\n"


def test_a_councils_own_text_takes_the_place_of_ours(client: Client, monkeypatch: pytest.MonkeyPatch):
    from portico.design.brand import the_council

    monkeypatch.setitem(the_council().pages, "privacy", "## What *we* do\n\nNothing else.")
    page = client.get("/privacy").content.decode()
    assert '<h2 class="govuk-heading-m">What <em>we</em> do</h2>' in page
    assert "Information Commissioner" not in page
