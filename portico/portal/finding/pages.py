"""Pages of the portal that the search finds beside services."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import override

from portico.records.catalogue.definition.text import Text
from portico.records.catalogue.finding.documents import Document, page_document


@dataclass(frozen=True)
class PortalPage:
    """A page, and the words by which residents look for it."""

    name: str
    """The name of its address."""
    title: str | Promise
    text: str | Promise
    words: tuple[str, ...]


BIN_DAY = PortalPage(
    "portal:bin_day",
    _("When is my bin day?"),
    _("Find your next collections, and put them into your calendar."),
    ("bin day", "bin days", "bin calendar", "bin dates", "collection day", "when are bins",
     "which bin this week", "bank holiday collections", "christmas bins", "diwrnod bin"),
)  # fmt: skip
FOLLOW = PortalPage(
    "portal:follow",
    _("Follow a request"),
    _("See how it goes on, answer a question, or take it back."),
    ("track", "track my request", "check progress", "reference number", "my report", "my application",
     "status", "withdraw", "dilyn cais"),
)  # fmt: skip
PAGES = (
    BIN_DAY,
    FOLLOW,
    PortalPage(
        "portal:contact",
        _("Phone, write or visit us"),
        _("Our phone number, our address, and when we are open."),
        ("phone number", "telephone", "opening hours", "opening times", "address of the council",
         "council offices", "visit", "reception", "ffonio"),
    ),
    PortalPage(
        "portal:accessibility",
        _("Accessibility"),
        _("How accessible this website is, and how to tell us of a problem with it."),
        ("accessibility statement", "screen reader", "hygyrchedd"),
    ),
    PortalPage(
        "portal:display",
        _("Contrast and text size"),
        _("Make the text of this website bigger, or its colours stronger."),
        ("large print", "bigger text", "contrast", "dark mode", "text size", "maint testun"),
    ),
    PortalPage(
        "portal:privacy",
        _("Privacy notice"),
        _("How we use what you tell us online, and the rights you have."),
        ("privacy", "data protection officer", "preifatrwydd"),
    ),
    PortalPage(
        "portal:cookies",
        _("Cookies"),
        _("The cookies that this website uses, all of them needed."),
        ("cookies", "cookie", "cwcis"),
    ),
)  # fmt: skip
"""The pages that are found. A new page of the portal that residents look for gets its entry here."""


@cache
def pages_to_find() -> tuple[Document, ...]:
    """The pages as the index takes them, in both languages."""
    return tuple(
        page_document(
            key=page.name,
            title=_in_both(page.title),
            text=_in_both(page.text),
            words=page.words,
            address=page.name,
        )
        for page in PAGES
    )


def _in_both(said: str | Promise) -> Text:
    with override("en"):
        english = str(said)
    with override("cy"):
        welsh = str(said)
    return Text(en=english, cy=welsh if welsh != english else None)
