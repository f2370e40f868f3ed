"""What somebody typed while their session ended: carried through signing in, then shown to be sent again.

It travels in the sign-in form, signed and not stored, so that nobody can fill the database without a
password; once the password was right it waits in the session.
"""

from __future__ import annotations

from dataclasses import dataclass

from django.conf import settings
from django.core import signing
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

SALT = "portico.access.kept"
MOST_BEFORE_SIGNING_IN = 20_000
"""Of the signed text that may wait in a session before anybody has signed in, as single sign-on needs."""
MOST_CHARACTERS = 200_000
"""Longer typed text is not carried along; the page then says so."""
KEPT_FOR_SECONDS = 12 * 3600
SESSION_KEY = "portico_kept"
NEVER_KEPT = frozenset({"csrfmiddlewaretoken", "password", "password1", "password2", "oldpassword", "code"})


@dataclass(frozen=True)
class Kept:
    """What was being sent: where to, the fields in order, and whether files have to be chosen again."""

    path: str
    fields: tuple[tuple[str, str], ...]
    files_lost: bool


def keep(request: HttpRequest) -> str:
    """Return what was typed as signed text that a form can carry; empty where there is too much of it."""
    fields = [
        (name, value)
        for name, values in request.POST.lists()
        if name not in NEVER_KEPT
        for value in values
        if isinstance(value, str)
    ]
    if sum(len(name) + len(value) for name, value in fields) > MOST_CHARACTERS:
        return ""
    content = {"path": request.get_full_path(), "fields": fields, "files_lost": bool(request.FILES)}
    return signing.dumps(content, salt=SALT, compress=True)


def read_kept(text: str) -> Kept | None:
    """Return what `keep` made the text from; None where it is not ours, or too old."""
    try:
        content = signing.loads(text, salt=SALT, max_age=KEPT_FOR_SECONDS)
    except signing.BadSignature:
        return None
    fields = tuple((str(name), str(value)) for name, value in content["fields"])
    return Kept(path=content["path"], fields=fields, files_lost=content["files_lost"])


def signed_out_while_sending(request: HttpRequest) -> HttpResponse:
    """Answer a form that was sent after the session had ended: sign in here, nothing typed is lost."""
    # The form of allauth is imported late: it needs all apps to be loaded.
    from portico.ground.access.sign_in.forms import SignInForm

    kept = keep(request)
    context = {
        "form": SignInForm(request=request),
        "kept": kept,
        "kept_too_long": not kept,
        "next_page": "",
        "single_sign_on": settings.PORTICO_OIDC_NAME if settings.PORTICO_OIDC_ISSUER else "",
    }
    return render(request, "access/sign_in.html", context, status=403)


def kept_in(request: HttpRequest) -> str:
    """The signed text that a sign-in form carries; empty where it carries none, or not ours."""
    text = request.POST.get("kept", "")
    return text if text and read_kept(text) else ""


def lay_by(request: HttpRequest, text: str) -> None:
    """Put what a sign-in form carried into the session, once the password was right."""
    request.session[SESSION_KEY] = text


def lay_by_before_signing_in(request: HttpRequest) -> None:
    """Put what the form carries into the session before signing in, if it is short."""
    text = kept_in(request)
    if text and len(text) <= MOST_BEFORE_SIGNING_IN:
        lay_by(request, text)


def laid_by(request: HttpRequest) -> Kept | None:
    """What waits in the session to be sent again, if anything does."""
    text = request.session.get(SESSION_KEY)
    return read_kept(text) if text else None


def forget(request: HttpRequest) -> None:
    """Take what was laid by out of the session."""
    request.session.pop(SESSION_KEY, None)
