"""Signing in: both factors, throttling, sessions that end, and what is kept."""

from __future__ import annotations

from urllib.parse import urlsplit

import pytest
from allauth.mfa.models import Authenticator
from axes.models import AccessAttempt
from django.core import mail
from django.core.cache import cache
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from portico.ground.access.actions import close_account, take_away_second_factor
from portico.ground.access.models import StaffSession
from portico.ground.ledger.events import Actor
from portico.ground.ledger.models import LedgerEvent
from tests.cast import BEGINNING
from tests.sign_in import PASSWORD, SECRET, can_sign_in, code_now, signed_in

BY = Actor.system()
HOME = "/desk/account"


@pytest.fixture(autouse=True)
def empty_counters(db):
    cache.clear()


def give_password(client, email="owen@porticoshire.example", password=PASSWORD, **more):
    return client.post("/desk/sign-in", {"login": email, "password": password, **more})


def test_password_and_code_open_the_desk(cast, client):
    can_sign_in(cast.owen)
    answer = give_password(client, next=HOME)
    assert (answer.status_code, answer["Location"]) == (302, "/desk/sign-in/code")
    assert client.get(HOME).status_code == 302  # a password alone opens nothing
    answer = client.post("/desk/sign-in/code", {"code": code_now()})
    assert (answer.status_code, answer["Location"]) == (302, HOME)
    page = client.get(HOME).content.decode()
    assert "Owen Carter" in page
    assert "Case officer in Waste and recycling" in page
    event = LedgerEvent.objects.get(name="staff.signed_in")
    assert event.payload == {"single_sign_on": False, "second_factor": True}


def test_the_address_may_be_written_in_capitals(cast, client):
    can_sign_in(cast.owen)
    assert give_password(client, email=" Owen@Porticoshire.Example ").status_code == 302


def test_a_wrong_password_is_told_plainly(cast, client):
    can_sign_in(cast.owen)
    page = give_password(client, password="wrong").content.decode()
    assert "The email address or the password is not right" in page
    page = give_password(client, email="nobody@porticoshire.example").content.decode()
    assert "The email address or the password is not right" in page


def test_a_wrong_code_is_refused(cast, client):
    can_sign_in(cast.owen)
    give_password(client)
    answer = client.post("/desk/sign-in/code", {"code": "000000"})
    assert "The code is not right" in answer.content.decode()
    assert client.get(HOME).status_code == 302


def test_whoever_has_no_second_factor_is_led_to_set_it_up(cast, client):
    can_sign_in(cast.owen)
    Authenticator.objects.all().delete()
    give_password(client)
    answer = client.get(HOME)
    assert answer["Location"] == reverse("mfa_activate_totp")
    page = client.get(answer["Location"])
    assert page.status_code == 200
    secret = client.session["mfa.totp.secret"]
    answer = client.post(answer["Location"], {"code": code_now(secret)})
    assert answer["Location"] == reverse("mfa_view_recovery_codes")
    codes = client.get(answer["Location"]).content.decode()
    assert "They are shown only now" in codes
    assert "cannot be shown again" in client.get(answer["Location"]).content.decode()
    assert client.get(HOME).status_code == 200
    assert LedgerEvent.objects.filter(name="staff.second_factor_set_up").count() == 2


def test_the_secret_of_the_app_is_not_in_the_database(cast):
    can_sign_in(cast.owen)
    assert SECRET not in str(Authenticator.objects.get(type="totp").data)


def test_a_recovery_code_works_once(cast, client):
    can_sign_in(cast.owen)
    codes = Authenticator.objects.get(type="recovery_codes").wrap().get_unused_codes()
    give_password(client)
    assert client.post("/desk/sign-in/code", {"code": codes[0]}).status_code == 302
    other = Client()
    give_password(other)
    assert other.post("/desk/sign-in/code", {"code": codes[0]}).status_code == 200


def test_somebody_guessing_is_stopped_and_the_owner_is_not(cast):
    can_sign_in(cast.owen)
    guesser, owner = Client(REMOTE_ADDR="203.0.113.9"), Client(REMOTE_ADDR="203.0.113.10")
    for _ in range(9):
        assert give_password(guesser, password="guess").status_code == 200
    answer = give_password(guesser, password="guess")
    assert answer.status_code == 429
    assert "There were too many tries" in answer.content.decode()
    assert give_password(guesser).status_code == 429  # also with the right one
    assert give_password(owner).status_code == 302
    colleague = can_sign_in(cast.priya)
    assert give_password(guesser, email=colleague.email).status_code == 302


def test_a_closed_account_cannot_sign_in_and_its_session_ends(cast, client):
    can_sign_in(cast.owen)
    browser = signed_in(cast.owen)
    assert browser.get(HOME).status_code == 200
    close_account(staff_id=cast.owen.pk, by=BY, at=BEGINNING)
    assert browser.get(HOME).status_code == 302
    answer = give_password(client)
    assert answer["Location"] == "/desk/sign-in/closed"


def test_session_and_person_are_read_together(cast):
    can_sign_in(cast.owen)
    browser = signed_in(cast.owen)
    assert StaffSession.objects.get().staff == cast.owen
    with CaptureQueriesContext(connection) as queries:
        page = browser.get(HOME).content.decode()
    assert "Case officer in Waste and recycling" in page
    asked = [query["sql"] for query in queries if "access_staff" in query["sql"]]
    assert len(asked) == 1 and "access_session" in asked[0]


