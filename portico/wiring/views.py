"""The two pages that machines ask for: is it alive, is it ready."""

from __future__ import annotations

from django.http import HttpRequest, JsonResponse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from portico.ground.access.pages import public_page
from portico.wiring.readiness import readiness


@public_page
@require_safe
@never_cache
def alive(request: HttpRequest) -> JsonResponse:
    """Answer 200 as long as the process runs, whatever else is broken."""
    return JsonResponse({"alive": True})


@public_page
@require_safe
@never_cache
def ready(request: HttpRequest) -> JsonResponse:
    """Answer 200 if the database answers and a worker is alive, else 503, saying which is missing."""
    found = readiness()
    body = {"ready": found.ready, "database": found.database, "workers": found.workers}
    return JsonResponse(body, status=200 if found.ready else 503)
