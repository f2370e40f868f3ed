"""The queue, and the choice of shortcuts."""

from __future__ import annotations

from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from portico.desk.queue_page import OPEN_STAGES, queue_shown
from portico.desk.shortcuts import COOKIE, KEPT_SECONDS, SHORTCUTS, are_on
from portico.desk.words import DONE, PRIORITY_NAMES
from portico.ground.access.pages import StaffRequest, designs_services, staff_page, works_cases


@staff_page
@require_safe
def queue(request: StaffRequest) -> HttpResponse:
    """Show open cases by the time they are due; lead who works no cases to where their work begins.

    Everybody comes here who has signed in.
    """
    if not works_cases(request.powers):
        return redirect("desk:services" if designs_services(request.powers) else "access:account")
    context = {
        "shown": queue_shown(request.powers, request.GET.dict(), timezone.now()),
        "stages": OPEN_STAGES,
        "priorities": PRIORITY_NAMES,
        "done": DONE.get(request.GET.get("done", ""), ""),
        "here": "desk:queue",
        "shortcuts": are_on(request),
    }
    return render(request, "desk/queue.html", context)


@staff_page
@require_http_methods(["GET", "POST"])
def shortcuts(request: StaffRequest) -> HttpResponse:
    """List the keys, and switch them on or off for this browser."""
    if request.method == "POST":
        on = request.POST.get("on") == "1"
        response = HttpResponseRedirect(reverse("desk:shortcuts"))
        response.set_cookie(
            COOKIE,
            "on" if on else "off",
            max_age=KEPT_SECONDS,
            path="/desk",
            samesite="Lax",
            secure=request.is_secure(),
            httponly=True,
        )
        return response
    return render(request, "desk/shortcuts.html", {"keys": SHORTCUTS, "shortcuts": are_on(request)})
