"""What happens around every page: headers that protect people, and a database that may be away."""

from __future__ import annotations

import contextlib
import ipaddress
import logging
from collections.abc import Callable

from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase

from portico.design.errors import DATABASE_AWAY, TOO_LARGE, database_away, error_page

log = logging.getLogger(__name__)

Answerer = Callable[[HttpRequest], HttpResponseBase]

NO_DEVICES = "camera=(), microphone=(), geolocation=(self), payment=(), usb=(), browsing-topics=()"
"""Permissions-Policy: of the machine somebody uses, we may ask for their place, and only when they say so."""


class HeadersMiddleware:
    """Adds the headers that Django does not send; a page that needs another policy has set it already.

    No page has a policy that depends on it, so django-csp writes the one there is once, not for each answer.
    """

    def __init__(self, get_response: Answerer) -> None:
        from csp.utils import build_policy

        self.get_response = get_response
        self.policy = build_policy()

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        """Pass the request on and dress the answer."""
        response = self.get_response(request)
        response.headers.setdefault("Permissions-Policy", NO_DEVICES)
        response.headers.setdefault("Content-Security-Policy", self.policy)
        return response


class ThroughProxyMiddleware:
    """Puts the visitor's own network address in the place of the proxy's, which all visitors would share.

    Slowing down who guesses counts by it. Each of our proxies adds the address it was asked from to the end
    of `X-Forwarded-For`; what stands before those is the visitor's own word, and counts for nothing.
    """

    def __init__(self, get_response: Answerer) -> None:
        from django.conf import settings

        self.get_response = get_response
        self.proxies = int(settings.PORTICO_PROXIES)

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        """Pass the request on as if the visitor had asked without a proxy."""
        told = request.META.get("HTTP_X_FORWARDED_FOR", "").split(",")
        if 0 < self.proxies <= len(told):
            with contextlib.suppress(ValueError):
                request.META["REMOTE_ADDR"] = str(ipaddress.ip_address(told[-self.proxies].strip()))
        return self.get_response(request)


class LargestRequestMiddleware:
    """Refuses a request that announces more than may be sent, before anything of it is read.

    What one file may weigh, and how many a question takes, is for the page that asks; this bounds them all.
    """

    def __init__(self, get_response: Answerer) -> None:
        from django.conf import settings

        self.get_response = get_response
        self.most = int(settings.PORTICO_LARGEST_REQUEST)

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        """Pass the request on, unless it is too large."""
        announced = request.META.get("CONTENT_LENGTH") or "0"
        if announced.isdigit() and int(announced) > self.most:
            return error_page(request, 413, TOO_LARGE)
        return self.get_response(request)


class DatabaseAwayMiddleware:
    """Answers 503 when the database is away, and gives people back what they typed, to be sent again."""

    def __init__(self, get_response: Answerer) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        """Pass the request on."""
        return self.get_response(request)

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponse | None:
        """Answer for a view that could not reach the database; leave every other exception alone."""
        if not isinstance(exception, DATABASE_AWAY):
            return None
        # The message of the exception may quote what somebody typed: only its kind is kept.
        log.error("The database is away: %s.", type(exception).__name__)
        return database_away(request)
