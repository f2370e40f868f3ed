"""The pages of a try-out: what can be tried, what was done so far, and the real pages inside it."""

from __future__ import annotations

import functools
from collections.abc import Callable, Sequence
from contextlib import suppress
from datetime import datetime

from django.http import Http404, HttpResponse, HttpResponseBase, HttpResponseRedirect
from django.shortcuts import redirect, render
from django.urls import Resolver404, resolve
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from portico.channels.web.actions import begin_draft
from portico.channels.web.cookie import hold_draft
from portico.channels.web.known import Known
from portico.channels.web.open_form import OpenForm, language_of_page, moment_now
from portico.design.addresses import address_of
from portico.desk.models import TryOut
from portico.desk.shortcuts import are_on
from portico.desk.trying.choices import Choice, choices_of
from portico.desk.trying.pages import EYES, has_page, seen_with, tab_of
from portico.desk.trying.showing import answers_given, cases_tried, messages_tried
from portico.desk.trying.tryouts import (
    NoTryOutError,
    TryOutError,
    begin_tryout,
    end_tryout,
    inside_tryout,
    see_as,
    tryout_of,
    tryouts_of,
)
from portico.ground.access.pages import StaffRequest, designs_services, staff_page
from portico.records.catalogue.queries import current_service

get_or_post = require_http_methods(["GET", "HEAD", "POST"])
View = Callable[..., HttpResponse]


@staff_page(may=designs_services)
@get_or_post
def about(request: StaffRequest, service: str) -> HttpResponse:
    """Say what can be tried out of a service and begin; or what is tried out, and begin again.

    With `join`, where it is begun on another page, one that is under way goes on.
    """
    staff_id, at = request.powers.staff_id, timezone.now()
    choices = choices_of(service)
    tryout = tryout_of(service, staff_id, at)
    if not choices and tryout is None:
        raise Http404
    refused = ""
    if request.method == "POST":
        tried = request.POST.get("tried", "")
        if "join" in request.POST and tryout is not None:
            return HttpResponseRedirect(address_of("desk:service_try", service))
        keeps = "keep" in request.POST and tryout is not None
        try:
            return _begin(request, service, tried, at, keeps=keeps)
        except TryOutError as error:
            refused = str(error)
            tryout = tryout_of(service, staff_id, at)
    context = {
        "code": service,
        "name": choices[0].name if choices else service,
        "choices": choices,
        "tryout": tryout,
        "now": _now(choices, tryout),
        "others": [one for one in tryouts_of(staff_id, at) if one.code != service],
        "refused": refused,
        "ended": request.GET.get("ended", ""),
        "here": "desk:services",
        "shortcuts": are_on(request),
    }
    status = 422 if refused else 200
    if tryout is None:
        return render(request, "desk/trying/about.html", context, status=status)
    try:
        with inside_tryout(code=service, staff_id=staff_id, at=at, tab="about") as used:
            return render(request, "desk/trying/about.html", context | {"tryout": used}, status=status)
    except NoTryOutError:  # ended in another window meanwhile
        return _none_open(service)


def _now(choices: Sequence[Choice], tryout: TryOut | None) -> Choice | None:
    """What is there now of what is tried out; else what is there, if anything is."""
    same = [one for one in choices if tryout is not None and one.tried == tryout.tried]
    return next(iter([*same, *choices]), None)


def _begin(request: StaffRequest, service: str, tried: str, at: datetime, *, keeps: bool) -> HttpResponse:
    """Begin, and lead to the form: to its start, or with `keeps` to what was answered before."""
    staff_id = request.powers.staff_id
    known = Known()
    if keeps:
        with suppress(NoTryOutError), inside_tryout(code=service, staff_id=staff_id, at=at):
            known = answers_given(service)
    begin_tryout(code=service, tried=tried, staff_id=staff_id, at=at)
    with inside_tryout(code=service, staff_id=staff_id, at=at):
        if not known:
            return HttpResponseRedirect(address_of("web:start", service))
        moment, current = moment_now(), current_service(service)
        draft = begin_draft(
            service=current, language=language_of_page(), known=known, by=moment.by, at=moment.at
        )
        form = OpenForm(service, draft, current.definition, moment)
        response = HttpResponseRedirect(form.address(form.journey.next_open))
        hold_draft(response, service, draft.id)
        return response


