"""Signing the cast in: at once for tests of pages, and step by step for tests of signing in."""

from __future__ import annotations

import time

from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value
from django.test import Client

from portico.ground.access.actions import set_password, tie_authenticator
from portico.ground.access.models import Staff
from portico.ground.ledger.events import Actor
from tests.cast import BEGINNING

PASSWORD = "copper kettle morning"
SECRET = "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP"


def signed_in(staff: Staff) -> Client:
    """A browser of that member of staff, both factors passed."""
    client = Client()
    client.force_login(staff, backend="portico.ground.access.sign_in.backend.StaffBackend")
    session = client.session
    session["account_authentication_methods_user"] = str(staff.pk)
    session["account_authentication_methods"] = [
        {"method": "password", "at": time.time()},
        {"method": "mfa", "at": time.time(), "type": "totp"},
    ]
    session.save()
    return client


def can_sign_in(staff: Staff) -> Staff:
    """Give somebody of the cast a password (`PASSWORD`) and an authenticator app (`SECRET`)."""
    by = Actor.system()
    set_password(staff_id=staff.pk, password=PASSWORD, by=by, at=BEGINNING)
    tie_authenticator(staff_id=staff.pk, secret=SECRET, by=by, at=BEGINNING)
    staff.refresh_from_db()
    return staff


def code_now(secret: str = SECRET, steps_on: int = 0) -> str:
    """The code that an authenticator app with that secret shows now, or half minutes later."""
    return str(format_hotp_value(hotp_value(secret, int(time.time()) // 30 + steps_on)))
