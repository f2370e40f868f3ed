"""The page of a case, and its files."""

from __future__ import annotations

from uuid import UUID

from django.http import FileResponse, Http404, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_safe

from portico.desk.case_page import CASES, case_shown
from portico.desk.shortcuts import are_on
from portico.desk.views.finding import desk_case
from portico.desk.words import CERTAINTY_NAMES
from portico.ground.access.audit import record_view
from portico.ground.access.pages import StaffRequest, staff_page, works_cases
from portico.ground.files.actions import open_file
from portico.ground.files.errors import FileMissingError, FileWithheldError
from portico.ground.files.queries import stored_file


@staff_page(may=works_cases)
@require_safe
def case(request: StaffRequest, reference: str) -> HttpResponse:
    """Show a case with everything on it; a follower's reference leads to the case they follow."""
    found = desk_case(request, reference, CASES.find)
    if reference != found.case.reference:
        return redirect("desk:case", found.case.reference)
    shown = case_shown(request.powers, found, done=request.GET.get("done", ""), at=timezone.now())
    context = {"shown": shown, "certainties": CERTAINTY_NAMES, "shortcuts": are_on(request)}
    return render(request, "desk/case.html", context)


@staff_page(may=works_cases)
@require_safe
def file(request: StaffRequest, reference: str, file_id: UUID) -> HttpResponseBase:
    """Hand out a file of a case, and write down who looked at it. Hidden files do not exist."""
    found = desk_case(request, reference)
    given = next((one for one in found.files if one.id == file_id and not one.hidden), None)
    stored = stored_file(given.stored_id) if given else None
    if given is None or stored is None:
        raise Http404
    try:
        content = open_file(stored)
    except (FileWithheldError, FileMissingError) as error:
        return render(request, "desk/file_withheld.html", {"found": found, "why": str(error)}, status=409)
    record_view(
        record="cases.case",
        record_id=found.case.pk,
        about=found.case.customer_id or found.case.pk,
        what="evidence",
        staff_id=request.powers.staff_id,
        at=timezone.now(),
    )
    is_picture = stored.media_type.startswith("image/")
    response = FileResponse(
        content, as_attachment=not is_picture, filename=given.name, content_type=stored.media_type
    )
    response["Content-Security-Policy"] = "default-src 'none'; sandbox"
    return response
