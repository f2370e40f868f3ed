"""Addresses that get into every kind of trouble, for the tests of the error pages."""

from __future__ import annotations

from django.core.exceptions import PermissionDenied, SuspiciousOperation
from django.db import InterfaceError, OperationalError
from django.http import Http404, HttpRequest, HttpResponse
from django.urls import include, path
from django.views.decorators.csrf import csrf_protect


def away(request: HttpRequest) -> HttpResponse:
    raise OperationalError('connection refused: INSERT INTO x VALUES ("Mrs Typed Secretly")')


def closed(request: HttpRequest) -> HttpResponse:
    raise InterfaceError("connection already closed")


@csrf_protect
def echo(request: HttpRequest) -> HttpResponse:
    return HttpResponse(
        "taken: " + ", ".join(f"{name}={request.POST.getlist(name)}" for name in request.POST)
    )


def missing(request: HttpRequest) -> HttpResponse:
    raise Http404


def forbidden(request: HttpRequest) -> HttpResponse:
    raise PermissionDenied


def odd(request: HttpRequest) -> HttpResponse:
    raise SuspiciousOperation("odd")


def broken(request: HttpRequest) -> HttpResponse:
    raise ZeroDivisionError


def reads_post(request: HttpRequest) -> HttpResponse:
    return HttpResponse(str(len(request.POST)))


urlpatterns = [
    path("away", away),
    path("closed", closed),
    path("desk/away", away),
    path("echo", echo),
    path("missing", missing),
    path("desk/missing", missing),
    path("forbidden", forbidden),
    path("odd", odd),
    path("broken", broken),
    path("reads-post", reads_post),
    path("design/", include("portico.design.urls")),
]

handler400 = "portico.design.errors.bad_request"
handler403 = "portico.design.errors.not_allowed"
handler404 = "portico.design.errors.not_found"
handler500 = "portico.design.errors.our_fault"
