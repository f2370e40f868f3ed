"""Pages for when something is not right: what happened in plain words, and what to do next.

None of them touches the database, so that they also work when it is away.
"""

from __future__ import annotations

import logging
import sys
from dataclasses import dataclass
from typing import Any, Final

from django.core.exceptions import RequestDataTooBig, TooManyFieldsSent, TooManyFilesSent
from django.db import InterfaceError, OperationalError
from django.http import HttpRequest, HttpResponse
from django.template.loader import render_to_string
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from portico.design.brand import the_council
from portico.design.typed_again import Answer, answers_of

log = logging.getLogger(__name__)

DATABASE_AWAY: Final = (OperationalError, InterfaceError)
"""What Django raises when the database cannot be reached, goes away, or can take nothing more."""
TRY_AGAIN_AFTER: Final = 30
"""Seconds that browsers and clients are asked to wait before they come again (Retry-After)."""


@dataclass(frozen=True)
class Words:
    """What an error page says."""

    heading: str | Promise
    text: str | Promise
    """Markdown; `((phone))` and `((hours))` are the council's."""


BAD_REQUEST = Words(
    _("We could not understand that request"),
    _(
        "Something in it was damaged on the way, or not something this site can read.\n\n"
        "Go back to the page before and try again. If it happens again, phone us on ((phone)), ((hours))."
    ),
)
NOT_ALLOWED = Words(
    _("You cannot use this page"),
    _(
        "Your account does not have what this page needs.\n\n"
        "If you think that is wrong, ask the person who looks after accounts in your team."
    ),
)
NOT_FOUND = Words(
    _("Page not found"),
    _(
        "If you typed the web address, check that it is correct. If you pasted it, check that you copied all "
        "of it.\n\nIf you followed a link here, [start from the home page](/), or phone us on ((phone)), "
        "((hours))."
    ),
)
NOT_FOUND_BY_STAFF = Words(
    _("Page not found"),
    _(
        "The address may be wrong, or this is something that your teams do not work on.\n\n"
        "Search for it from the desk, or ask your team leader."
    ),
)
NOT_FROM_HERE = Words(
    _("We could not accept that form"),
    _(
        "To protect you, we only take a form that was opened on this site, in this browser, with cookies on."
        "\n\nOpen the page again and fill it in there. If your browser refuses all cookies, allow those of "
        "this site: we use only the ones that it needs to work. Or phone us on ((phone)), ((hours))."
    ),
)
OPEN_TOO_LONG = Words(
    _("This page had been open for too long"),
    _("Nothing has been sent yet. What you typed is below: check it, then send it again."),
)
TOO_LARGE = Words(
    _("That was too much to send at once"),
    _(
        "Nothing has been sent. Go back, and choose a smaller photo or fewer files.\n\n"
        "A photo taken with a phone can be made smaller when you choose it: look for “medium” or “small”. "
        "If you cannot make it smaller, phone us on ((phone)), ((hours)): we can take it another way."
    ),
)
OUR_FAULT = Words(
    _("Sorry, something went wrong"),
    _(
        "This is our fault, not yours, and we have kept a note of it.\n\n"
        "Try again in a few minutes. If you were sending us something and got no reference, it has not "
        "reached us: what you typed on earlier pages is kept. If it is urgent, phone us on ((phone)), "
        "((hours))."
    ),
)
AWAY = Words(
    _("Sorry, this site is not working at the moment"),
    _(
        "This is our fault, not yours. Try again in a few minutes.\n\n"
        "If it is urgent, phone us on ((phone)), ((hours))."
    ),
)
AWAY_WHILE_SENDING = Words(
    _("Sorry, we could not save that just now"),
    _(
        "This is our fault, not yours. **Nothing has been sent yet, and nothing you typed is lost**: it is "
        "all below.\n\nWait a minute, then select “Try again”. If it is urgent, phone us on ((phone)), "
        "((hours))."
    ),
)


def for_staff(request: HttpRequest) -> bool:
    """Whether the page asked for is one of the staff's."""
    return request.path.startswith("/desk/")


def wants_a_page(request: HttpRequest) -> bool:
    """Whether a person in a browser asks, rather than a program that would not read a page."""
    return "text/html" in request.headers.get("Accept", "")


def error_page(
    request: HttpRequest, status: int, words: Words, *, answers: list[Answer] | None = None
) -> HttpResponse:
    """Answer with `words` and that status; with `answers`, as a form that sends them again."""
    council = the_council()
    text = str(words.text).replace("((phone))", council.phone).replace("((hours))", council.hours)
    if not wants_a_page(request):
        response = HttpResponse(f"{words.heading}\n", content_type="text/plain; charset=utf-8", status=status)
    else:
        context: dict[str, Any] = {
            "layout": "design/desk.html" if for_staff(request) else "design/resident.html",
            "heading": str(words.heading),
            "words": text,
            "answers": answers,
            "has_files": any(answer.kind == "file" for answer in answers or ()),
            "nobody": True,
        }
        response = HttpResponse(render_to_string("design/error.html", context, request), status=status)
    response["Cache-Control"] = "no-store"
    if status == 503:
        response["Retry-After"] = str(TRY_AGAIN_AFTER)
    return response


def database_away(request: HttpRequest) -> HttpResponse:
    """Answer 503; to a form that was sent, with everything typed in it and a button to send it again.

    Passwords are not repeated, and files have to be chosen again, as the page says.
    """
    if request.method != "POST" or not wants_a_page(request):
        return error_page(request, 503, AWAY)
    answers = answers_of(request)
    return error_page(request, 503, AWAY_WHILE_SENDING if answers else AWAY, answers=answers)


def bad_request(request: HttpRequest, exception: Exception) -> HttpResponse:
    """Answer 400, or 413 where the request was only too large (Django's handler400)."""
    if isinstance(exception, RequestDataTooBig | TooManyFieldsSent | TooManyFilesSent):
        return error_page(request, 413, TOO_LARGE)
    return error_page(request, 400, BAD_REQUEST)


def not_allowed(request: HttpRequest, exception: Exception) -> HttpResponse:
    """Answer 403 (Django's handler403)."""
    return error_page(request, 403, NOT_ALLOWED)


def not_found(request: HttpRequest, exception: Exception) -> HttpResponse:
    """Answer 404 (Django's handler404)."""
    return error_page(request, 404, NOT_FOUND_BY_STAFF if for_staff(request) else NOT_FOUND)


def our_fault(request: HttpRequest) -> HttpResponse:
    """Answer 500, or 503 where the database went away outside of a view (Django's handler500)."""
    try:
        if isinstance(sys.exc_info()[1], DATABASE_AWAY):
            return database_away(request)
        return error_page(request, 500, OUR_FAULT)
    except Exception:
        # The error page itself is broken, for instance by a branding file removed meanwhile.
        log.exception("The error page could not be made.")
        return HttpResponse(
            "Sorry, something went wrong. Try again in a few minutes.\n",
            content_type="text/plain; charset=utf-8",
            status=500,
        )


def form_refused(request: HttpRequest, reason: str = "") -> HttpResponse:
    """Answer 403 to a form whose protection against forgery does not hold (`CSRF_FAILURE_VIEW`).

    Sent from a page of this site, it was only open for too long, or in a browser that lost its cookies: what
    was typed comes back, to be sent again. From elsewhere it may be forged, and is never offered again.
    """
    if request.headers.get("Sec-Fetch-Site") == "same-origin" and wants_a_page(request):
        answers = answers_of(request)
        if answers:
            return error_page(request, 403, OPEN_TOO_LONG, answers=answers)
    return error_page(request, 403, NOT_FROM_HERE)
