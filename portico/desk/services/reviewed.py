"""The page on which a change is reviewed and published: what it changes, and what is wrong with it."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime
from uuid import UUID

from portico.desk.editor.copy import Council, Trouble, troubles_of
from portico.desk.services.differing import (
    ToldSection,
    in_short,
    told_differences,
    told_in_sections,
    without_echoes,
)
from portico.ground.access.models import Staff
from portico.ground.access.queries import service_designers
from portico.records.catalogue.editing.paths import Data
from portico.records.catalogue.editing.queries import changes_of, english
from portico.records.catalogue.editing.reviewing import what_moved_on
from portico.records.catalogue.models import ServiceEdit
from portico.records.catalogue.reading.read import read_data


@dataclass(frozen=True)
class ChangeRow:
    """One saved change in a few lines."""

    number: int
    at: datetime
    by: str
    lines: tuple[str, ...]


@dataclass(frozen=True)
class MovedOn:
    """What was published since a change began: what it changed, and where both changed the same."""

    number: int
    theirs: tuple[ToldSection, ...]
    clashes: tuple[ToldSection, ...]


@dataclass(frozen=True)
class Reviewed:
    """A change with everything that its page shows."""

    edit: ServiceEdit
    name: str
    is_new: bool
    """Whether it is a service that was never published: there is nothing to compare it with."""
    sections: tuple[ToldSection, ...]
    """What differs from the version that it began from."""
    problems: tuple[Trouble, ...]
    moved_on: MovedOn | None
    changes: tuple[ChangeRow, ...]
    mine: bool
    """Whether who looks asked for the review, so that somebody else has to give it."""
    reviewers: tuple[Staff, ...]
    """Who could review it for whoever looks: the other service designers, by name."""
    asked_of: Staff | None
    """Who is asked for the review; none where anybody is, or where they no longer can."""


def reviewed(edit: ServiceEdit, staff_id: UUID) -> Reviewed:
    """What the page of a change shows; nine SQL statements."""
    data, council = edit.definition, Council.read()
    designers = service_designers()
    base = edit.based_on.definition if edit.based_on is not None else None
    return Reviewed(
        edit=edit,
        name=english(data.get("name")) or edit.service.code,
        is_new=base is None,
        sections=() if base is None else told_differences(base, data, council),
        problems=troubles(data, council),
        moved_on=_moved_on(edit, council),
        changes=_changes(edit),
        mine=edit.asked_by_id == staff_id,
        reviewers=tuple(one for one in designers if one.pk != staff_id),
        asked_of=next((one for one in designers if one.pk == edit.asked_of_id), None),
    )


def troubles(data: Data, council: Council) -> tuple[Trouble, ...]:
    """What is wrong with a definition that is data, each with the place in words."""
    found = troubles_of(data, read_data(data, council.known).problems)
    return tuple(replace(one, place=without_echoes(one.place)) for one in found)


def _moved_on(edit: ServiceEdit, council: Council) -> MovedOn | None:
    found = what_moved_on(edit)
    if found is None:
        return None
    base = edit.based_on.definition if edit.based_on is not None else {}
    now = found.version.definition
    return MovedOn(
        number=found.version.number,
        theirs=told_differences(base, now, council),
        clashes=told_in_sections(found.merged.clashes, base, now, council),
    )


def _changes(edit: ServiceEdit) -> tuple[ChangeRow, ...]:
    return tuple(
        ChangeRow(one.number, one.at, one.by, tuple(in_short(one.differences, one.before, one.after)))
        for one in changes_of(edit)
    )
