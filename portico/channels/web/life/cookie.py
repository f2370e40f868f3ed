"""The signed cookie by which a browser holds its path, for the pages of that life event only."""

from __future__ import annotations

import uuid

from django.conf import settings
from django.core import signing
from django.http import HttpRequest, HttpResponseBase

from portico.design.addresses import address_of

NAME = "life"
_SALT = "portico.channels.web.life"


def held_path(request: HttpRequest) -> uuid.UUID | None:
    """The id of the path that this browser holds for this life event; none without a true cookie."""
    try:
        return uuid.UUID(signing.Signer(salt=_SALT).unsign(request.COOKIES.get(NAME, "")))
    except (signing.BadSignature, ValueError):
        return None


def hold_path(response: HttpResponseBase, life_event: str, path_id: uuid.UUID) -> None:
    """Give the browser its path until it is closed: a shared computer forgets it with the browser."""
    response.set_cookie(
        NAME,
        signing.Signer(salt=_SALT).sign(str(path_id)),
        path=address_of("life:start", life_event),
        secure=settings.CSRF_COOKIE_SECURE,
        httponly=True,
        samesite="Lax",
    )
