"""The links in the header and footer of every page: one table, since only the wiring sees all rooms."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import Literal

from django.conf import settings
from django.urls import NoReverseMatch, reverse
from django.utils.functional import Promise
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

Part = Literal["header", "footer", "desk", "person", "desk_footer"]


@dataclass(frozen=True)
class Link:
    """A link as a layout shows it."""

    name: str
    """The URL name; a page marks the link as its own by setting `here` to it."""
    href: str
    text: str
    """In the language of the page."""


_LINKS: dict[Part, tuple[tuple[str, str | Promise], ...]] = {
    "header": (
        ("portal:find", _("Find a service")),
        ("portal:follow", _("Follow a request")),
        ("portal:display", _("Contrast and text size")),
    ),
    "footer": (
        ("portal:accessibility", _("Accessibility")),
        ("portal:cookies", _("Cookies")),
        ("portal:privacy", _("Privacy")),
        ("portal:contact", _("Contact us")),
        ("portal:display", _("Contrast and text size")),
    ),
    "desk": (
        ("desk:queue", _("Queue")),
        ("desk:search", _("Search")),
        ("desk:assisted", _("Open a service")),
    ),
    "person": (
        ("access:account", _("Your account")),
        ("account_logout", _("Sign out")),
    ),
    "desk_footer": (
        ("portal:accessibility", _("Accessibility")),
        ("portal:display", _("Contrast and text size")),
    ),
}


def navigation(part: Part) -> tuple[Link, ...]:
    """The links of one part of the page. A page that this Portico does not serve gets no link."""
    return _links_of(part, settings.ROOT_URLCONF, get_language())


@cache
def _links_of(part: Part, served: str, language: str | None) -> tuple[Link, ...]:
    links = []
    for name, text in _LINKS[part]:
        try:
            links.append(Link(name=name, href=reverse(name), text=str(text)))
        except NoReverseMatch:
            continue
    return tuple(links)
