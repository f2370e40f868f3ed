"""The end of a session is told beforehand, can be put off, and loses nothing that was typed."""

from __future__ import annotations

from datetime import timedelta

import pytest
import time_machine
from django.conf import settings
from django.test import Client

from portico.ground.access.models import StaffSession
from tests.cast import BEGINNING
from tests.sign_in import signed_in

TERM = timedelta(seconds=settings.SESSION_COOKIE_AGE)


@pytest.fixture
def owen(cast) -> Client:
    with time_machine.travel(BEGINNING, tick=False):
        client = signed_in(cast.owen)
        client.get("/desk/account")
    return client


def ends(client: Client) -> object:
    return StaffSession.objects.get(
        session_key=client.cookies[settings.SESSION_COOKIE_NAME].value
    ).expire_date


def at(hours: float) -> time_machine.travel:
    return time_machine.travel(BEGINNING + timedelta(hours=hours), tick=False)


def test_every_page_says_when_the_session_ends(owen):
    with at(9.5):
        page = owen.get("/desk/account").content.decode()
    assert "You are signed in until 7pm." in page
    assert 'data-seconds="1800"' in page


def test_looking_at_pages_puts_nothing_off_and_pressing_stay_does(owen):
    begun = ends(owen)
    with at(9):
        owen.get("/desk/account")
        assert ends(owen) == begun
        answer = owen.post("/desk/account/stay")
        assert answer["Location"] == "/desk/account/stay?stays=1"
        assert ends(owen) == BEGINNING + timedelta(hours=9) + TERM
        assert answer.cookies[settings.SESSION_COOKIE_NAME].value
    with at(18):
        page = owen.get("/desk/account/stay?stays=1").content.decode()
        assert "You are signed in until 4am" in page


def test_the_warning_is_told_how_long_there_is(owen):
    with at(9):
        answer = owen.post("/desk/account/stay", headers={"Accept": "application/json"})
    assert answer.json() == {"seconds": settings.SESSION_COOKIE_AGE}


def test_once_it_has_ended_it_is_not_brought_back(owen):
    with at(10.01):
        answer = owen.post("/desk/account/stay", headers={"Accept": "application/json"})
        assert answer.status_code == 403
        assert owen.get("/desk/account").status_code == 302


def test_who_is_not_signed_in_is_told_nothing(db, client):
    page = client.get("/desk/sign-in").content.decode()
    assert "session-ending" not in page
