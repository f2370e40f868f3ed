"""The pages on which a service is changed: its parts, one sheet after another, and what is done with them."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from portico.design.addresses import address_of
from portico.desk.editor.adding import LABELS, new_item
from portico.desk.editor.answers import (
    FOUND,
    attempt,
    opened,
    page_of,
    part_gone,
    refuse,
    show_conflict,
    show_list,
    show_sheet,
    to_list,
    to_part,
)
from portico.desk.editor.copy import WorkingCopy, sheet_path, working_copy
from portico.desk.editor.overview import overview_context
from portico.desk.editor.sheet_page import (
    Filled,
    always_there,
    part_shown,
    read_sheet,
)
from portico.desk.editor.sheets import Children, Sheet, children_at, children_of, data_path, sheet_at
from portico.desk.editor.words import titled, value_in_words
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
        return _pressed(request, copy, path) if request.method == "POST" else show_list(request, copy, path)
    try:
        shown = part_shown(copy, path)
    except PartGoneError:
        return part_gone(request, copy, path)
    if request.method != "POST":
        return show_sheet(request, copy, path)
    filled = read_sheet(request, sheet, shown)
    if sheet.id_field and filled.values.get(sheet.id_field, "-") is None:
        filled.errors[(sheet.id_field, "")] = "Enter a name: lower-case words"
    if filled.errors:
        return show_sheet(request, copy, path, filled)
    return _saved(request, copy, path, sheet, filled)


def _pressed(request: StaffRequest, copy: WorkingCopy, path: Path) -> HttpResponse:
    """Do what was pressed on a sheet that is saved: lead to a condition, move, take out, add."""
    do, _, target = request.POST.get("do", "").partition(" ")
    if do == "condition":
        href = address_of("desk:service_condition", copy.code, written((*data_path(path), target)))
        return HttpResponseRedirect(href)
    if do == "onward":
        return to_part(copy, ("form",), done="saved", fragment="add-pages")
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
        return to_part(copy, path, done="moved", fragment=f"list-{item[-2]}")

    return attempt(request, copy, item, act, onward)


def _added(request: StaffRequest, copy: WorkingCopy, path: Path, pressed: str) -> HttpResponse:
    """Add what was written into the boxes below the lists; `pressed` is that of the button, if any."""
    inside = data_path(path)
    own = children_at(path)
    sheet = sheet_at(path)
    lists = [own] if own else list(children_of(sheet, part_shown(copy, path))) if sheet else []
    onward = to_part(copy, path, done="saved")
    for children in lists:
        words = _words(request, children.name)
        at = inside if own else (*inside, children.name)
        if not words and children.name == pressed:
            refused = f"Enter something first: {_small(LABELS[children.sheet])}"
            return (
                show_list(request, copy, path, refused)
                if own
                else show_sheet(request, copy, path, None, refused)
            )
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
            return to_part(copy, path, done="added", fragment=f"add-{children.name}")
        if children.sheet == "page":
            questions = part_at(opened(copy.code).data, (*placed, "questions"))
            return to_part(copy, (*placed, "questions", questions[0]["id"]), done="added")
        return to_part(copy, placed, done="added")

    return attempt(request, copy, path, act, onward)


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

    return attempt(request, copy, path, act, lambda _: to_list(copy, path[:-1], "removed"))


@staff_page(may=designs_services)
@require_POST
def rename(request: StaffRequest, service: str, part: str) -> HttpResponse:
    """Give a message another name, with every move that sends it."""
    copy, path = opened(service), read_path(part)
    if len(path) != 2 or path[0] != "messages":
        raise Http404
    new = "-".join(request.POST.get("name", "").replace("\x00", "").lower().split())[:60]
    if not new:
        return refuse(request, copy, path, "Enter a name for the message")

    def act(by: Actor) -> object:
        if new == path[1]:
            return None
        return actions.rename_message(edit_id=copy.edit.pk, old=path[1], new=new, by=by, at=timezone.now())

    return attempt(request, copy, path, act, lambda _: to_part(copy, ("messages", new), done="saved"))


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

    return attempt(request, copy, (), act, onward)


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
        return show_conflict(request, copy, path, filled)
    except PartGoneError:
        return part_gone(request, copy, path)
    except (TakenIdError, BadIdError) as error:
        filled.errors[(sheet.id_field, "")] = str(error)
        return show_sheet(request, copy, path, filled)
    except EditRefusedError as error:
        return show_sheet(request, copy, path, filled, str(error))
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

    return attempt(request, copy, path, act, lambda _: to_part(copy, path, done="begun"))


def _small(words: str) -> str:
    return words[:1].lower() + words[1:]
