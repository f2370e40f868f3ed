"""The page of a whole change: its sections, the outline of its form, and what must be put right."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from portico.desk.editor.copy import WorkingCopy, troubles_within
from portico.desk.editor.fields import DurationField, PoundsField
from portico.desk.editor.sheet_page import Row, list_context
from portico.desk.editor.sheets import SECTIONS, SHEETS, Section, data_path
from portico.desk.editor.words import field_in_words
from portico.records.catalogue.editing.queries import changes_of, english


@dataclass(frozen=True)
class ShownSection:
    """One section with a few words about what is in it."""

    section: Section
    there: bool
    """Whether the service has it: a fee, say."""
    lines: tuple[str, ...]
    rows: tuple[Row, ...]
    troubles: int


def overview_context(copy: WorkingCopy) -> dict[str, Any]:
    """What the page of a change shows."""
    changes = changes_of(copy.edit) if copy.is_open else []
    return {
        "sections": [_shown(copy, section) for section in SECTIONS],
        "troubles": copy.troubles,
        "last": changes[0] if changes else None,
        "state": copy.edit.state,
    }


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
    return ShownSection(section, there, _lines(copy, section), rows, len(troubles_within(copy, path)))


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
        return (
            field_in_words(data, PoundsField(), part.get("amount")) if part.get("amount") else "Not set yet",
        )
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
