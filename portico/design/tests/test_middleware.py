"""Whose network address counts where proxies stand before Portico."""

from __future__ import annotations

import pytest
from django.http import HttpRequest, HttpResponse
from django.test import RequestFactory

from portico.design.middleware import ThroughProxyMiddleware

PROXY = "10.0.0.1"


def address_seen(forwarded: str | None) -> str:
    seen: list[str] = []

    def answer(request: HttpRequest) -> HttpResponse:
        seen.append(request.META["REMOTE_ADDR"])
        return HttpResponse()

    headers = {} if forwarded is None else {"X-Forwarded-For": forwarded}
    ThroughProxyMiddleware(answer)(RequestFactory().get("/", headers=headers, REMOTE_ADDR=PROXY))
    return seen[0]


@pytest.mark.parametrize(
    ("proxies", "forwarded", "seen"),
    [
        (0, "192.0.2.7", PROXY),  # anybody may write that header
        (1, "192.0.2.7", "192.0.2.7"),
        (1, "203.0.113.9, 192.0.2.7", "192.0.2.7"),  # what the visitor wrote counts for nothing
        (2, "203.0.113.9, 192.0.2.7, 10.0.0.2", "192.0.2.7"),
        (1, "2001:DB8::7", "2001:db8::7"),
        (2, "192.0.2.7", PROXY),
        (1, "unknown", PROXY),
        (1, None, PROXY),
    ],
)
def test_the_address_that_our_own_proxy_added_counts(
    settings, proxies: int, forwarded: str | None, seen: str
):
    settings.PORTICO_PROXIES = proxies
    assert address_seen(forwarded) == seen
