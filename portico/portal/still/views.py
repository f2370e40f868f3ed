"""The still pages, and the choice of contrast and text size."""

from __future__ import annotations

from datetime import timedelta
from urllib.parse import urlsplit

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.http import require_http_methods, require_safe

from portico.design.brand import the_council
from portico.design.display import display_of, read_display, remember_display
from portico.design.languages import (
    LANGUAGES,
    read_language,
    remember_language,
    stay_in_english,
    welsh_is_offered,
)
from portico.ground.access.pages import public_page
from portico.portal.still import statement
from portico.portal.still.cookies import COOKIES

SECURITY_FILE_LASTS = timedelta(days=180)
"""RFC 9116 asks for an expiry less than a year ahead."""


@public_page
@require_safe
def accessibility(request: HttpRequest) -> HttpResponse:
    """The accessibility statement that the regulations of 2018 ask for."""
    stay_in_english()
    context = {
        "prepared": statement.PREPARED,
        "reviewed": statement.REVIEWED,
        "review_due": statement.review_due(),
        "northern_ireland": settings.PORTICO_NATION == "northern-ireland",
        "here": "portal:accessibility",
    }
    return render(request, "portal/still/accessibility.html", context)


@public_page
@require_safe
def cookies(request: HttpRequest) -> HttpResponse:
    """Which cookies there are, and what for."""
    return render(request, "portal/still/cookies.html", {"cookies": COOKIES, "here": "portal:cookies"})


@public_page
@require_safe
def privacy(request: HttpRequest) -> HttpResponse:
    """What is done with what people tell us, and what they can ask for."""
    stay_in_english()
    return render(
        request,
        "portal/still/privacy.html",
        {"here": "portal:privacy", "kept_searches": settings.PORTICO_KEEP_SEARCHES_DAYS},
    )


@public_page
@require_safe
def contact(request: HttpRequest) -> HttpResponse:
    """The ways to reach the council, the quickest first."""
    return render(request, "portal/still/contact.html", {"here": "portal:contact"})


@public_page
@require_http_methods(["GET", "HEAD", "POST"])
def display(request: HttpRequest) -> HttpResponse:
    """Choose contrast and text size; once chosen, go back to the page one came from."""
    if request.method == "POST":
        chosen = read_display(f"{request.POST.get('contrast', '')}.{request.POST.get('text_size', '')}")
        response = HttpResponseRedirect(_own_page(request, request.POST.get("_back", "")))
        remember_display(response, chosen, secure=settings.CSRF_COOKIE_SECURE)
        return response
    context = {
        "chosen": display_of(request),
        "back": _own_page(request, request.headers.get("Referer", "")),
        "here": "portal:display",
    }
    return render(request, "portal/still/display.html", context)


@public_page
@require_safe
def language(request: HttpRequest, language: str) -> HttpResponse:
    """Choose English or Welsh, and go back to the page one came from."""
    if language not in dict(LANGUAGES) or not welsh_is_offered():
        raise Http404(language)
    response = HttpResponseRedirect(_own_page(request, request.headers.get("Referer", "")))
    remember_language(response, read_language(language))
    return response


@public_page
@require_safe
def security(request: HttpRequest) -> HttpResponse:
    """Where to report a weakness: RFC 9116."""
    expires = (timezone.now() + SECURITY_FILE_LASTS).replace(hour=0, minute=0, second=0, microsecond=0)
    lines = [
        f"Contact: mailto:{the_council().security_email}",
        f"Expires: {expires.isoformat().replace('+00:00', 'Z')}",
        "Preferred-Languages: en, cy",
        f"Canonical: {settings.PUBLIC_ADDRESS}{reverse('portal:security')}",
    ]
    return HttpResponse("\n".join(lines) + "\n", content_type="text/plain; charset=utf-8")


@public_page
@require_safe
def robots(request: HttpRequest) -> HttpResponse:
    """What search engines may keep: no forms, nothing of the staff's; of a fictional council nothing."""
    closed = ["/"] if the_council().fictional else ["/apply/", "/desk/", "/follow", "/design/"]
    lines = ["User-agent: *", *(f"Disallow: {path}" for path in closed)]
    return HttpResponse("\n".join(lines) + "\n", content_type="text/plain; charset=utf-8")


def _own_page(request: HttpRequest, address: str) -> str:
    """The path and query of a page of this site in that address; else the home page.

    What is returned is checked, not only what came: the path `//a.example/` is a page of this site where its
    host stands before it, and one of a.example where nothing does.
    """
    own = url_has_allowed_host_and_scheme(address, {request.get_host()}, require_https=request.is_secure())
    if not own:
        return "/"
    parts = urlsplit(address)
    page = f"{parts.path}?{parts.query}" if parts.query else parts.path
    within = page.startswith("/") and url_has_allowed_host_and_scheme(page, set())
    return page if within and parts.path != reverse("portal:display") else "/"
