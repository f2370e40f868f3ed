"""The page of a change from its first saved word to the version in force, and what ends it."""

from __future__ import annotations

from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.utils import timezone
from django.views.decorators.http import require_POST

from portico.design.addresses import address_of
from portico.desk.editor.copy import Council
from portico.desk.services.deeds import DEEDS, FIELDS, do
from portico.desk.services.differing import told_differences
from portico.desk.services.outline import whole
from portico.desk.services.overview import service_or_404, version_or_404
from portico.desk.services.reviewed import reviewed, troubles
from portico.desk.services.saying import DONE, GONE
from portico.desk.services.views.pages import form_page, get_or_post, to
from portico.desk.typed import Typed
from portico.ground.access.pages import StaffRequest, designs_services, staff_page
from portico.ground.ledger.events import Actor
from portico.records.catalogue.actions import bring_back_service, withdraw_service
from portico.records.catalogue.editing import reviewing
from portico.records.catalogue.editing.actions import begin_edit
from portico.records.catalogue.editing.errors import EditRefusedError
from portico.records.catalogue.editing.queries import designed_service, edit_going_on, services_leading_to
from portico.records.catalogue.models import Service


@staff_page(may=designs_services)
@require_POST
def begin(request: StaffRequest, service: str) -> HttpResponse:
    """Begin to change a service, or join the change that goes on."""
    service_or_404(service)
    try:
        begin_edit(code=service, by=Actor.staff(request.powers.staff_id), at=timezone.now())
    except Service.DoesNotExist as error:
        raise Http404 from error
    return HttpResponseRedirect(to("desk:service_change", service))


@staff_page(may=designs_services)
@get_or_post
def review(request: StaffRequest, service: str) -> HttpResponse:
    """Show the change that goes on, with what may be done with it; or do that."""
    edit = edit_going_on(service)
    typed = Typed.read(request, *FIELDS)
    if request.method == "POST" and typed["deed"] not in DEEDS:
        raise Http404
    if edit is None:
        service_or_404(service)
        return HttpResponseRedirect(to("desk:service", service, "ended" if request.method == "POST" else ""))
    if request.method == "POST":
        if typed.id("edit") != edit.pk:
            return HttpResponseRedirect(to("desk:service_review", service, "another"))
        done = do(edit.pk, typed, Actor.staff(request.powers.staff_id), timezone.now())
        if done:
            where = "desk:service" if done == "published" else "desk:service_review"
            return HttpResponseRedirect(to(where, service, done))
        edit = edit_going_on(service)
        if edit is None:
            return HttpResponseRedirect(to("desk:service", service, "ended"))
    context = {
        "shown": reviewed(edit, request.powers.staff_id),
        "whole": whole(edit.definition, Council.read()) if edit.based_on_id is None else (),
        "typed": typed,
        "done": DONE.get(request.GET.get("done", ""), ""),
        "gone": GONE.get(request.GET.get("done", ""), ""),
    }
    return form_page(request, "desk/services/review.html", context, typed)


@staff_page(may=designs_services)
@get_or_post
def discard(request: StaffRequest, service: str) -> HttpResponse:
    """Ask whether a change is to be thrown away, and throw it away."""
    edit = edit_going_on(service)
    typed = Typed.read(request, "edit", "number")
    if edit is None or (request.method == "POST" and typed.id("edit") != edit.pk):
        service_or_404(service)
        return HttpResponseRedirect(to("desk:service", service, "ended" if edit is None else "another"))
    if request.method == "POST":
        by, at = Actor.staff(request.powers.staff_id), timezone.now()
        try:
            reviewing.discard_edit(edit_id=edit.pk, number=typed.number(), by=by, at=at)
            return HttpResponseRedirect(_after_discarding(service))
        except EditRefusedError as refused:
            typed.errors[""] = str(refused)
            edit.refresh_from_db()
    context = {"service": service_or_404(service), "edit": edit, "is_new": edit.based_on_id is None}
    return form_page(request, "desk/services/discard.html", context, typed)


@staff_page(may=designs_services)
@get_or_post
def go_back(request: StaffRequest, service: str, number: int) -> HttpResponse:
    """Show what going back to an earlier version would change, and go back to it."""
    earlier, designed = version_or_404(service, number), service_or_404(service)
    current = version_or_404(service, designed.version or 0)
    typed = Typed.read(request, "why", "number")
    if request.method == "POST":
        typed.need("why", "Say why, for who reads the history")
        if typed.is_good() and _went_back(request, service, number, typed):
            return HttpResponseRedirect(to("desk:service", service, "rolled-back"))
        current = version_or_404(service, service_or_404(service).version or 0)
    council = Council.read()
    context = {
        "service": designed,
        "earlier": earlier,
        "current": current,
        "sections": told_differences(current.definition, earlier.definition, council),
        "problems": troubles(earlier.definition, council),
    }
    return form_page(request, "desk/services/go_back.html", context, typed)


@staff_page(may=designs_services)
@get_or_post
def withdraw(request: StaffRequest, service: str) -> HttpResponse:
    """Ask whether a service is to be offered no longer, and withdraw it."""
    designed = service_or_404(service)
    if designed.version is None or designed.withdrawn_at is not None:
        return HttpResponseRedirect(to("desk:service", service))
    if request.method == "POST":
        withdraw_service(code=service, by=Actor.staff(request.powers.staff_id), at=timezone.now())
        return HttpResponseRedirect(to("desk:service", service, "withdrawn"))
    context = {"service": designed, "leading": services_leading_to(service)}
    return form_page(request, "desk/services/withdraw.html", context, Typed())


@staff_page(may=designs_services)
@get_or_post
def bring_back(request: StaffRequest, service: str) -> HttpResponse:
    """Ask whether a withdrawn service is to be offered again, and offer it."""
    designed = service_or_404(service)
    if designed.version is None or designed.withdrawn_at is None:
        return HttpResponseRedirect(to("desk:service", service))
    problems = troubles(version_or_404(service, designed.version).definition, Council.read())
    if request.method == "POST" and not problems:
        bring_back_service(code=service, by=Actor.staff(request.powers.staff_id), at=timezone.now())
        return HttpResponseRedirect(to("desk:service", service, "brought-back"))
    context = {"service": designed, "problems": problems}
    return form_page(request, "desk/services/bring_back.html", context, Typed())


def _went_back(request: StaffRequest, service: str, number: int, typed: Typed) -> bool:
    by, at = Actor.staff(request.powers.staff_id), timezone.now()
    try:
        reviewing.roll_back(
            code=service, number=number, why=typed["why"], instead_of=typed.number(), by=by, at=at
        )
    except EditRefusedError as refused:
        typed.errors[""] = str(refused)
        return False
    return True


def _after_discarding(service: str) -> str:
    """The page of the service; the list, where it was never published and went with its change."""
    if designed_service(service) is None:
        return f"{address_of('desk:services')}?done=discarded"
    return to("desk:service", service, "discarded")
