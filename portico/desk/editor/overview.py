"""The page of a whole change: its sections, the outline of its form, and what must be put right."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from portico.desk.editor.copy import Trouble, WorkingCopy, troubles_within
from portico.desk.editor.fields import DurationField, PoundsField
from portico.desk.editor.sheet_page import Row, list_context
from portico.desk.editor.sheets import SECTIONS, SHEETS, Section, data_path
from portico.desk.editor.words import WHAT, field_in_words, place_in_words
from portico.records.catalogue.editing.queries import SavedChange, changes_of, english


@dataclass(frozen=True)
class ShownSection:
    """One section with a few words about what is in it."""

    section: Section
    there: bool
    """Whether the service has it: a fee, say."""
    lines: tuple[str, ...]
    rows: tuple[Row, ...]
    troubles: Sequence[Trouble]


def overview_context(copy: WorkingCopy) -> dict[str, Any]:
    """What the page of a change shows."""
    changes = changes_of(copy.edit) if copy.is_open else []
    return {
        "sections": [_shown(copy, section) for section in SECTIONS],
        "troubles": copy.troubles,
        "last": changes[0] if changes else None,
        "last_in_words": _in_words(changes[0]) if changes else "",
        "state": copy.edit.state,
    }


def _in_words(change: SavedChange) -> str:
    """What a saved change did, so far as a line has room for it."""
    if not change.differences:
        return ""
    first, *others = change.differences
    data = change.before if first.kind == "removed" else change.after
    more = f", and {len(others)} more" if others else ""
    return f"{WHAT[first.kind]}: {' › '.join(place_in_words(data, first.path)[-2:])}{more}"


def _shown(copy: WorkingCopy, section: Section) -> ShownSection:
    path = section.path or (section.id,)
    there = not section.path or section.path[0] in copy.data
    rows: tuple[Row, ...] = ()
    if section.id == "form":
        pages = SHEETS["form"].children[0]
        rows = tuple(list_context(copy, ("form", "pages"), pages)["rows"])
    elif section.id == "workflow":
        moves = SHEETS["workflow"].children[0]
        rows = tuple(list_context(copy, ("workflow", "moves"), moves)["rows"])
    elif section.children is not None:
        rows = tuple(list_context(copy, section.path, section.children)["rows"])
    return ShownSection(section, there, _lines(copy, section), rows, troubles_within(copy, path))


def _lines(copy: WorkingCopy, section: Section) -> tuple[str, ...]:
    data = copy.data
    part: Any = data
    for step in data_path((section.id,)) if not section.path else section.path:
        part = part.get(step, {}) if isinstance(part, Mapping) else {}
    part = part if isinstance(part, Mapping) else {}
    if section.id == "about":
        team = str(data.get("team") or "")
        return (english(data.get("summary")), f"Team: {copy.council.teams.get(team, team)}" if team else "")
    if section.id == "case":
        return (english(data.get("case_title")),)
    if section.id == "form":
        return (_details(part.get("contact")),)
    if section.id == "fee" and part:
        amount = part.get("amount")
        rows = list_context(copy, ("fee", "reductions"), SHEETS["fee"].children[0])["rows"]
        reduced = [f"{row.title}: {row.detail}" for row in rows]
        return (field_in_words(data, PoundsField(), amount) if amount else "Not set yet", *reduced)
    if section.id in {"deadline", "retention"}:
        span = part.get("usual") or part.get("keep")
        return (field_in_words(data, DurationField(), span) if span else "Not set yet",)
    return ()


def _details(contact: Any) -> str:
    """What the form asks about the customer, in a sentence."""
    given = contact if isinstance(contact, Mapping) else {}
    sheet = SHEETS["contact"]
    asked = [
        f"{label} ({'optional' if (given.get(name) or sheet.default(name)) == 'optional' else 'required'})"
        for name, label in (("name", "name"), ("email", "email address"), ("phone", "phone number"))
        if (given.get(name) or sheet.default(name)) != "no"
    ]
    return f"Asks about the customer: {', '.join(asked)}." if asked else "Asks nothing about the customer."
