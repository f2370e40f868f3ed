"""The home page by task, and the search for services, answers and who else deals with something."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import get_language
from django.views.decorators.http import require_safe

from portico.channels.web.typing_in import tidy_line
from portico.ground.access.pages import public_page
from portico.portal.finding.pages import pages_to_find
from portico.portal.finding.showing import found_shown, groups_shown, life_events_shown, tiles
from portico.records.catalogue.finding import queries
from portico.records.catalogue.finding.unfound import keep_unfound_search
from portico.records.catalogue.queries import LONGEST_SEARCH, life_events, list_services


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
    """What is found by the words people use; without words, or where nothing is, all services."""
    language = _language()
    words = tidy_line(request.GET.get("words", ""))[:LONGEST_SEARCH]
    shown = None
    if words:
        found, finder = queries.find(words, pages_to_find())
        shown = found_shown(found, finder.groups, language)
        if found.fit != "well" and request.method == "GET":
            keep_unfound_search(typed=words, found=found.fit, at=timezone.now())
    context: dict[str, Any] = {"words": words, "shown": shown, "groups": []}
    if shown is None or not shown.number:
        context["groups"] = groups_shown(list_services(language), language)
        context["life_events"] = life_events_shown(life_events(), language)
    return render(request, "portal/find.html", context)


def _language() -> str:
    return (get_language() or "en")[:2]
