"""Reading versions and working copies in words, their differences, and downloading them as files."""

from __future__ import annotations

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from portico.desk.editor.copy import Council
from portico.desk.services.differing import told_differences
from portico.desk.services.outline import whole
from portico.desk.services.overview import service_or_404, version_or_404
from portico.desk.shortcuts import are_on
from portico.desk.words import STAGE_NAMES
from portico.ground.access.pages import StaffRequest, designs_services, staff_page
from portico.records.cases.queries.versions import MOST_CASES, finished_cases_on, open_cases_on
from portico.records.catalogue.editing.paths import Data
from portico.records.catalogue.editing.queries import edit_going_on, english
from portico.records.catalogue.models import ServiceEdit
from portico.records.catalogue.reading.write import write_data


@staff_page(may=designs_services)
@require_safe
def version(request: StaffRequest, service: str, number: int) -> HttpResponse:
    """Show a version in words and the cases on it: nothing about anybody, links for who may see them."""
    found = version_or_404(service, number)
    context = {
        "service": service_or_404(service),
        "version": found,
        "in_force": found.service.current_id == found.pk,
        "name": english(found.definition["name"]),
        "sections": whole(found.definition, Council.read()),
        "cases": open_cases_on(found.service_id, found.pk),
        "finished": finished_cases_on(found.pk),
        "most_cases": MOST_CASES,
        "powers": request.powers,
        "stages": STAGE_NAMES,
        "here": "desk:services",
        "shortcuts": are_on(request),
    }
    return render(request, "desk/services/version.html", context)


@staff_page(may=designs_services)
@require_safe
def difference(request: StaffRequest, service: str, earlier: int, later: int) -> HttpResponse:
    """Show what differs between two versions, in words."""
    before, after = version_or_404(service, earlier), version_or_404(service, later)
    context = {
        "service": service_or_404(service),
        "before": before,
        "after": after,
        "sections": told_differences(before.definition, after.definition, Council.read()),
        "here": "desk:services",
        "shortcuts": are_on(request),
    }
    return render(request, "desk/services/difference.html", context)


@staff_page(may=designs_services)
@require_safe
def file(request: StaffRequest, service: str, number: int) -> HttpResponse:
    """Download a version as the file that `portico export service` would write."""
    return _file(service, version_or_404(service, number).definition)


@staff_page(may=designs_services)
@require_safe
def copy(request: StaffRequest, service: str) -> HttpResponse:
    """Show the working copy in words."""
    edit = going_on_or_404(service)
    context = {
        "service": service_or_404(service),
        "edit": edit,
        "name": english(edit.definition.get("name")) or service,
        "sections": whole(edit.definition, Council.read()),
        "here": "desk:services",
        "shortcuts": are_on(request),
    }
    return render(request, "desk/services/copy.html", context)


@staff_page(may=designs_services)
@require_safe
def copy_file(request: StaffRequest, service: str) -> HttpResponse:
    """Download the working copy as a file, with its mistakes where it has some."""
    return _file(service, going_on_or_404(service).definition)


def going_on_or_404(code: str) -> ServiceEdit:
    """The unfinished change of a service. Raises Http404 where there is none."""
    edit = edit_going_on(code)
    if edit is None:
        raise Http404
    return edit


def _file(code: str, definition: Data) -> HttpResponse:
    response = HttpResponse(write_data(definition), content_type="application/yaml; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="{code}.yaml"'
    return response
