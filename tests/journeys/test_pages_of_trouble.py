"""Pages that no walk comes by, since something must break first: drawn here, and shown in the town."""

from __future__ import annotations

from collections.abc import Callable
from types import SimpleNamespace
from typing import Any, Final

import pytest
from django.core.exceptions import PermissionDenied, RequestDataTooBig, SuspiciousOperation
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.test import RequestFactory

from portico.design import errors
from tests.journeys.browser import Chromium
from tests.journeys.looking import in_every_way, looking
from tests.journeys.walks.steps import LONGEST
from tests.running import Running

pytestmark = pytest.mark.long

FORM: Final = "/apply/street-problem/details"
DESK: Final = "/desk/cases/22222222/note"
TYPED: Final = {"_version": "3", "details": LONGEST, "name": "Gwenllian ap Rhys", "kind": "pothole"}


def asked(path: str) -> HttpRequest:
    return _of_somebody(RequestFactory().get(path, headers={"Accept": "text/html"}))


def sent(path: str, site: str = "cross-site") -> HttpRequest:
    headers = {"Accept": "text/html", "Sec-Fetch-Site": site}
    return _of_somebody(RequestFactory().post(path, TYPED, headers=headers))


def _of_somebody(request: HttpRequest) -> HttpRequest:
    someone: Any = SimpleNamespace(is_authenticated=True, name="Owen Carter")
    request.user = someone
    return request


def withheld(request: HttpRequest, template: str) -> HttpResponse:
    why = "The virus scanner found something harmful in this file. It is not handed out."
    found = SimpleNamespace(case=SimpleNamespace(reference="22222222"))
    return render(request, template, {"why": why, "found": found})


PAGES: Final[dict[str, Callable[[], HttpResponse]]] = {
    "our fault": lambda: errors.our_fault(asked(FORM)),
    "our fault, at the desk": lambda: errors.our_fault(asked(DESK)),
    "database away": lambda: errors.database_away(asked(FORM)),
    "database away, at the desk": lambda: errors.database_away(asked(DESK)),
    "database away while sending": lambda: errors.database_away(sent(FORM)),
    "database away while sending, at the desk": lambda: errors.database_away(sent(DESK)),
    "open for too long": lambda: errors.form_refused(sent(FORM, "same-origin")),
    "not from here": lambda: errors.form_refused(sent(FORM)),
    "not understood": lambda: errors.bad_request(asked(FORM), SuspiciousOperation()),
    "too large": lambda: errors.bad_request(sent(FORM), RequestDataTooBig()),
    "not allowed, at the desk": lambda: errors.not_allowed(asked(DESK), PermissionDenied()),
    "file withheld": lambda: withheld(asked("/follow/file"), "portal/file_withheld.html"),
    "file withheld, at the desk": lambda: withheld(asked(DESK), "desk/file_withheld.html"),
    "form no longer kept": lambda: render(asked(FORM), "web/gone.html", {"service": "missed-bin"}),
}


@pytest.mark.parametrize("name", PAGES)
def test_every_page_of_trouble(browser: Chromium, town: Running, name: str):
    drawn = PAGES[name]().content.decode()
    with looking(browser, in_every_way()) as (page, look):
        place = f"{town.address}/drawn"
        page.route(place, lambda route: route.fulfill(body=drawn, content_type="text/html; charset=utf-8"))
        page.goto(place)
        assert page.locator("h1").count() == 1
        look(page, name)
