"""A whole definition in words, by sections, as its sheets tell it; from data that may have mistakes."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from portico.desk.editor.copy import Council
from portico.desk.editor.fields import FieldKind, OneField
from portico.desk.editor.sheets import (
    SECTIONS,
    SHEETS,
    Children,
    Section,
    Sheet,
    fields_of,
    sheet_at,
)
from portico.desk.editor.words import field_in_words, title_of, titled
from portico.records.catalogue.editing.paths import Data, Path, name_of

NOT_TOLD = frozenset({"format", "id"})
"""Of the service itself: the page says its id at the top."""

_DOTTED = re.compile(r"(?<![\w.])[^\W\d]\w*\.\w+")

Items = tuple[str, tuple[str, ...]]
"""The title of a list, and its parts, which are one line each."""


@dataclass(frozen=True)
class Outline:
    """One part in words: its fields, then the parts inside it. `items` are parts that have a title only."""

    title: str
    rows: tuple[tuple[str, str], ...] = ()
    items: tuple[Items, ...] = ()
    parts: tuple[Outline, ...] = ()


def whole(data: Data, council: Council) -> tuple[Outline, ...]:
    """Every section that the definition has."""
    writer = _Writer(data, council)
    outlines = [writer.section(section) for section in SECTIONS]
    strange = tuple(
        (name, str(value)) for name, value in data.items() if not _is_known(name) and name not in NOT_TOLD
    )
    if strange:
        outlines.append(Outline("What no service has", strange))
    return tuple(one for one in outlines if one.rows or one.items or one.parts)


def part_outline(data: Data, path: Path, part: Any, council: Council) -> Outline | None:
    """A part of the definition, which need not stand in it any more; none where it has no sheet."""
    sheet = sheet_at(path)
    if sheet is None or not isinstance(part, Mapping):
        return None
    return _Writer(data, council).part(path, sheet, part, title_of(sheet, part, path[-1]))


def say(data: Data, kind: FieldKind | None, value: Any, council: Council) -> str:
    """A value in words; teams, groups and other services by their names."""
    if isinstance(kind, OneField) and isinstance(value, str):
        by_source = {"teams": council.teams, "groups": council.groups, "services": council.services}
        names = by_source.get(kind.source, {})
        if value in names:
            return names[value]
    return field_in_words(data, kind, value)


@dataclass(frozen=True)
class _Writer:
    """Tells parts of one definition."""

    data: Data
    council: Council

    @cached_property
    def mentioned(self) -> frozenset[str]:
        """What conditions and texts of the definition name: `answers.fault`, `entry.age`, …"""
        return frozenset(name for text in _texts(self.data) for name in _DOTTED.findall(text))

    def section(self, section: Section) -> Outline:
        sheet = SHEETS[section.sheet]
        if section.children is not None:
            given = self.data.get(section.path[0])
            items, parts = self.children(section.path, section.children, given)
            return Outline(section.title, (), items, parts)
        if not section.path:
            own = {field.name: self.data[field.name] for field in sheet.fields if field.name in self.data}
            return self.part((), sheet, own, section.title)
        value = self.data.get(section.path[0])
        return self.part(section.path, sheet, {} if value is None else value, section.title)

    def part(self, path: Path, sheet: Sheet, part: Any, title: str) -> Outline:
        if not isinstance(part, Mapping):
            return Outline(title, (("Damaged", str(part)),))
        rows = [
            (field.label, words)
            for field in sheet.fields
            if field.name in part and self.is_told(path, sheet, part, field.name)
            if (words := say(self.data, field.kind, part[field.name], self.council)) not in _own(title)
        ]
        # What is so unless it is said otherwise, and is worth saying all the same: has to be answered, …
        rows.extend(
            (field.label, say(self.data, field.kind, usual, self.council))
            for field in fields_of(sheet, part)
            if field.name not in part and not field.deep
            if self.is_told(path, sheet, part, field.name)
            if (usual := sheet.default(field.name)) is True or (isinstance(usual, str) and usual)
        )
        rows.extend((name, str(part[name])) for name in part if name not in _names(sheet))
        items: list[Items] = []
        parts = [
            self.part((*path, inner.name), SHEETS[inner.sheet], part[inner.name], inner.title)
            for inner in sheet.inner
            if inner.name in part
        ]
        for below in sheet.children:
            found, further = self.children((*path, below.name), below, part.get(below.name))
            items.extend(found)
            parts.extend(further)
        return Outline(title, tuple(rows), tuple(items), tuple(parts))

    def is_told(self, path: Path, sheet: Sheet, part: Mapping[str, Any], field: str) -> bool:
        """Whether a field says something: a name that is mentioned, nothing that another field settles."""
        if sheet is SHEETS["contact"] and field == "reachable":
            return "required" not in (part.get("email"), part.get("phone"))
        if field != sheet.id_field:
            return True
        return sheet is SHEETS["question"] and self.is_mentioned(path, name_of(part))

    def is_mentioned(self, path: Path, question: str) -> bool:
        """Whether a condition or text names a question; any name may stand for an entry of a list."""
        if path.count("questions") == 1:
            return f"answers.{question}" in self.mentioned
        return any(
            name == question and owner not in {"answers", "facts"}
            for owner, _, name in (one.partition(".") for one in self.mentioned)
        )

    def children(
        self, path: Path, below: Children, given: Any
    ) -> tuple[tuple[Items, ...], tuple[Outline, ...]]:
        """The parts of a list: as one line each where they have a title and no more, else by themselves."""
        if given is None:
            return (), ()
        sheet = SHEETS[below.sheet]
        parts = tuple(
            self.part((*path, step), sheet, item, self.title((*path, step), sheet, item))
            for step, item in _each(given)
        )
        called = next((field.label for field in sheet.fields if field.name == sheet.titled_by[0]), "")
        if parts and not any(one.items or one.parts or _says_more(one, called) for one in parts):
            titles = (title_of(sheet, item, step) for step, item in _each(given))
            lines = (one.rows[0][1] if one.rows else title for one, title in zip(parts, titles, strict=True))
            return ((below.title, tuple(lines)),), ()
        return (), parts

    def title(self, path: Path, sheet: Sheet, item: Any) -> str:
        if sheet is SHEETS["message"]:
            return titled(self.data, path)
        return f"{sheet.one[0].upper()}{sheet.one[1:]} “{title_of(sheet, item, path[-1])}”"


def _says_more(outline: Outline, called: str) -> bool:
    """Whether a part has other fields than the one that it is called by."""
    return any(label != called for label, _ in outline.rows)


def _own(title: str) -> tuple[str, str, str]:
    """What need not be said below a title: nothing, the whole of it, or what stands in its quotes."""
    return "", title, title.partition("“")[2].rstrip("”")


def _texts(part: Any) -> Iterator[str]:
    """Every text of data, however deep."""
    if isinstance(part, str):
        yield part
    elif isinstance(part, Mapping | list):
        for one in part.values() if isinstance(part, Mapping) else part:
            yield from _texts(one)


def _each(given: Any) -> Iterator[tuple[str, Any]]:
    if isinstance(given, Mapping):
        yield from given.items()
    elif isinstance(given, list):
        for place, item in enumerate(given):
            yield name_of(item) or str(place), item
    else:
        yield "0", given


def _names(sheet: Sheet) -> set[str]:
    below = {one.name for one in sheet.children} | {one.name for one in sheet.inner}
    return below | {field.name for field in sheet.fields}


def _is_known(name: str) -> bool:
    return any(
        section.path[:1] == (name,) or (not section.path and SHEETS[section.sheet].field(name) is not None)
        for section in SECTIONS
    )
