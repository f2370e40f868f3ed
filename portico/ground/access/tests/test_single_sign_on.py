"""Single sign-on against a real OpenID Connect provider on loopback."""

from __future__ import annotations

from collections.abc import Iterator
from urllib.parse import urlsplit

import httpx
import oidc_provider_mock
import pytest
from allauth.mfa.models import Authenticator
from allauth.socialaccount.models import SocialAccount
from django.conf import settings as current
from django.test import Client

from portico.ground.access.actions import close_account
from portico.ground.access.models import Staff
from portico.ground.ledger.events import Actor
from portico.ground.ledger.models import LedgerEvent
from tests.cast import BEGINNING
from tests.sign_in import can_sign_in, code_now


@pytest.fixture(scope="module")
def provider() -> Iterator[str]:
    with oidc_provider_mock.run_server_in_thread() as server:
        yield f"http://localhost:{server.server_port}"


@pytest.fixture(autouse=True)
def single_sign_on(settings, provider):
    app = {
        "provider_id": "council",
        "name": "your council account",
        "client_id": "portico",
        "secret": "secret",
        "settings": {"server_url": provider},
    }
    settings.PORTICO_OIDC_ISSUER = provider
    settings.SOCIALACCOUNT_PROVIDERS = {"openid_connect": {"OAUTH_PKCE_ENABLED": True, "APPS": [app]}}


def come_back(
    client: Client,
    provider: str,
    email: str,
    *,
    verified: bool = True,
    sub: str = "n-1",
    then: str = "/desk/account",
    **carried: str,
):
    """Begin at our button, sign in at the provider, and return the answer to coming back."""
    httpx.put(f"{provider}/users/{sub}", json={"email": email, "email_verified": verified})
    begun = client.post(f"/desk/sign-in/single/council?next={then}", carried)
    there = httpx.post(begun["Location"], data={"sub": sub})
    back = urlsplit(there.headers["Location"])
    return client.get(f"{back.path}?{back.query}")


def test_the_button_is_there_where_it_is_set_up(cast, client):
    assert "Sign in with your council account" in client.get("/desk/sign-in").content.decode()


def test_a_known_address_opens_its_account_with_a_code(cast, client, provider):
    can_sign_in(cast.owen)
    answer = come_back(client, provider, "Owen@porticoshire.example")
    assert answer["Location"] == "/desk/sign-in/code"
    answer = client.post("/desk/sign-in/code", {"code": code_now()})
    assert answer["Location"] == "/desk/account"
    assert client.get("/desk/account").status_code == 200
    assert SocialAccount.objects.get().user_id == cast.owen.pk
    assert Staff.objects.get(pk=cast.owen.pk).has_usable_password()
    assert LedgerEvent.objects.get(name="staff.signed_in").payload["single_sign_on"] is True


def test_a_trusted_second_factor_is_not_asked_again(cast, client, provider, settings):
    settings.PORTICO_OIDC_TRUST_SECOND_FACTOR = True
    can_sign_in(cast.owen)
    Authenticator.objects.all().delete()
    assert come_back(client, provider, cast.owen.email)["Location"] == "/desk/account"
    assert client.get("/desk/account").status_code == 200


def test_without_trust_a_second_factor_has_to_be_set_up(cast, client, provider):
    assert not current.PORTICO_OIDC_TRUST_SECOND_FACTOR
    come_back(client, provider, cast.owen.email)
    assert client.get("/desk/account")["Location"] == "/desk/account/second-factor"


@pytest.mark.parametrize(("email", "verified"), [
    ("stranger@porticoshire.example", True),
    ("owen@porticoshire.example", False),
])  # fmt: skip
def test_nobody_gets_in_without_an_account_and_a_checked_address(cast, client, provider, email, verified):
    answer = come_back(client, provider, email, verified=verified)
    assert answer.status_code == 403
    assert "You have no account here yet" in answer.content.decode()
    assert not SocialAccount.objects.exists()
    assert client.get("/desk/account").status_code == 302


def test_a_closed_account_stays_closed(cast, client, provider):
    close_account(staff_id=cast.owen.pk, by=Actor.system(), at=BEGINNING)
    answer = come_back(client, provider, cast.owen.email)
    assert "This account has been closed" in answer.content.decode()
    assert client.get("/desk/account").status_code == 302


def test_an_account_stays_tied_when_its_address_changes_there(cast, client, provider):
    come_back(client, provider, cast.owen.email)
    come_back(Client(), provider, "owen.carter@porticoshire.example")
    assert SocialAccount.objects.count() == 1


def test_a_provider_that_is_away_is_told_in_plain_words(cast, client, settings):
    settings.SOCIALACCOUNT_PROVIDERS["openid_connect"]["APPS"][0]["settings"] = {
        "server_url": "http://127.0.0.1:9"
    }
    answer = client.post("/desk/sign-in/single/council")
    assert answer.status_code == 502
    assert "Single sign-on did not work" in answer.content.decode()


def test_what_was_typed_comes_along(cast, client, provider, settings):
    settings.PORTICO_OIDC_TRUST_SECOND_FACTOR = True
    page = client.post("/desk/account/kept", {"note": "Written over lunch"}).content.decode()
    assert "Sign in with your council account" in page
    assert "/desk/sign-in/single/council?next=/desk/account/kept" in page
    carried = page.split('name="kept" value="')[1].split('"')[0]
    answer = come_back(client, provider, cast.owen.email, then="/desk/account/kept", kept=carried)
    assert answer["Location"] == "/desk/account/kept"
    assert "Written over lunch" in client.get(answer["Location"]).content.decode()
