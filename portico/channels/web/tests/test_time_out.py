"""Nothing typed is lost where a cookie, the protection against forgery or the draft is gone meanwhile."""

from __future__ import annotations

from datetime import timedelta

import pytest
import time_machine
from django.conf import settings
from django.test import Client

from portico.channels.web.actions import discard_old_drafts
from portico.channels.web.models import Draft
from portico.channels.web.tests.robot import Page, Resident
from portico.ground.ledger.events import Actor
from portico.records.cases.models import Case
from tests.cast import BEGINNING

QUESTION = "/apply/contact-us/question"
TYPED = "When do you open? I typed this for half an hour."


@pytest.fixture(autouse=True)
def at_the_beginning():
    with time_machine.travel(BEGINNING, tick=False):
        yield


@pytest.fixture
def asking(resident: Resident) -> Resident:
    """Ada, at the page where she writes her question."""
    resident.go("/apply/contact-us/")
    resident.press("Start now")
    resident.press("Continue")
    assert resident.at == QUESTION
    return resident


def hidden(page: Page) -> dict[str, str]:
    """What the page itself sends along."""
    return {one.name: one.value for form in page.forms for one in form.controls if one.type == "hidden"}


def test_the_page_says_until_when_it_is_kept_and_saving_keeps_it_longer(asking):
    kept = timedelta(days=settings.PORTICO_KEEP_DRAFTS_DAYS)
    assert f"kept until {(BEGINNING + kept).day} March 2026" in asking.page.words
    with time_machine.travel(BEGINNING + timedelta(days=3), tick=False):
        asking.press("Continue")
        assert f"kept until {(BEGINNING + kept).day + 3} March 2026" in asking.page.words


def test_a_browser_that_lost_its_cookie_goes_on_where_it_was(asking):
    page = hidden(asking.page)
    assert page["_form"]
    del asking.client.cookies["form"]
    asking.press("Continue", question=TYPED)
    assert Draft.objects.get().answers["question"] == TYPED
    assert asking.client.cookies["form"].value
    asking.go_on()
    del asking.client.cookies["form"]
    asking.press("Send")
    assert Case.objects.get().answers["question"] == TYPED
    assert "We have received it" in asking.page.heading


def test_a_mark_that_was_made_up_opens_nothing(asking):
    stranger = Client()
    for mark in ("", "0198c0de-0000-7000-8000-000000000000:forged", asking.client.cookies["form"].value):
        answer = stranger.post(QUESTION, {"question": "Mine", "_form": mark})
        assert answer.status_code == 410
    assert Draft.objects.get().answers.get("question") != "Mine"


def test_a_mark_opens_no_form_of_another_service(asking):
    answer = Client().post("/apply/missed-bin/address", hidden(asking.page))
    assert answer.status_code == 410


def test_a_page_without_its_protection_comes_back_with_all_of_it_and_then_goes_on(asking):
    """As when all cookies were cleared while the page was open."""
    strict = Client(enforce_csrf_checks=True)
    sent = {**hidden(asking.page), "question": TYPED}
    same_site = {"Sec-Fetch-Site": "same-origin", "Accept": "text/html"}
    answer = strict.post(QUESTION, sent, headers=same_site)
    assert answer.status_code == 403
    page = Page(answer.content.decode())
    typed = {one.name: one.value for form in page.forms for one in form.controls}
    assert typed["question"] == TYPED
    assert "This page had been open for too long" in page.heading
    assert strict.post(QUESTION, typed, headers=same_site).status_code == 302
    assert Draft.objects.get().answers["question"] == TYPED


def test_a_form_that_is_no_longer_kept_gives_back_what_was_just_typed(asking):
    later = BEGINNING + timedelta(days=settings.PORTICO_KEEP_DRAFTS_DAYS, minutes=1)
    discard_old_drafts(changed_before=later, most=9, by=Actor.system(), at=later)
    asking.press("Continue", question=TYPED)
    assert asking.response.status_code == 410
    assert "We no longer have these answers" in asking.page.heading
    assert TYPED in asking.page.words
