"""Slowing down who guesses passwords, by network address and account together.

So somebody who guesses at Owen's password from elsewhere is stopped, while Owen at his desk is not.
"""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from portico.ground.access.kept import kept_in


def account_tried(request: HttpRequest, credentials: dict[str, Any] | None) -> str:
    """The e-mail address that was tried, in lower case: what django-axes counts tries by."""
    tried = (credentials or {}).get("email") or (credentials or {}).get("username")
    return str(tried or request.POST.get("login", "")).strip().lower()[:254]


def too_many_tries(request: HttpRequest, response: HttpResponse, credentials: Any) -> HttpResponse:
    """Say in plain words that there were too many tries, and when to come back."""
    return render(request, "access/too_many_tries.html", {"kept": kept_in(request)}, status=429)
