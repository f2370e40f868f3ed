"""The signed cookie by which a browser holds its draft: no session, no account, no answer in it."""

from __future__ import annotations

import uuid
from datetime import timedelta

from django.conf import settings
from django.core import signing
from django.http import HttpRequest, HttpResponseBase

from portico.design.addresses import address_of

NAME = "form"
ON_PAGE = "_form"
SENT = "sent-form"
COPY_FOR = timedelta(hours=1)
"""How long a browser that sent a form may have a copy of it, without its reference and details."""
_SALT = "portico.channels.web.draft"
_PAGE_SALT = "portico.channels.web.page"
_SENT_SALT = "portico.channels.web.sent"


def held_draft(request: HttpRequest) -> uuid.UUID | None:
    """The id of the draft that this browser holds for this service; none without a true cookie.

    A page that is sent by a browser which has lost its cookie meanwhile says it too.
    """
    held = _unsigned(request.COOKIES.get(NAME, ""), _SALT)
    if held is None and request.method == "POST":
        held = _unsigned(request.POST.get(ON_PAGE, ""), _PAGE_SALT)
    return held


def lost_cookie(request: HttpRequest) -> bool:
    """Whether the browser has no true cookie (any more): only a page that is sent says so in another way."""
    return request.method == "POST" and _unsigned(request.COOKIES.get(NAME, ""), _SALT) is None


def mark_of_page(draft_id: uuid.UUID) -> str:
    """What a page of the form says of its draft, in the hidden field `ON_PAGE`."""
    return signing.Signer(salt=_PAGE_SALT).sign(str(draft_id))


def _unsigned(text: str, salt: str) -> uuid.UUID | None:
    try:
        return uuid.UUID(signing.Signer(salt=salt).unsign(text))
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


def sent_it(request: HttpRequest, draft_id: uuid.UUID) -> bool:
    """Whether this browser sent that form within the hour.

    Holding it is not enough: whoever has the link for coming back holds it too, and sees no answers once it
    was sent.
    """
    try:
        signer = signing.TimestampSigner(salt=_SENT_SALT)
        return signer.unsign(request.COOKIES.get(SENT, ""), max_age=COPY_FOR) == str(draft_id)
    except signing.BadSignature:
        return False


def remember_sent(response: HttpResponseBase, service: str, draft_id: uuid.UUID) -> None:
    """Let the browser that sent a form have a copy of it for an hour, and until it is closed."""
    response.set_cookie(
        SENT,
        signing.TimestampSigner(salt=_SENT_SALT).sign(str(draft_id)),
        path=address_of("web:start", service),
        secure=settings.CSRF_COOKIE_SECURE,
        httponly=True,
        samesite="Lax",
    )
