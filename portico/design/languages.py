"""English or Welsh, as a resident chose it: kept in one essential cookie, in force for the whole page.

Staff pages are in English, and so is a page that has no Welsh of its own: it says so, in Welsh.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Final, Literal

from django.conf import settings
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.utils import translation
from django.utils.cache import patch_vary_headers

Language = Literal["en", "cy"]
COOKIE: Final = "language"
KEPT_FOR: Final = 365 * 24 * 60 * 60
"""Seconds the choice is remembered: one year."""
ENGLISH: Final = "en-gb"
IN_ENGLISH_ONLY: Final = ("/desk/", "/design/", "/demo/")
"""What the addresses of pages begin with that are not for residents."""

LANGUAGES: Final[tuple[tuple[Language, str], ...]] = (("en", "English"), ("cy", "Cymraeg"))
"""Each by its own name, as whoever reads it looks for it."""

Answerer = Callable[[HttpRequest], HttpResponseBase]


def welsh_is_offered() -> bool:
    """Whether residents can choose Welsh here (`PORTICO_WELSH`)."""
    return bool(settings.PORTICO_WELSH)


def read_language(text: str) -> Language:
    """Read what the cookie holds; anything not offered reads as English."""
    return "cy" if text == "cy" and welsh_is_offered() else "en"


def chosen_language(request: HttpRequest | None) -> Language:
    """What whoever makes this request chose; English where there is no request or no choice."""
    return "en" if request is None else read_language(request.COOKIES.get(COOKIE, ""))


def remember_language(response: HttpResponseBase, language: Language) -> None:
    """Keep the choice in the person's browser for a year."""
    response.set_cookie(
        COOKIE,
        language,
        max_age=KEPT_FOR,
        secure=settings.CSRF_COOKIE_SECURE,
        httponly=True,
        samesite="Lax",
    )


def page_language() -> Language:
    """The language that this page is in."""
    return "cy" if (translation.get_language() or "").startswith("cy") else "en"


def stay_in_english() -> None:
    """Go on in English for the rest of this request: what is shown has no Welsh."""
    translation.activate(ENGLISH)


def lacks_welsh(request: HttpRequest | None) -> bool:
    """Whether this page is in English although its reader chose Welsh, so that it has to say so."""
    return chosen_language(request) == "cy" and page_language() == "en"


class LanguageMiddleware:
    """Puts the language that was chosen in force for one request, and the one before again after it."""

    def __init__(self, get_response: Answerer) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        """Pass the request on. Copies kept on the way are told apart by the cookie."""
        if not welsh_is_offered() or request.path_info.startswith(IN_ENGLISH_ONLY):
            return self.get_response(request)
        with translation.override(chosen_language(request) if COOKIE in request.COOKIES else ENGLISH):
            response = self.get_response(request)
        if response.get("Content-Type", "").startswith("text/html"):
            patch_vary_headers(response, ["Cookie"])
        return response
