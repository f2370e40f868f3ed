"""The signed cookie by which a browser that has proved itself keeps following a case for an hour."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from uuid import UUID

from django.conf import settings
from django.core import signing
from django.http import HttpRequest, HttpResponseBase
from django.urls import reverse

NAME = "following"
LASTS = timedelta(hours=1)
_SALT = "portico.portal.following"


@dataclass(frozen=True)
class Held:
    """The case that a browser follows, and whose follower it is where it is not the owner's."""

    case_id: UUID
    follower_id: UUID | None = None


def held_case(request: HttpRequest) -> Held | None:
    """What this browser follows; None without a true cookie, or where the hour is over."""
    signer = signing.TimestampSigner(salt=_SALT)
    try:
        value = signer.unsign(request.COOKIES.get(NAME, ""), max_age=LASTS)
        case_id, _, follower_id = value.partition("/")
        return Held(UUID(case_id), UUID(follower_id) if follower_id else None)
    except (signing.BadSignature, ValueError):
        return None


def hold_case(response: HttpResponseBase, held: Held) -> None:
    """Let the browser follow the case for another hour, on these pages only, and until it is closed."""
    value = f"{held.case_id}/{held.follower_id or ''}"
    response.set_cookie(
        NAME,
        signing.TimestampSigner(salt=_SALT).sign(value),
        path=reverse("portal:follow"),
        secure=settings.CSRF_COOKIE_SECURE,
        httponly=True,
        samesite="Lax",
    )


def let_go(response: HttpResponseBase) -> None:
    """Forget the case."""
    response.delete_cookie(NAME, path=reverse("portal:follow"))
