"""The home page by task, and the search for a service."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import get_language
from django.views.decorators.http import require_safe

from portico.channels.web.typing_in import tidy_line
from portico.ground.access.pages import public_page
from portico.portal.finding.showing import groups_shown, life_events_shown, services_shown, tiles
from portico.records.catalogue.queries import LONGEST_SEARCH, find_services, life_events, list_services


@public_page
@require_safe
def home(request: HttpRequest) -> HttpResponse:
    """What people come for, then every service by subject."""
    language = _language()
    context = {
        "tiles": tiles(),
        "life_events": life_events_shown(life_events(), language),
        "groups": groups_shown(list_services(language), language),
    }
    return render(request, "portal/home.html", context)


@public_page
@require_safe
def find(request: HttpRequest) -> HttpResponse:
    """Services found by the words people use; without words, all of them."""
    language = _language()
    words = tidy_line(request.GET.get("words", ""))[:LONGEST_SEARCH]
    found = services_shown(find_services(words, language), language) if words else []
    groups = [] if found else groups_shown(list_services(language), language)
    return render(request, "portal/find.html", {"words": words, "found": found, "groups": groups})


def _language() -> str:
    return (get_language() or "en")[:2]
