"""Pages that no walk comes by, since something must break first, drawn without breaking it.

PAGES["too large"]()        # the answer as the server would give it
"""

from __future__ import annotations

from collections.abc import Callable
from types import SimpleNamespace
from typing import Any, Final

from django.core.exceptions import PermissionDenied, RequestDataTooBig, SuspiciousOperation
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.test import RequestFactory

from portico.channels.web.views import form_gone
from portico.design import errors
from tests.journeys.walks.steps import LONGEST

FORM: Final = "/apply/street-problem/details"
DESK: Final = "/desk/cases/22222222/note"
TYPED: Final = {"_version": "3", "details": LONGEST, "name": "Gwenllian ap Rhys", "kind": "pothole"}


def asked(path: str) -> HttpRequest:
    return _of_somebody(RequestFactory().get(path, headers={"Accept": "text/html"}))


def sent(path: str, site: str = "cross-site") -> HttpRequest:
    headers = {"Accept": "text/html", "Sec-Fetch-Site": site}
    return _of_somebody(RequestFactory().post(path, TYPED, headers=headers))


def _of_somebody(request: HttpRequest) -> HttpRequest:
    someone: Any = SimpleNamespace(is_authenticated=True, is_active=False, pk=None, name="Owen Carter")
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
    "form no longer kept": lambda: form_gone(sent(FORM), "street-problem"),
}
