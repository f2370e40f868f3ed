"""The list of services, and one of them: what is in force, what goes on, and what waits for whom."""

from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from portico.channels.web.typing_in import tidy_line
from portico.desk.services.listing import LONGEST_WORDS, STATES, services_shown
from portico.desk.services.overview import overview_of, read_number
from portico.desk.services.saying import DONE, GONE
from portico.desk.shortcuts import are_on
from portico.ground.access.pages import StaffRequest, designs_services, staff_page


@staff_page(may=designs_services)
@require_safe
def services(request: StaffRequest) -> HttpResponse:
    """List the services with the version in force and the change that goes on."""
    words = tidy_line(request.GET.get("words", ""))[:LONGEST_WORDS]
    state = request.GET.get("state", "")
    context = {
        "shown": services_shown(request.powers.staff_id, words, state),
        "words": words,
        "state": state if state in STATES else "",
        "states": STATES,
        "done": DONE.get(request.GET.get("done", ""), ""),
        "here": "desk:services",
        "shortcuts": are_on(request),
    }
    return render(request, "desk/services/list.html", context)


@staff_page(may=designs_services)
@require_safe
def service(request: StaffRequest, service: str) -> HttpResponse:
    """Show what is in force, which change goes on, and the versions with what is on each."""
    context = {
        "shown": overview_of(service, read_number(request.GET.get("before", ""))),
        "done": DONE.get(request.GET.get("done", ""), ""),
        "gone": GONE.get(request.GET.get("done", ""), ""),
        "here": "desk:services",
        "shortcuts": are_on(request),
    }
    return render(request, "desk/services/service.html", context)
