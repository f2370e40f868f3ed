"""What the look itself serves: the council's colours and logo, and the gallery of components."""

from __future__ import annotations

from typing import cast

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from portico.design.brand import the_council
from portico.design.display import display_of, read_display
from portico.design.gallery import SAMPLES
from portico.ground.access.pages import StaffRequest, public_page, staff_page

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


@public_page
@require_safe
def gallery(request: HttpRequest) -> HttpResponse:
    """Show every component in every state: to everybody in the demo and in development, else to staff.

    `?contrast=dark&text_size=largest` shows it so for once, without remembering.
    """
    if settings.PORTICO_DEMO or settings.DEBUG:
        return _gallery(request)
    return _gallery_for_staff(cast(StaffRequest, request))


@staff_page
def _gallery_for_staff(request: StaffRequest) -> HttpResponse:
    return _gallery(request)


def _gallery(request: HttpRequest) -> HttpResponse:
    remembered = display_of(request)
    contrast = request.GET.get("contrast", remembered.contrast)
    text_size = request.GET.get("text_size", remembered.text_size)
    display = read_display(f"{contrast}.{text_size}")
    return render(request, "design/gallery.html", SAMPLES | {"display": display})
