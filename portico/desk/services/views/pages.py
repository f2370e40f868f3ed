"""What the views of services share: their forms, and the way to a page that says what was done."""

from __future__ import annotations

from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_http_methods

from portico.design.addresses import address_of
from portico.desk.shortcuts import are_on
from portico.desk.typed import Typed
from portico.ground.access.pages import StaffRequest

get_or_post = require_http_methods(["GET", "HEAD", "POST"])


def to(name: str, service: str, done: str = "") -> str:
    """The address of a page of a service, which says what was done."""
    href = address_of(name, service)
    return f"{href}?done={done}" if done else href


def form_page(request: StaffRequest, template: str, context: dict[str, Any], typed: Typed) -> HttpResponse:
    """A page with a form as it was typed, and what is wrong with it."""
    errors = [
        {"text": words, "href": f"#{name}" if name else "#main-content"}
        for name, words in typed.errors.items()
    ]
    more = {"typed": typed, "errors": errors, "here": "desk:services", "shortcuts": are_on(request)}
    return render(request, template, context | more, status=422 if errors else 200)
