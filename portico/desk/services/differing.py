"""What differs between two definitions, in words, by the sections of a service."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from itertools import groupby

from portico.desk.editor.copy import Council
from portico.desk.editor.sheets import SECTIONS
from portico.desk.editor.words import WHAT, field_at, place_in_words
from portico.desk.services.marking import Piece, marked
from portico.desk.services.outline import Outline, part_outline, say
from portico.records.catalogue.editing.differences import Difference, differences
from portico.records.catalogue.editing.paths import Data


@dataclass(frozen=True)
class Told:
    """One difference in words. `place` leads to it from the outside in, the section left out."""

    kind: str
    what: str
    place: tuple[str, ...]
    pieces: tuple[Piece, ...] = ()
    """What it said and says now, with the words marked that differ; for parts with a sheet see `part`."""
    part: Outline | None = None
    """The whole part that was added or taken out."""


@dataclass(frozen=True)
class ToldSection:
    """The differences of one section of a service."""

    title: str
    told: tuple[Told, ...]


def told_differences(before: Data, after: Data, council: Council) -> tuple[ToldSection, ...]:
    """Everything that differs, by sections."""
    return told_in_sections(differences(before, after), before, after, council)


def told_in_sections(
    found: Iterable[Difference], before: Data, after: Data, council: Council
) -> tuple[ToldSection, ...]:
    """Differences between two definitions that were found already, by sections."""
    told = [(place_of(one, before, after), one) for one in found]
    sections: dict[str, list[Told]] = {}
    for place, one in told:
        sections.setdefault(place[0], []).append(_told(one, place[1:], before, after, council))
    order = [section.title for section in SECTIONS if section.title in sections]
    return tuple(ToldSection(title, tuple(sections[title])) for title in order)


def place_of(one: Difference, before: Data, after: Data) -> tuple[str, ...]:
    """Where a difference is, in words: in the later definition, of what was taken out in the earlier one."""
    return without_echoes(place_in_words(before if one.kind == "removed" else after, one.path))


def without_echoes(place: tuple[str, ...]) -> tuple[str, ...]:
    """The same without a page that is called as its question, which says where it is well enough."""
    after = (*place[1:], "")
    return tuple(one for one, next in zip(place, after, strict=True) if not _quoted(one, next))


def _quoted(one: str, next: str) -> bool:
    title = one.partition("“")[2]
    return bool(title) and title == next.partition("“")[2]


def in_short(found: Iterable[Difference], before: Data, after: Data) -> list[str]:
    """One line for each difference: what became of what."""
    order = [section.title for section in SECTIONS]
    told = [(place_of(one, before, after), WHAT[one.kind].lower()) for one in found]
    told.sort(key=lambda one: order.index(one[0][0]))
    lines = [f"{' › '.join(place)}: {what}" for place, what in told]
    return [line for line, _ in groupby(lines)]


def _told(one: Difference, place: tuple[str, ...], before: Data, after: Data, council: Council) -> Told:
    what = WHAT[one.kind]
    if one.kind == "moved":
        return Told(one.kind, what, place)
    data, part = (before, one.before) if one.kind == "removed" else (after, one.after)
    if one.kind != "changed":
        outline = part_outline(data, one.path, part, council)
        if outline is not None:
            return Told(one.kind, what, place, part=outline)
    _, kind = field_at(one.path)
    old = "" if one.before is None else say(before, kind, one.before, council)
    new = "" if one.after is None else say(after, kind, one.after, council)
    return Told(one.kind, what, place, marked(old, new))