def test_who_signed_the_session_counts_and_not_whose_row_it_is(cast):
    for person in (cast.owen, cast.amina):
        can_sign_in(person)
    browser = signed_in(cast.owen)
    StaffSession.objects.update(staff=cast.amina)
    page = browser.get(HOME).content.decode()
    assert "Owen Carter" in page
    assert cast.amina.name not in page


def test_roles_taken_away_count_from_the_next_page(cast):
    can_sign_in(cast.owen)
    browser = signed_in(cast.owen)
    assert "Case officer in Waste and recycling" in browser.get(HOME).content.decode()
    assert browser.get("/desk/").status_code == 200
    cast.owen.memberships.all().delete()
    assert browser.get("/desk/").status_code == 302


def test_a_lost_phone_ends_all_sessions(cast):
    can_sign_in(cast.owen)
    browser = signed_in(cast.owen)
    take_away_second_factor(staff_id=cast.owen.pk, by=BY, at=BEGINNING)
    assert browser.get(HOME).status_code == 302


def test_an_ended_session_is_told_in_plain_words(cast):
    browser = signed_in(cast.owen)
    StaffSession.objects.all().delete()
    answer = browser.get(f"{HOME}?page=2")
    assert answer["Location"] == "/desk/sign-in?next=%2Fdesk%2Faccount%3Fpage%3D2&ended=1"
    assert (
        "You were signed out because some hours have passed"
        in browser.get(answer["Location"]).content.decode()
    )
    assert "ended" not in Client().get(HOME)["Location"]


def test_what_was_typed_comes_along(cast):
    can_sign_in(cast.owen)
    browser = signed_in(cast.owen)
    StaffSession.objects.all().delete()
    answer = browser.post(
        "/desk/account/kept?x=1", {"note": "Called back: lid is <broken>", "password": "secret"}
    )
    assert answer.status_code == 403
    assert "no-store" in answer["Cache-Control"]
    page = answer.content.decode()
    assert "Nothing you typed is lost" in page
    carried = page.split('name="kept" value="')[1].split('"')[0]
    assert not StaffSession.objects.exists()  # nothing is stored for somebody unknown

    wrong = give_password(browser, password="wrong", kept=carried).content.decode()
    assert carried in wrong
    tried = AccessAttempt.objects.get()
    assert carried[:40] not in tried.post_data
    assert "owen@" not in tried.post_data
    assert give_password(browser, kept=carried)["Location"] == "/desk/sign-in/code"
    answer = browser.post("/desk/sign-in/code", {"code": code_now()})
    assert answer["Location"] == reverse("access:kept")
    page = browser.get(answer["Location"]).content.decode()
    assert "Called back: lid is &lt;broken&gt;" in page
    assert 'action="/desk/account/kept?x=1"' in page
    assert "secret" not in page


def test_kept_text_of_somebody_elses_making_is_ignored(cast, client):
    can_sign_in(cast.owen)
    give_password(client, kept="forged:text:here")
    assert client.post("/desk/sign-in/code", {"code": code_now()})["Location"] != reverse("access:kept")


def test_a_forgotten_password_is_set_anew_by_mail(cast, client):
    can_sign_in(cast.owen)
    client.post("/desk/sign-in/forgotten", {"email": cast.owen.email})
    client.post("/desk/sign-in/forgotten", {"email": "nobody@porticoshire.example"})
    assert len(mail.outbox) == 1
    address = next(line for line in mail.outbox[0].body.splitlines() if line.startswith("http"))
    form = client.get(urlsplit(address).path, follow=True)
    weak = client.post(form.request["PATH_INFO"], {"password1": "owen", "password2": "owen"})
    assert "too short" in weak.content.decode()
    new = "another quiet harbour"
    client.post(form.request["PATH_INFO"], {"password1": new, "password2": new})
    assert give_password(Client()).status_code == 200
    assert give_password(Client(), password=new)["Location"] == "/desk/sign-in/code"
    assert "no longer valid" in Client().get(urlsplit(address).path, follow=True).content.decode()


def test_passwords_are_argon2(cast):
    assert can_sign_in(cast.owen).password.startswith("argon2")


def test_staff_pages_are_never_stored(cast):
    assert "no-store" in signed_in(cast.owen).get(HOME)["Cache-Control"]


def test_the_cookie_stays_at_the_desk(cast, client):
    can_sign_in(cast.owen)
    give_password(client)
    cookie = client.cookies["portico_desk"]
    assert (cookie["path"], cookie["httponly"], cookie["samesite"]) == ("/desk", True, "Lax")


@pytest.mark.parametrize("path", ["/desk/signup", "/desk/email", "/desk/account/second-factor/deactivate"])
def test_other_pages_of_allauth_do_not_exist(cast, client, path):
    assert client.get(path).status_code == 404


def test_demo_codes_are_for_this_machine_only(cast, client, settings):
    can_sign_in(cast.owen)
    settings.PORTICO_DEMO = False
    assert client.get("/demo/codes").status_code == 404
    settings.PORTICO_DEMO = True
    assert code_now() in client.get("/demo/codes").content.decode()
    assert client.get("/demo/codes", REMOTE_ADDR="192.0.2.7").status_code == 404
    assert client.get("/demo/codes", HTTP_X_FORWARDED_FOR="192.0.2.7").status_code == 404
