"""Serving the pictures of the map."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from portico.ground.access.pages import public_page
from portico.records.places.base_map import MapAwayError, picture_of
from portico.records.places.map import Window

A_DAY = "public, max-age=86400"
NOT_NOW = 503


@public_page
@require_safe
def picture(request: HttpRequest, size: str, zoom: int, column: int, row: int) -> HttpResponse:
    """One picture of the base map: the same for everybody, without pins, so that it may be kept."""
    try:
        content = picture_of(size, Window(zoom, column, row))
    except LookupError:
        raise Http404 from None
    except MapAwayError:
        return HttpResponse(status=NOT_NOW, headers={"Cache-Control": "no-store"})
    return HttpResponse(content, content_type="image/png", headers={"Cache-Control": A_DAY})
