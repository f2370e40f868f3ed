"""The page on which a condition is put together, sentence by sentence, or written as it stands in files."""

from __future__ import annotations

from typing import Any

from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from portico.design.addresses import address_of
from portico.desk.editor.answers import REFUSED, opened, page_of, part_gone
from portico.desk.editor.conditions import (
    COMPARISONS,
    JOINED,
    Join,
    TakenApart,
    comparisons_for,
    new_test,
    put_together,
    taken_apart,
)
from portico.desk.editor.copy import WorkingCopy, sheet_path, troubles_within
from portico.desk.editor.fields import ConditionField, FieldError
from portico.desk.editor.sheets import sheet_at
from portico.desk.editor.things import Thing, things_at
from portico.desk.editor.words import titled
from portico.ground.access.pages import StaffRequest, designs_services, staff_page
from portico.ground.ledger.events import Actor
from portico.records.catalogue.editing import actions
from portico.records.catalogue.editing.errors import EditRefusedError, PartChangedError
from portico.records.catalogue.editing.paths import PartGoneError, Path, part_at, read_path, seal_of, written
from portico.records.catalogue.expressions.tree import ConditionError, read_condition

LONGEST = 500


@staff_page(may=designs_services)
@require_http_methods(["GET", "HEAD", "POST"])
def condition(request: StaffRequest, service: str, part: str) -> HttpResponse:
    """Show a condition as sentences; add one, take one out, join them, or write it all."""
    copy, path = opened(service), read_path(part)
    sheet = sheet_at(path[:-1])
    field = sheet.field(path[-1]) if sheet else None
    if field is None or not isinstance(field.kind, ConditionField):
        raise Http404
    try:
        around = part_at(copy.data, path[:-1])
    except PartGoneError:
        return part_gone(request, copy, path[:-1])
    kept = around.get(path[-1])
    kept = kept if isinstance(kept, str) else ""
    if request.method != "POST":
        return _shown(request, copy, path, kept)
    try:
        new = _changed(request, copy, path, kept)
        _save(request, copy, path, new)
    except PartChangedError:
        words = "Somebody changed this condition meanwhile. It is shown as it is now; yours was not saved."
        fresh = opened(service)
        now = part_at(fresh.data, path[:-1]).get(path[-1])
        return _shown(request, fresh, path, str(now or ""), words)
    except PartGoneError:
        return part_gone(request, copy, path[:-1])
    except (FieldError, ConditionError, EditRefusedError) as error:
        return _shown(request, copy, path, kept, str(error))
    href = address_of("desk:service_condition", copy.code, written(path))
    return HttpResponseRedirect(f"{href}?done=saved")


def _save(request: StaffRequest, copy: WorkingCopy, path: Path, new: str) -> None:
    actions.save_fields(
        edit_id=copy.edit.pk,
        path=path[:-1],
        fields={path[-1]: new or None},
        seal=request.POST.get("seal", ""),
        by=Actor.staff(request.powers.staff_id),
        at=timezone.now(),
    )


def _changed(request: StaffRequest, copy: WorkingCopy, path: Path, kept: str) -> str:
    """The condition after what was pressed. Raises `FieldError` and `ConditionError`."""
    do = request.POST.get("do", "")
    if do == "write":
        text = " ".join(request.POST.get("code", "").replace("\x00", "").split())
        if len(text) > LONGEST:
            raise FieldError("", f"A condition can be {LONGEST} characters long; this is {len(text)}")
        if text:
            read_condition(text)
        return text
    apart = taken_apart(kept, copy.data) if kept else TakenApart("&&", ())
    nodes = [told.node for told in apart.told]
    join: Join = apart.join
    if do == "join":
        join = "||" if request.POST.get("join") == "||" else "&&"
    elif do.startswith("remove-") and do[7:].isdecimal() and len(do) < 11:
        nodes = [node for place, node in enumerate(nodes) if place != int(do[7:])]
    elif do == "add":
        nodes.append(_new_test(request, copy, path))
    new = put_together(nodes, join)
    if len(new) > LONGEST:
        raise FieldError("", "The condition would be too long. Take something out first")
    return new


def _new_test(request: StaffRequest, copy: WorkingCopy, path: Path) -> Any:
    thing = _chosen(copy, path, request.POST.get("of", ""))
    if thing is None:
        raise FieldError("", "Choose what it depends on")
    comparison = next(
        (one for one in comparisons_for(thing) if one.id == request.POST.get("comparison")), None
    )
    if comparison is None:
        raise FieldError("", "Choose how it is compared")
    name = {"options": "options", "option": "option"}.get(comparison.wants, comparison.wants)
    given = [one.replace("\x00", "") for one in request.POST.getlist(f"value-{name}")]
    return new_test(thing, comparison, given)


def _chosen(copy: WorkingCopy, path: Path, name: str) -> Thing | None:
    return next((one for one in things_at(copy.data, path) if one.name == name), None)


def _shown(
    request: StaffRequest, copy: WorkingCopy, path: Path, kept: str, refused: str = ""
) -> HttpResponse:
    try:
        apart = taken_apart(kept, copy.data) if kept else TakenApart("&&", ())
        unreadable = ""
    except ConditionError as error:
        apart, unreadable = TakenApart("&&", ()), f"{error.problem} {error.remedy}"
    posted = request.POST if request.method == "POST" else request.GET
    things = things_at(copy.data, path)
    in_form = path[:2] == ("form", "pages")
    # In a form a condition is mostly about what was asked last before it.
    nearest = things[-1] if things and in_form and not kept else None
    thing = _chosen(copy, path, posted.get("of", "")) or nearest
    comparisons = comparisons_for(thing) if thing else []
    wanted = {one.wants for one in comparisons}
    sheet = sheet_at(path[:-1])
    field = sheet.field(path[-1]) if sheet else None
    around = part_at(copy.data, path[:-1])
    context = {
        "title": field.label if field else "",
        "part_title": titled(copy.data, path[:-1]),
        "path": written(path),
        "back": written(sheet_path(path[:-1])),
        "kept": kept,
        "apart": apart,
        "unreadable": unreadable,
        "joins": JOINED,
        "things": things,
        "in_form": in_form,
        "on_page": bool({"stops", "checks"} & set(path)),
        "thing": thing,
        "comparisons": comparisons,
        "wanted": wanted,
        "typed": {
            name: [value[:LONGEST] for value in request.POST.getlist(name)]
            for name in (
                "comparison",
                "value-option",
                "value-options",
                "value-number",
                "value-date",
                "value-text",
            )
        },
        "code": request.POST.get("code", kept) if request.method == "POST" else kept,
        "seal": seal_of({path[-1]: around.get(path[-1])}),
        "troubles": [one for one in troubles_within(copy, path[:-1]) if one.path[: len(path)] == path],
        "wants": {one.id: one.wants for one in COMPARISONS},
        "errors": [{"href": "#main-content", "text": refused}] if refused else [],
        "required": path[-1] == "must" or "stops" in path[-3:] or path[0] in {"routing", "priority", "fee"},
    }
    return render(
        request,
        "desk/editor/condition.html",
        context | page_of(request, copy),
        status=REFUSED if refused else 200,
    )
