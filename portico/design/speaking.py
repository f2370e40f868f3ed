"""The product's own words in the language of the page, for templates: `{{ _("Search") }}`.

A page says some dozens of them, so what was said once is kept. Jinja's own would look the language and its
catalogues up for each word anew.
"""

from __future__ import annotations

from functools import lru_cache
from typing import Any

from django.utils import translation
from markupsafe import Markup

MOST_KEPT = 4_096
"""Messages kept of all languages together: more than the product has."""


def say(message: str, **named: Any) -> Markup:
    """The message in the language of the page, with `%(name)s` filled in and what is filled in escaped."""
    language = translation.get_language() or ""
    return _translated(message, language) % named if named else _said(message, language)


def say_counted(one: str, many: str, number: int, **named: Any) -> Markup:
    """The same for a message that depends on a number, which it may say as `%(num)s`."""
    return Markup(translation.ngettext(one, many, number)) % {"num": number, **named}  # noqa: S704 - ours


@lru_cache(MOST_KEPT)
def _translated(message: str, language: str) -> Markup:
    return Markup(translation.gettext(message))  # noqa: S704 - a message of our own


@lru_cache(MOST_KEPT)
def _said(message: str, language: str) -> Markup:
    """One that nothing is filled into; its `%%` says `%`."""
    return _translated(message, language) % {}


def spoken(text: str, tongue: str) -> str:
    """A text in the language `tongue`, marked where the page is in another (WCAG 2.2, 3.1.2).

    A screen reader then says it as one speaks that language.
    """
    page = (translation.get_language() or "en").partition("-")[0]
    if not text or not tongue or tongue == page:
        return text
    return Markup('<span lang="{}">{}</span>').format(tongue, text)
