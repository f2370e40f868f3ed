"""Contrast and text size, as a person chose them: kept in one essential cookie, attributes of <html>."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from django.http import HttpRequest, HttpResponseBase

COOKIE: Final = "display"
KEPT_FOR: Final = 365 * 24 * 60 * 60
"""Seconds the choice is remembered: one year."""

CONTRASTS: Final = ("standard", "dark", "yellow-on-black")
TEXT_SIZES: Final = ("standard", "larger", "largest")


@dataclass(frozen=True)
class Display:
    """How one person wants pages to look."""

    contrast: str = "standard"
    """One of CONTRASTS."""
    text_size: str = "standard"
    """One of TEXT_SIZES."""


STANDARD: Final = Display()


def read_display(text: str) -> Display:
    """Read what the cookie holds; anything not offered reads as standard."""
    contrast, _, text_size = text.partition(".")
    return Display(
        contrast=contrast if contrast in CONTRASTS else "standard",
        text_size=text_size if text_size in TEXT_SIZES else "standard",
    )


def display_of(request: HttpRequest | None) -> Display:
    """What the person who makes this request chose; standard where there is no request or no choice."""
    if request is None:
        return STANDARD
    text = request.COOKIES.get(COOKIE)
    return read_display(text) if text else STANDARD


def remember_display(response: HttpResponseBase, display: Display, *, secure: bool) -> None:
    """Keep the choice in the person's browser for a year."""
    response.set_cookie(
        COOKIE,
        f"{display.contrast}.{display.text_size}",
        max_age=KEPT_FOR,
        secure=secure,
        httponly=True,
        samesite="Lax",
    )
