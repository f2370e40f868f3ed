"""The signed cookie in which a browser holds the postcode and address it asked about.

It is needed for what was asked for, is sent to these pages only, and ends with the browser or after an hour.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta

from django.conf import settings
from django.core import signing
from django.http import HttpRequest, HttpResponseBase
from django.urls import reverse

NAME = "bin-day"
LASTS = timedelta(hours=1)
_SALT = "portico.portal.bins"


@dataclass(frozen=True)
class Asked:
    """What somebody asked about: a postcode, and then one of its addresses by UPRN."""

    postcode: str = ""
    uprn: str = ""


def asked_about(request: HttpRequest) -> Asked:
    """What this browser asked about; empty without a true cookie, or where the hour is over."""
    signer = signing.TimestampSigner(salt=_SALT)
    try:
        postcode, _, uprn = signer.unsign(request.COOKIES.get(NAME, ""), max_age=LASTS).partition("/")
    except signing.BadSignature:
        return Asked()
    return Asked(postcode, uprn)


def hold(response: HttpResponseBase, asked: Asked) -> None:
    """Let the browser hold what was asked about."""
    response.set_cookie(
        NAME,
        signing.TimestampSigner(salt=_SALT).sign(f"{asked.postcode}/{asked.uprn}"),
        path=reverse("portal:bin_day"),
        secure=settings.CSRF_COOKIE_SECURE,
        httponly=True,
        samesite="Lax",
    )
