"""Staying signed in: the session of staff ends by itself, and can be made to last longer beforehand."""

from __future__ import annotations

from django.http import HttpResponse, HttpResponseRedirect, JsonResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from portico.ground.access.pages import StaffRequest, staff_page


@staff_page
@require_http_methods(["GET", "HEAD", "POST"])
def stay(request: StaffRequest) -> HttpResponse:
    """Say until when one is signed in; on Stay signed in, begin the time of the session anew.

    The warning of other pages asks for JSON and stays where it is.
    """
    if request.method != "POST":
        return render(request, "access/stay.html", {"stays": "stays" in request.GET})
    request.session.modified = True
    if request.headers.get("Accept") == "application/json":
        return JsonResponse({"seconds": request.session.get_expiry_age()})
    return HttpResponseRedirect(reverse("access:stay") + "?stays=1")