@staff_page(may=designs_services)
@require_POST
def end(request: StaffRequest, service: str) -> HttpResponse:
    """End a try-out."""
    end_tryout(code=service, staff_id=request.powers.staff_id)
    if not choices_of(service):  # a new service that was thrown away meanwhile
        return redirect("desk:services")
    return HttpResponseRedirect(address_of("desk:service_try", service) + "?ended=1")


def tryout_page(tab: str) -> Callable[[View], View]:
    """Show a page of a try-out inside it; where there is none (any more), lead to where one begins."""

    def made(view: View) -> View:
        @functools.wraps(view)
        def shown(request: StaffRequest, service: str) -> HttpResponse:
            try:
                with inside_tryout(
                    code=service, staff_id=request.powers.staff_id, at=timezone.now(), tab=tab
                ):
                    return view(request, service)
            except NoTryOutError:
                return _none_open(service)

        return staff_page(may=designs_services)(shown)

    return made


def _none_open(service: str) -> HttpResponse:
    return HttpResponseRedirect(address_of("desk:service_try", service) + "?ended=none")


@tryout_page("customer")
@require_safe
def customer(request: StaffRequest, service: str) -> HttpResponse:
    """List what was sent, each with a button to follow it as its customer does."""
    context = {"code": service, "cases": cases_tried(), "here": "desk:services", "shortcuts": are_on(request)}
    return render(request, "desk/trying/customer.html", context)


@staff_page(may=designs_services)
@get_or_post
def staff(request: StaffRequest, service: str) -> HttpResponse:
    """List the cases for staff, and choose whose eyes they are seen with."""
    staff_id, at = request.powers.staff_id, timezone.now()
    eyes = request.POST.get("seen_as", "")
    try:
        if request.method == "POST" and eyes in EYES:
            see_as(code=service, staff_id=staff_id, role=eyes, at=at)
            return redirect("desk:service_try_staff", service)
        with inside_tryout(code=service, staff_id=staff_id, at=at, tab="staff") as tryout:
            context = {
                "code": service,
                "cases": cases_tried(),
                "eyes": EYES,
                "seen_as": tryout.seen_as,
                "here": "desk:services",
                "shortcuts": are_on(request),
            }
            return render(request, "desk/trying/staff.html", context)
    except NoTryOutError:
        return _none_open(service)


@tryout_page("messages")
@require_safe
def messages(request: StaffRequest, service: str) -> HttpResponse:
    """Show the messages as they would be sent."""
    context = {
        "code": service,
        "messages": messages_tried(),
        "here": "desk:services",
        "shortcuts": are_on(request),
    }
    return render(request, "desk/trying/messages.html", context)


@staff_page(may=designs_services)
@get_or_post
def inside(request: StaffRequest, service: str, path: str) -> HttpResponseBase:
    """Show a real page inside the try-out; lead to where it really is where it is no page of a try-out."""
    try:
        match = resolve(f"/{path}")
    except Resolver404 as error:
        raise Http404 from error
    if not has_page(match.view_name):
        if request.method not in {"GET", "HEAD"}:
            raise Http404
        query = request.META.get("QUERY_STRING", "")
        return HttpResponseRedirect(f"/{path}" + (f"?{query}" if query else ""))
    opened = inside_tryout(
        code=service, staff_id=request.powers.staff_id, at=timezone.now(), tab=tab_of(match.view_name)
    )
    try:
        with opened as tryout, seen_with(request, tryout.seen_as):
            shown: HttpResponseBase = match.func(request, *match.args, **match.kwargs)
            return shown
    except NoTryOutError:
        return _none_open(service)
