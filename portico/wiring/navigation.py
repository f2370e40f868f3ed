"""The links in the header and footer of every page: one table, since only the wiring sees all rooms."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import lru_cache
from typing import Literal

from django.conf import settings
from django.http import HttpRequest
from django.urls import NoReverseMatch
from django.utils.functional import Promise
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from portico.design.addresses import address_of
from portico.ground.access.pages import designs_services, works_cases
from portico.ground.access.permissions import Powers
from portico.ground.access.queries import powers_of
from portico.ground.tryouts.inside import place_now

Part = Literal["header", "footer", "desk", "person", "desk_footer"]


@dataclass(frozen=True)
class Link:
    """A link as a layout shows it."""

    name: str
    """The URL name; a page marks the link as its own by setting `here` to it."""
    href: str
    text: str
    """In the language of the page."""


MOST_KEPT = 256
"""Rows of links kept: for each part, language, and try-out that was looked at lately."""

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
        ("desk:services", _("Services")),
        ("desk:searches", _("Failed searches")),
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


_ONLY_FOR: dict[str, Callable[[Powers], bool]] = {
    "desk:queue": works_cases,
    "desk:search": works_cases,
    "desk:assisted": works_cases,
    "desk:services": designs_services,
    "desk:searches": lambda powers: works_cases(powers) or designs_services(powers),
}
"""Links that lead only some staff anywhere: others do not see them."""


def navigation(part: Part, request: HttpRequest | None = None) -> tuple[Link, ...]:
    """The links of one part of the page. A page that this Portico does not serve gets no link.

    Links that are not for everybody are left out unless whoever asks, in `request`, may follow them.
    """
    place = place_now()
    links = _links_of(part, settings.ROOT_URLCONF, get_language(), place.prefix if place else "")
    if not any(link.name in _ONLY_FOR for link in links):
        return links
    if request is None or not request.user.is_authenticated:
        return tuple(link for link in links if link.name not in _ONLY_FOR)
    powers = getattr(request, "powers", None) or powers_of(request.user)
    return tuple(link for link in links if link.name not in _ONLY_FOR or _ONLY_FOR[link.name](powers))


@lru_cache(MOST_KEPT)
def _links_of(part: Part, served: str, language: str | None, tried_at: str) -> tuple[Link, ...]:
    links = []
    for name, text in _LINKS[part]:
        try:
            links.append(Link(name=name, href=address_of(name), text=str(text)))
        except NoReverseMatch:
            continue
    return tuple(links)
