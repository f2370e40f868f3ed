"""What the editor answers with: a sheet, what was refused, what somebody else did meanwhile, the way on."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any, TypeVar

from csp.utils import build_policy
from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.utils import timezone

from portico.design.addresses import address_of
from portico.desk.editor.copy import WorkingCopy, sheet_path, working_copy
from portico.desk.editor.sheet_page import (
    Filled,
    crumbs,
    input_name,
    list_context,
    part_shown,
    read_sheet,
    sheet_context,
)
from portico.desk.editor.sheets import Sheet, children_at, sheet_at
from portico.desk.editor.words import field_in_words, titled
from portico.desk.shortcuts import are_on
from portico.ground.access.pages import StaffRequest
from portico.ground.ledger.events import Actor
from portico.records.catalogue.editing.errors import (
    EditRefusedError,
    PartChangedError,
)
from portico.records.catalogue.editing.paths import (
    PartGoneError,
    Path,
    seal_of,
    written,
)
from portico.records.catalogue.editing.queries import changes_of

Result = TypeVar("Result")
FOUND, REFUSED, CONFLICT, GONE = 302, 422, 409, 410


DONE = {
    "saved": "Saved",
    "added": "Added",
    "moved": "Moved",
    "removed": "Taken out. To have it back, undo it on the page of the service.",
    "undone": "Undone",
    "begun": "Added. Fill it in.",
}
"""What a page says was done, by the word in its address."""


def opened(service: str) -> WorkingCopy:
    """The change of a service that goes on. Raises Http404 where there is none."""
    copy = working_copy(service)
    if copy is None:
        raise Http404
    return copy


def page_of(request: StaffRequest, copy: WorkingCopy) -> dict[str, Any]:
    """What every page of the editor has."""
    return {
        "copy": copy,
        "done": DONE.get(request.GET.get("done", ""), ""),
        "here": "desk:services",
        "shortcuts": are_on(request),
    }


def show_sheet(
    request: StaffRequest, copy: WorkingCopy, path: Path, filled: Filled | None = None, refused: str = ""
) -> HttpResponse:
    """The page of a sheet as it is kept, or as it was typed; `refused` says why something was not done."""
    typed = request.POST if request.method == "POST" else None
    context = sheet_context(copy, path, filled, typed) | page_of(request, copy)
    context["errors"] = [
        {"href": f"#{input_name(name, part)}", "text": words}
        for (name, part), words in (filled.errors if filled else {}).items()
    ]
    if refused:
        context["errors"].append({"href": "#main-content", "text": refused})
    if filled is not None:
        context["seal"] = request.POST.get("seal", "")
    context["look_as"] = "staff" if request.GET.get("look") == "staff" else "resident"
    status = REFUSED if context["errors"] else 200
    response = render(request, "desk/editor/part.html", context, status=status)
    response["Content-Security-Policy"] = build_policy(update={"frame-src": ["'self'"]})
    return response


def show_list(request: StaffRequest, copy: WorkingCopy, path: Path, refused: str = "") -> HttpResponse:
    """A list that is a page of its own (answers, messages …), or, with `refused`, any list."""
    if refused and sheet_at(path[:-1]) is not None and len(path) > 1:
        return show_sheet(request, copy, path[:-1], None, refused)
    children = children_at(path)
    assert children is not None
    context = {
        "title": titled(copy.data, path),
        "path": written(path),
        "list": list_context(copy, path, children),
        "crumbs": list(crumbs(copy, path)),
        "errors": [{"href": f"#add-{path[-1]}", "text": refused}] if refused else [],
    }
    return render(
        request, "desk/editor/list.html", context | page_of(request, copy), status=REFUSED if refused else 200
    )


def attempt(
    request: StaffRequest,
    copy: WorkingCopy,
    path: Path,
    act: Callable[[Actor], Result],
    onward: Callable[[Result], HttpResponse],
) -> HttpResponse:
    """Do something to a copy and go on; say plainly where it could not be done."""
    try:
        result = act(Actor.staff(request.powers.staff_id))
    except PartGoneError:
        return part_gone(request, copy, path)
    except PartChangedError:
        words = "Somebody changed it since you looked. Look at it as it is now, then decide again."
        return refuse(request, copy, path, words)
    except EditRefusedError as error:
        return refuse(request, copy, path, str(error))
    return onward(result)


def refuse(request: StaffRequest, copy: WorkingCopy, path: Path, words: str) -> HttpResponse:
    """Say why something was not done."""
    context = {"words": words, "path": written(sheet_path(path)) if path else ""}
    return render(request, "desk/editor/refused.html", context | page_of(request, copy), status=REFUSED)


def part_gone(request: StaffRequest, copy: WorkingCopy, path: Path) -> HttpResponse:
    """Say that a part is not there any more, with what was typed for it."""
    sheet = sheet_at(path)
    typed = []
    if sheet is not None and request.method == "POST":
        filled = read_sheet(request, sheet, {"kind": request.POST.get(input_name("kind"), "")})
        typed = _rows(copy, sheet, filled.values)
    changes = changes_of(copy.edit)
    context = {"title": titled(copy.data, path), "typed": typed, "last": changes[0] if changes else None}
    return render(request, "desk/editor/gone.html", context | page_of(request, copy), status=GONE)


def _rows(copy: WorkingCopy, sheet: Sheet, values: Mapping[str, Any]) -> list[dict[str, str]]:
    rows = []
    for field in sheet.fields:
        if values.get(field.name) is not None:
            words = field_in_words(copy.data, field.kind, values[field.name])
            rows.append({"key": field.label, "value": words})
    return rows


def show_conflict(request: StaffRequest, copy: WorkingCopy, path: Path, filled: Filled) -> HttpResponse:
    """Show what somebody else saved meanwhile beside what was typed, and let this person choose."""
    fresh = working_copy(copy.code) or copy
    there = part_shown(fresh, path)
    changes, mine = [], []
    last = next(iter(changes_of(fresh.edit)), None)
    sheet = sheet_at(path)
    for field in sheet.fields if sheet else ():
        if field.name not in filled.values or there.get(field.name) == filled.values[field.name]:
            continue
        saved, given = there.get(field.name), filled.values[field.name]
        told = field_in_words(fresh.data, field.kind, saved) if saved is not None else "nothing"
        changes.append(
            {
                "text": f"{field.label}: {told}",
                "by": last.by if last else "",
                "at": last.at if last else timezone.now(),
            }
        )
        mine.append(
            {
                "key": field.label,
                "value": field_in_words(fresh.data, field.kind, given) if given is not None else "nothing",
            }
        )
    boxes = [(name, value) for name, value in request.POST.items() if name.startswith(("words-", "kind-"))]
    pressed = request.POST.get("do", "")
    inputs = [*boxes, *([("do", pressed)] if pressed else []), *_inputs(filled)]
    context = {
        "title": titled(fresh.data, path),
        "path": written(path),
        "own": last is not None and last.by == request.user.name,
        "changes": changes,
        "mine": mine,
        "inputs": inputs,
        "seal": seal_of({name: there.get(name) for name in filled.values}),
    }
    return render(request, "desk/editor/conflict.html", context | page_of(request, fresh), status=CONFLICT)


def _inputs(filled: Filled) -> list[tuple[str, str]]:
    """What was typed, input by input."""
    return [
        (input_name(name, part), value)
        for name, typed in filled.typed.items()
        for part, given in typed.items()
        for value in (given if isinstance(given, list) else [given])
    ]


def to_part(copy: WorkingCopy, path: Path, *, done: str, fragment: str = "") -> HttpResponse:
    """On to the sheet of a part, which says what was `done`."""
    href = address_of("desk:service_part", copy.code, written(path or ("about",)))
    return HttpResponseRedirect(f"{href}?done={done}{'#' + fragment if fragment else ''}")


def to_list(copy: WorkingCopy, path: Path, done: str) -> HttpResponse:
    """Back to where a list stands: on its own page, on the sheet around it, or among the sections."""
    if not path:
        return HttpResponseRedirect(address_of("desk:service_change", copy.code) + f"?done={done}")
    if sheet_at(path) is not None or len(path) == 1:
        return to_part(copy, path, done=done)
    return to_part(copy, path[:-1], done=done, fragment=f"list-{path[-1]}")
