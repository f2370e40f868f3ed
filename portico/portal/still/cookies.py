"""Every cookie that Portico sets. All are essential, so nobody is asked; a test finds one not listed."""

from __future__ import annotations

from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _


@dataclass(frozen=True)
class Cookie:
    """One cookie, as the cookies page tells of it."""

    name: str
    purpose: str | Promise
    kept: str | Promise
    staff_only: bool = False


_UNTIL_CLOSED = _("until you close your browser")

COOKIES: tuple[Cookie, ...] = (
    Cookie("csrftoken", _("makes sure that a form was sent by you and not by another website"), _("1 year")),
    Cookie("form", _("finds the form that you have begun, so that nothing is asked twice"), _UNTIL_CLOSED),
    Cookie("life", _("finds the list of services that you have begun"), _UNTIL_CLOSED),
    Cookie("sent-form", _("lets you have a copy of what you have just sent"), _("1 hour")),
    Cookie("following", _("remembers which request you follow, after you gave its reference"), _("1 hour")),
    Cookie("bin-day", _("remembers the address whose collection days you asked for"), _("1 hour")),
    Cookie("display", _("remembers the contrast and text size that you chose"), _("1 year")),
    Cookie("language", _("remembers whether you read these pages in English or in Welsh"), _("1 year")),
    Cookie(
        "portico_desk", _("keeps staff signed in"), _("10 hours, or until they sign out"), staff_only=True
    ),
    Cookie("portico_keys", _("remembers whether staff use keyboard shortcuts"), _("1 year"), staff_only=True),
)
