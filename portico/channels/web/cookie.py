"""The signed cookie by which a browser holds its draft: no session, no account, no answer in it."""

from __future__ import annotations

import uuid

from django.conf import settings
from django.core import signing
from django.http import HttpRequest, HttpResponseBase

from portico.design.addresses import address_of

NAME = "form"
_SALT = "portico.channels.web.draft"


def held_draft(request: HttpRequest) -> uuid.UUID | None:
    """The id of the draft that this browser holds for this service; none without a true cookie."""
    try:
        return uuid.UUID(signing.Signer(salt=_SALT).unsign(request.COOKIES.get(NAME, "")))
    except (signing.BadSignature, ValueError):
        return None


def hold_draft(response: HttpResponseBase, service: str, draft_id: uuid.UUID) -> None:
    """Give the browser its draft, for the pages of this service only and until it is closed.

    A shared computer forgets it with the browser; the answers themselves are deleted by a job.
    """
    response.set_cookie(
        NAME,
        signing.Signer(salt=_SALT).sign(str(draft_id)),
        path=address_of("web:start", service),
        secure=settings.CSRF_COOKIE_SECURE,
        httponly=True,
        samesite="Lax",
    )
