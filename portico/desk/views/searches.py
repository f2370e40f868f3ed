"""What residents searched for and did not find."""

from __future__ import annotations

from django.conf import settings
from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from portico.desk.shortcuts import are_on
from portico.ground.access.pages import StaffRequest, designs_services, staff_page, works_cases
from portico.ground.access.permissions import Powers
from portico.records.catalogue.finding.unfound import SHOWN_FROM, unfound_searches


def may_see_searches(powers: Powers) -> bool:
    """Say whether the words are shown: to who works cases, and to who designs the services they may miss."""
    return works_cases(powers) or designs_services(powers)


@staff_page(may=may_see_searches)
@require_safe
def searches(request: StaffRequest) -> HttpResponse:
    """List the words, those searched for most often first."""
    context = {
        "unfound": unfound_searches(),
        "shown_from": SHOWN_FROM,
        "kept_days": settings.PORTICO_KEEP_SEARCHES_DAYS,
        "here": "desk:searches",
        "shortcuts": are_on(request),
    }
    return render(request, "desk/searches.html", context)
