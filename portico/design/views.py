"""What the look itself serves: the council's colours and logo."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from portico.design.brand import the_council
from portico.ground.access.pages import public_page

FOR_EVER = "public, max-age=31536000, immutable"
"""Addresses carry the fingerprint of what they serve, so what was fetched once never has to be again."""


@public_page
@require_safe
def brand_style_sheet(request: HttpRequest) -> HttpResponse:
    """Serve the custom properties of the council's branding."""
    return HttpResponse(
        the_council().style_sheet, content_type="text/css; charset=utf-8", headers={"Cache-Control": FOR_EVER}
    )


@public_page
@require_safe
def logo(request: HttpRequest) -> HttpResponse:
    """Serve the council's logo, where its branding file names one."""
    mark = the_council().logo
    if mark is None:
        raise Http404("This council's branding names no logo.")
    return HttpResponse(mark.content, content_type=mark.content_type, headers={"Cache-Control": FOR_EVER})
