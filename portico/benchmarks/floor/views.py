"""Three bare views: one inserts, one reads, one searches."""

from __future__ import annotations

from django.contrib.postgres.search import SearchQuery, SearchRank
from django.db import transaction
from django.db.models import F
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone

from portico.benchmarks.floor.forms import FloorForm
from portico.benchmarks.floor.models import FloorCase, FloorCustomer, FloorEvent, FloorService


def insert(request: HttpRequest) -> HttpResponse:
    """Validate one form and insert customer, case and event in one transaction."""
    form = FloorForm(request.POST)
    if not form.is_valid():
        return HttpResponse(form.errors.as_text(), status=400)
    given = form.cleaned_data
    now = timezone.now()
    with transaction.atomic():
        customer = FloorCustomer.objects.create(name=given["name"], email=given["email"])
        case = FloorCase.objects.create(
            customer=customer, title=given["bin"], answers=dict(given), opened_at=now
        )
        FloorEvent.objects.create(name="case.opened", case=case.id, at=now)
    return HttpResponse(str(case.id))


def page(request: HttpRequest) -> HttpResponse:
    """Read 25 rows by key and render a table."""
    after = request.GET.get("after", "00000000-0000-0000-0000-000000000000")
    rows = FloorCase.objects.filter(id__gt=after).order_by("id")[:25]
    return render(request, "floor/page.html", {"rows": rows})


def find(request: HttpRequest) -> HttpResponse:
    """Search services by any of the words, by one full text query, and render a plain list."""
    words = request.GET.get("words", "")
    wanted = SearchQuery(" or ".join(words.split()), search_type="websearch", config="english")
    rows = FloorService.objects.filter(words=wanted).order_by(SearchRank(F("words"), wanted).desc())[:10]
    return render(request, "floor/find.html", {"words": words, "rows": rows})
