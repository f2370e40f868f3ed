"""The pages on which a service is changed: its parts, one sheet after another, and what is done with them."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any, TypeVar

from csp.utils import build_policy
from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from portico.design.addresses import address_of
from portico.desk.editor.adding import LABELS, new_item
from portico.desk.editor.copy import WorkingCopy, sheet_path, working_copy
from portico.desk.editor.overview import overview_context
from portico.desk.editor.sheet_page import (
    Filled,
    always_there,
    crumbs,
    input_name,
    list_context,
    part_shown,
    read_sheet,
    sheet_context,
)
from portico.desk.editor.sheets import Children, Sheet, children_at, children_of, data_path, sheet_at
from portico.desk.editor.words import field_in_words, titled, value_in_words
from portico.desk.shortcuts import are_on
from portico.ground.access.pages import StaffRequest, designs_services, staff_page
from portico.ground.ledger.events import Actor
from portico.records.catalogue.editing import actions
from portico.records.catalogue.editing.errors import (
    BadIdError,
    EditRefusedError,
    PartChangedError,
    TakenIdError,
)
from portico.records.catalogue.editing.paths import (
    PartGoneError,
    Path,
    name_of,
    part_at,
    read_path,
    seal_of,
    written,
)
from portico.records.catalogue.editing.queries import changes_of

Result = TypeVar("Result")
FOUND, REFUSED, CONFLICT, GONE = 302, 422, 409, 410
LONGEST_WORDS = 500
"""Most characters of the words from which a new part is made."""
get_or_post = require_http_methods(["GET", "HEAD", "POST"])


@staff_page(may=designs_services)
@require_safe
def change(request: StaffRequest, service: str) -> HttpResponse:
    """Show a change that goes on: what must be put right, and every section of the service."""
    copy = working_copy(service)
    if copy is None:
        return redirect("desk:service", service)
    return render(request, "desk/editor/change.html", overview_context(copy) | page_of(request, copy))


@staff_page(may=designs_services)
@get_or_post
def part(request: StaffRequest, service: str, part: str) -> HttpResponse:
    """Show one part of a service on its sheet; save what was typed, and do what was pressed besides.

    Whatever is pressed on a sheet saves it first, so that nothing typed is lost on the way to a condition or
    to an option that is added.
    """
    copy, path = opened(service), read_path(part)
    sheet = sheet_at(path)
    if sheet is None:
        if children_at(path) is None:
            raise Http404
        return _pressed(request, copy, path) if request.method == "POST" else _list(request, copy, path)
    try:
        shown = part_shown(copy, path)
    except PartGoneError:
        return part_gone(request, copy, path)
    if request.method != "POST":
        return _sheet(request, copy, path)
    filled = read_sheet(request, sheet, shown)
    if sheet.id_field and filled.values.get(sheet.id_field, "-") is None:
        filled.errors[(sheet.id_field, "")] = "Enter a name: lower-case words"
    if filled.errors:
        return _sheet(request, copy, path, filled)
    return _saved(request, copy, path, sheet, filled)


def _pressed(request: StaffRequest, copy: WorkingCopy, path: Path) -> HttpResponse:
    """Do what was pressed on a sheet that is saved: lead to a condition, move, take out, add."""
    do, _, target = request.POST.get("do", "").partition(" ")
    if do == "condition":
        href = address_of("desk:service_condition", copy.code, written((*data_path(path), target)))
        return HttpResponseRedirect(href)
    # What a part is called may just have been changed: what was pressed stands below it all the same.
    below = (*data_path(path), *read_path(target)) if do in {"up", "down", "remove"} else ()
    if do == "remove":
        return HttpResponseRedirect(address_of("desk:service_remove", copy.code, written(below)))
    if do in {"up", "down"}:
        return _moved(request, copy, path, below, -1 if do == "up" else 1)
    return _added(request, copy, path, target if do == "add" else "")


def _moved(request: StaffRequest, copy: WorkingCopy, path: Path, item: Path, places: int) -> HttpResponse:
    def act(by: Actor) -> object:
        return actions.move_item(edit_id=copy.edit.pk, path=item, by_places=places, by=by, at=timezone.now())

    def onward(_: object) -> HttpResponse:
        return _to(copy, path, done="moved", fragment=f"list-{item[-2]}")

    return _done(request, copy, item, act, onward)


def _added(request: StaffRequest, copy: WorkingCopy, path: Path, pressed: str) -> HttpResponse:
    """Add what was written into the boxes below the lists; `pressed` is that of the button, if any."""
    inside = data_path(path)
    own = children_at(path)
    sheet = sheet_at(path)
    lists = [own] if own else list(children_of(sheet, part_shown(copy, path))) if sheet else []
    onward = _to(copy, path, done="saved")
    for children in lists:
        words = _words(request, children.name)
        at = inside if own else (*inside, children.name)
        if not words and children.name == pressed:
            refused = f"Enter something first: {_small(LABELS[children.sheet])}"
            return _list(request, copy, path, refused) if own else _sheet(request, copy, path, None, refused)
        # A list to choose from always has a word: it counts only where its own button was pressed.
        if words and (children.name == pressed or children.sheet != "route"):
            onward = _add_one(request, copy, path, at, children)
            if onward.status_code != FOUND:
                return onward
    return onward


def _add_one(
    request: StaffRequest, copy: WorkingCopy, path: Path, at: Path, children: Children
) -> HttpResponse:
    kind = request.POST.get(f"kind-{children.name}", "")
    item, name = new_item(children, _words(request, children.name), kind)

    def act(by: Actor) -> Path:
        _, placed = actions.add_item(
            edit_id=copy.edit.pk, path=at, item=item, name=name, by=by, at=timezone.now()
        )
        return placed

    def onward(placed: Path) -> HttpResponse:
        # Options are added one after another: stay where they are listed.
        if children.sheet == "option":
            return _to(copy, path, done="added", fragment=f"add-{children.name}")
        if children.sheet == "page":
            questions = part_at(opened(copy.code).data, (*placed, "questions"))
            return _to(copy, (*placed, "questions", questions[0]["id"]), done="added")
        return _to(copy, placed, done="added")

    return _done(request, copy, path, act, onward)


def _words(request: StaffRequest, name: str) -> str:
    return " ".join(request.POST.get(f"words-{name}", "").replace("\x00", "").split())[:LONGEST_WORDS]


@staff_page(may=designs_services)
@require_POST
def add(request: StaffRequest, service: str, part: str) -> HttpResponse:
    """Begin a part that a service need not have: its fee, the reports nearby."""
    copy, path = opened(service), read_path(part)
    if path not in {("fee",), ("form", "similar")}:
        raise Http404
    return _begun(request, copy, path)


@staff_page(may=designs_services)
@get_or_post
def remove(request: StaffRequest, service: str, part: str) -> HttpResponse:
    """Ask before a part is taken out, then take it out; it can be undone."""
    copy, path = opened(service), read_path(part)
    inside = data_path(path)
    try:
        there = part_at(copy.data, inside)
    except PartGoneError:
        return part_gone(request, copy, path)
    if not inside or sheet_at(path) is None:
        raise Http404
    if request.method != "POST":
        context = {
            "title": titled(copy.data, path),
            "path": written(path),
            "back": written(sheet_path(path[:-1]) if len(path) > 1 else path),
            "seal": seal_of(there),
            "words": value_in_words(copy.data, path, there),
        }
        return render(request, "desk/editor/remove.html", context | page_of(request, copy))

    def act(by: Actor) -> object:
        return actions.take_out(
            edit_id=copy.edit.pk, path=inside, seal=request.POST.get("seal", ""), by=by, at=timezone.now()
        )

    return _done(request, copy, path, act, lambda _: _to_list(copy, path[:-1], "removed"))


@staff_page(may=designs_services)
@require_POST
def rename(request: StaffRequest, service: str, part: str) -> HttpResponse:
    """Give a message another name, with every move that sends it."""
    copy, path = opened(service), read_path(part)
    if len(path) != 2 or path[0] != "messages":
        raise Http404
    new = "-".join(request.POST.get("name", "").replace("\x00", "").lower().split())[:60]
    if not new:
        return _refused(request, copy, path, "Enter a name for the message")

    def act(by: Actor) -> object:
        if new == path[1]:
            return None
        return actions.rename_message(edit_id=copy.edit.pk, old=path[1], new=new, by=by, at=timezone.now())

    return _done(request, copy, path, act, lambda _: _to(copy, ("messages", new), done="saved"))


@staff_page(may=designs_services)
@require_POST
def undo(request: StaffRequest, service: str) -> HttpResponse:
    """Undo the last change, if it is still the one that was shown."""
    copy = opened(service)
    number = request.POST.get("number", "")

    def act(by: Actor) -> object:
        shown = int(number) if number.isdecimal() and len(number) < 9 else -1
        return actions.undo_change(edit_id=copy.edit.pk, number=shown, by=by, at=timezone.now())

    def onward(_: object) -> HttpResponse:
        return HttpResponseRedirect(address_of("desk:service_change", copy.code) + "?done=undone")

    return _done(request, copy, (), act, onward)


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


def _sheet(
    request: StaffRequest, copy: WorkingCopy, path: Path, filled: Filled | None = None, refused: str = ""
) -> HttpResponse:
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


def _list(request: StaffRequest, copy: WorkingCopy, path: Path, refused: str = "") -> HttpResponse:
    """A list that is a page of its own (answers, messages …), or, with `refused`, any list."""
    if refused and sheet_at(path[:-1]) is not None and len(path) > 1:
        return _sheet(request, copy, path[:-1], None, refused)
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


def _saved(
    request: StaffRequest, copy: WorkingCopy, path: Path, sheet: Sheet, filled: Filled
) -> HttpResponse:
    """Save a sheet; tell where it cannot be, or where somebody else changed the same fields."""
    inside, fields, seal = data_path(path), dict(filled.values), request.POST.get("seal", "")
    if not fields:
        return _pressed(request, copy, path)
    new = path
    if sheet.id_field and fields.get(sheet.id_field):
        new = (*path[:-1], str(fields[sheet.id_field])) if name_of(part_shown(copy, path)) else path
    if always_there(path) and not _is_named(copy, inside):
        kept = {name: value for name, value in fields.items() if value is not None}
        inside, fields, seal = (
            inside[:-1],
            {inside[-1]: kept or None},
            seal_of({inside[-1]: _there(copy, inside)}),
        )
    by = Actor.staff(request.powers.staff_id)
    try:
        actions.save_fields(
            edit_id=copy.edit.pk,
            path=inside,
            fields=fields,
            seal=seal,
            along=filled.along,
            by=by,
            at=timezone.now(),
        )
    except PartChangedError:
        return _conflict(request, copy, path, filled)
    except PartGoneError:
        return part_gone(request, copy, path)
    except (TakenIdError, BadIdError) as error:
        filled.errors[(sheet.id_field, "")] = str(error)
        return _sheet(request, copy, path, filled)
    except EditRefusedError as error:
        return _sheet(request, copy, path, filled, str(error))
    return _pressed(request, opened(copy.code), new)


def _is_named(copy: WorkingCopy, path: Path) -> bool:
    """Whether a definition has that part, and it is one that fields can be set in."""
    try:
        return isinstance(part_at(copy.data, path), Mapping)
    except PartGoneError:
        return False


def _there(copy: WorkingCopy, path: Path) -> Any:
    try:
        return part_at(copy.data, path)
    except PartGoneError:
        return None


def _begun(request: StaffRequest, copy: WorkingCopy, path: Path) -> HttpResponse:
    def act(by: Actor) -> object:
        return actions.save_fields(
            edit_id=copy.edit.pk,
            path=path[:-1],
            fields={path[-1]: {}},
            seal=seal_of({path[-1]: None}),
            by=by,
            at=timezone.now(),
        )

    return _done(request, copy, path, act, lambda _: _to(copy, path, done="begun"))


def _done(
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
        return _refused(request, copy, path, words)
    except EditRefusedError as error:
        return _refused(request, copy, path, str(error))
    return onward(result)


def _refused(request: StaffRequest, copy: WorkingCopy, path: Path, words: str) -> HttpResponse:
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


def _conflict(request: StaffRequest, copy: WorkingCopy, path: Path, filled: Filled) -> HttpResponse:
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


def _to(copy: WorkingCopy, path: Path, *, done: str, fragment: str = "") -> HttpResponse:
    href = address_of("desk:service_part", copy.code, written(path or ("about",)))
    return HttpResponseRedirect(f"{href}?done={done}{'#' + fragment if fragment else ''}")


def _to_list(copy: WorkingCopy, path: Path, done: str) -> HttpResponse:
    """Back to where a list stands: on its own page, on the sheet around it, or among the sections."""
    if not path:
        return HttpResponseRedirect(address_of("desk:service_change", copy.code) + f"?done={done}")
    if sheet_at(path) is not None or len(path) == 1:
        return _to(copy, path, done=done)
    return _to(copy, path[:-1], done=done, fragment=f"list-{path[-1]}")


def _small(words: str) -> str:
    return words[:1].lower() + words[1:]
