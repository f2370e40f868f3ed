"""Writing working copies: beginning one, changing a part of it, undoing."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import datetime
from types import MappingProxyType
from typing import Any
from uuid import UUID

from django.db import IntegrityError

from portico.ground.ledger.actions import action, record_event
from portico.ground.ledger.events import Actor
from portico.records.catalogue.editing.errors import (
    BadIdError,
    DesignerNeededError,
    EditEndedError,
    EditRefusedError,
    EditUnderReviewError,
    PartChangedError,
    TakenIdError,
)
from portico.records.catalogue.editing.paths import (
    Data,
    PartGoneError,
    Path,
    is_slug,
    moved,
    name_of,
    part_at,
    seal_of,
    with_fields,
    with_item,
    without,
)
from portico.records.catalogue.editing.references import (
    with_entry_question_renamed,
    with_message_renamed,
    with_outcome_renamed,
    with_question_renamed,
    with_signpost_renamed,
)
from portico.records.catalogue.events import EditBegun, EditChanged
from portico.records.catalogue.models import UNFINISHED, Service, ServiceEdit, ServiceEditChange

RESERVED = frozenset({"new"})
"""Ids that no service begun here gets: the desk has other pages at their addresses."""


@action
def begin_edit(*, code: str, by: Actor, at: datetime) -> ServiceEdit:
    """Begin to change a published service, or join the change that goes on. Raises `Service.DoesNotExist`."""
    service = Service.objects.select_for_update(of=("self",)).select_related("current").get(code=code)
    going_on = ServiceEdit.objects.filter(service=service, state__in=UNFINISHED).first()
    if going_on is not None:
        return going_on
    if service.current is None:
        raise Service.DoesNotExist(code)
    return _begin(service, service.current.definition, by, at)


@action
def begin_service(*, definition: Data, by: Actor, at: datetime) -> ServiceEdit:
    """Begin a new service from a definition as data, which may have mistakes; nobody sees it yet.

    Raises `BadIdError` where its id cannot be one, and `TakenIdError` where it is that of another service.
    """
    if not is_slug(definition.get("id")):
        raise BadIdError(definition.get("id"))
    code = str(definition["id"])
    if code in RESERVED or Service.objects.filter(code=code).exists():
        raise TakenIdError(code)
    try:
        service = Service.objects.create(code=code)
    except IntegrityError as error:  # somebody else at the same moment
        raise TakenIdError(code) from error
    return _begin(service, definition, by, at)


@action
def replace_copy(
    *, edit_id: UUID, definition: Data, number: int | None = None, by: Actor, at: datetime
) -> ServiceEdit:
    """Put a whole definition, as a file gave it, in place of a working copy; it can be undone.

    The id stays that of the service, whatever the file says. With `number`, that of the last change which was
    seen, raises `EditRefusedError` where somebody saved another since.
    """
    edit = _locked(edit_id)
    if number is not None and edit.number != number:
        raise EditRefusedError(
            "Somebody saved a change meanwhile, which the file would undo. Look at it first."
        )
    return _change(edit_id, lambda data: definition | {"id": data["id"]}, by, at)


@action
def save_fields(
    *,
    edit_id: UUID,
    path: Path,
    fields: Mapping[str, Any],
    seal: str,
    along: Mapping[str, Any] = MappingProxyType({}),
    by: Actor,
    at: datetime,
) -> ServiceEdit:
    """Set fields of the part at `path`; None leaves one out. `seal` is that of the fields as they were shown.

    Those of `along` follow from them and are set with them, whatever they are now.
    Where its id changes, everything that refers to it changes with it. The id of the service itself never
    does: raises `BadIdError`. Raises `PartGoneError`; `PartChangedError` where somebody else changed one of
    the fields in another way; `TakenIdError`.
    """
    if not path and "id" in fields:
        raise BadIdError(fields["id"])

    def change(data: Data) -> Data:
        part = part_at(data, path)
        there = {name: part.get(name) for name in fields}
        if there == dict(fields):
            return data
        if seal_of(there) != seal:
            raise PartChangedError(there)
        old = name_of(part)
        changed = with_fields(data, path, {**fields, **along})
        old, new = name_of(part), fields.get("id")
        if path and old and isinstance(new, str) and new not in {"", old}:
            changed = _renamed(changed, path, old, new)
        return changed

    return _change(edit_id, change, by, at)


def _renamed(data: Data, path: Path, old: str, new: str) -> Data:
    """References to a part that got another id. Raises `TakenIdError` where another of its list has it."""
    siblings = part_at(data, path[:-1])
    if [name_of(one) for one in siblings].count(new) > 1:
        raise TakenIdError(new)
    rename: dict[str, Callable[[Data, str, str], Data]] = {
        "questions": with_question_renamed,
        "outcomes": with_outcome_renamed,
        "elsewhere": with_signpost_renamed,
    }
    kind = path[-2]
    if path.count("questions") > 1:
        return with_entry_question_renamed(data, path[:-2], old, new) if kind == "questions" else data
    return rename[kind](data, old, new) if kind in rename else data


@action
def rename_message(*, edit_id: UUID, old: str, new: str, by: Actor, at: datetime) -> ServiceEdit:
    """Give a message another id, with every move that sends it. Raises `TakenIdError`."""

    def change(data: Data) -> Data:
        messages = part_at(data, ("messages",))
        if new in messages:
            raise TakenIdError(new)
        part_at(data, ("messages", old))
        data = data | {"messages": {new if id == old else id: one for id, one in messages.items()}}
        return with_message_renamed(data, old, new)

    return _change(edit_id, change, by, at)


@action
def add_item(
    *, edit_id: UUID, path: Path, item: Any, name: str = "", by: Actor, at: datetime
) -> tuple[ServiceEdit, Path]:
    """Add an item to the list, or under `name` to the mapping, at `path`; returns where it stands.

    An id that is taken in that list gets a number behind it; so do those of the questions of a new page that
    are taken anywhere in the form. Raises `PartGoneError`.
    """
    placed: list[Path] = []

    def change(data: Data) -> Data:
        siblings = _siblings(data, path)
        joint = "_" if path[-1] in _NAMED_LIKE_CODE else "-"
        free = _free(name or name_of(item), siblings, joint) if name or name_of(item) else ""
        given = item
        if free and not name:
            given = {**item, ("id" if "id" in item else "value"): free}
        if path == _PAGES and isinstance(given, dict) and "questions" in given:
            given = {**given, "questions": _freed(given["questions"], data)}
        data, place = with_item(data, path, given, free if name else "")
        placed.append(place)
        return data

    return _change(edit_id, change, by, at), placed[-1]


def _siblings(data: Data, path: Path) -> list[str]:
    """Ids that are taken where an item is added: for a question, those of all questions of the form."""
    if path and path[-1] == "questions" and path.count("questions") == 1:
        return _question_ids(data)
    try:
        there = part_at(data, path)
    except PartGoneError:
        return []
    if isinstance(there, dict):
        return list(there)
    return [name_of(one) for one in there] if isinstance(there, list) else []


_PAGES: Path = ("form", "pages")


def _question_ids(data: Data) -> list[str]:
    """Ids of all questions of the form; what is damaged has none."""
    try:
        pages = part_at(data, _PAGES)
    except PartGoneError:
        return []
    pages = pages if isinstance(pages, list) else []
    found = (page.get("questions") for page in pages if isinstance(page, dict))
    return [name_of(one) for questions in found if isinstance(questions, list) for one in questions]


def _freed(questions: Any, data: Data) -> list[Any]:
    """The questions of a new page, each with an id that no other question has."""
    taken = _question_ids(data)
    freed = []
    for question in questions:
        id = _free(name_of(question), taken, "_")
        taken.append(id)
        freed.append({**question, "id": id})
    return freed


_NAMED_LIKE_CODE = frozenset({"questions", "options", "facts", "sums"})
"""Lists whose ids conditions write: their words are joined by underscores."""


def _free(wanted: str, taken: list[str], joint: str) -> str:
    number, free = 1, wanted
    while free in taken:
        number += 1
        free = f"{wanted}{joint}{number}"
    return free


@action
def take_out(*, edit_id: UUID, path: Path, seal: str, by: Actor, at: datetime) -> ServiceEdit:
    """Take out the part at `path`, as it was shown. Raises `PartGoneError`, `PartChangedError`."""

    def change(data: Data) -> Data:
        part = part_at(data, path)
        if seal_of(part) != seal:
            raise PartChangedError({"": part})
        return without(data, path)

    return _change(edit_id, change, by, at)


@action
def move_item(*, edit_id: UUID, path: Path, by_places: int, by: Actor, at: datetime) -> ServiceEdit:
    """Move an item of a list up (below 0) or down. Raises `PartGoneError`."""
    return _change(edit_id, lambda data: moved(data, path, by_places), by, at)


@action
def undo_change(*, edit_id: UUID, number: int, by: Actor, at: datetime) -> ServiceEdit:
    """Undo the last change, which is that with `number`. Raises `EditRefusedError` if another came after."""
    edit = _locked(edit_id)
    change = ServiceEditChange.objects.filter(edit=edit, number=number).first()
    if edit.number != number or change is None:
        raise EditRefusedError("Something else was changed meanwhile. Look at it, then undo that.")
    return save_copy(edit, change.before, change.based_on_id, by, at)


def designer(by: Actor) -> UUID:
    """The id of the member of staff who changes a service. Raises `DesignerNeededError` without one."""
    if by.kind != "staff" or by.id is None:
        raise DesignerNeededError
    return by.id


def _begin(service: Service, definition: Data, by: Actor, at: datetime) -> ServiceEdit:
    edit = ServiceEdit.objects.create(
        service=service,
        based_on=service.current,
        definition=definition,
        begun_by_id=designer(by),
        begun_at=at,
        changed_at=at,
    )
    record_event(EditBegun(service=service.id, service_edit=edit.id), by=by, at=at)
    return edit


def _locked(edit_id: UUID) -> ServiceEdit:
    edit = ServiceEdit.objects.select_for_update(of=("self",)).select_related("service").get(pk=edit_id)
    if edit.state not in UNFINISHED:
        raise EditEndedError
    if edit.state != "open":
        raise EditUnderReviewError
    return edit


def _change(edit_id: UUID, change: Callable[[Data], Data], by: Actor, at: datetime) -> ServiceEdit:
    edit = _locked(edit_id)
    changed = change(edit.definition)
    return edit if changed == edit.definition else save_copy(edit, changed, edit.based_on_id, by, at)


def save_copy(
    edit: ServiceEdit, definition: Data, based_on_id: UUID | None, by: Actor, at: datetime
) -> ServiceEdit:
    """Write the next state of a working copy, and keep the one before it for undoing; part of an action."""
    edit.number += 1
    ServiceEditChange.objects.create(
        edit=edit,
        number=edit.number,
        at=at,
        by_id=designer(by),
        before=edit.definition,
        based_on_id=edit.based_on_id,
    )
    edit.definition, edit.based_on_id, edit.changed_at = definition, based_on_id, at
    edit.save(update_fields=["definition", "number", "changed_at", "based_on"])
    event = EditChanged(service=edit.service_id, service_edit=edit.id, number=edit.number)
    record_event(event, by=by, at=at)
    return edit
