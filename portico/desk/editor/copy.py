"""The working copy of a service as the pages of the editor see it."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from portico.desk.editor.choices import Around
from portico.desk.editor.fields import ConditionField
from portico.desk.editor.naming import in_labels
from portico.desk.editor.sheets import children_at, data_path, section_of, sheet_at
from portico.desk.editor.words import field_at, place_in_words
from portico.ground.access.queries import all_teams
from portico.records.catalogue.editing.paths import Data, Path, path_of, written
from portico.records.catalogue.editing.queries import edit_going_on, english
from portico.records.catalogue.models import ServiceEdit
from portico.records.catalogue.queries import group_titles, published_names
from portico.records.catalogue.reading.problems import Problem
from portico.records.catalogue.reading.read import Known, ReadDefinition, read_data

_NOT_DONE = re.compile(r"fewer than two options|is never sent|^No move ends in the outcome|asks nothing of")
"""Begins of parts that are still being made."""


@dataclass(frozen=True)
class Council:
    """What a definition may name outside itself, by code: teams, groups and published services."""

    teams: Mapping[str, str]
    groups: Mapping[str, str]
    services: Mapping[str, str]

    @classmethod
    def read(cls) -> Council:
        """What there is now; three SQL statements."""
        return cls({team.code: team.name for team in all_teams()}, group_titles(), published_names())

    @property
    def known(self) -> Known:
        """The codes, for checking a definition."""
        return Known(frozenset(self.teams), frozenset(self.groups), frozenset(self.services))


@dataclass(frozen=True)
class Trouble:
    """Something that must be put right, as pages tell it."""

    what: str
    remedy: str
    place: tuple[str, ...]
    """Where it is, in words, from the outside in."""
    path: Path
    """The path of the field or part it is about."""
    page: str
    """The path of the sheet on which it is put right, as it stands in an address."""
    missing: bool = False
    """Whether it is only not done yet: nothing that was written is wrong."""


@dataclass(frozen=True)
class WorkingCopy:
    """A change to a service in the making, read, with everything around it."""

    edit: ServiceEdit
    council: Council

    @property
    def data(self) -> Data:
        """The definition as data."""
        return dict(self.edit.definition)

    @property
    def code(self) -> str:
        """The id of the service."""
        return str(self.data.get("id"))

    @property
    def name(self) -> str:
        """The name of the service, so far as it has one."""
        return english(self.data.get("name")) or self.code

    @property
    def is_open(self) -> bool:
        """Whether it can be changed now: it is neither under review nor approved."""
        return self.edit.state == "open"

    @property
    def bilingual(self) -> bool:
        """Whether the service is in Welsh too: its name says so."""
        name = self.data.get("name")
        return isinstance(name, Mapping) and bool(name.get("cy"))

    @cached_property
    def read(self) -> ReadDefinition:
        """The copy as a definition, with all that is wrong with it."""
        return read_data(self.data, self.council.known)

    @cached_property
    def troubles(self) -> list[Trouble]:
        """Everything that must be put right, in the order of the definition."""
        return troubles_of(self.data, self.read.problems)

    def around(self, path: Path) -> Around:
        """What the choices of the part at `path` depend on."""
        others = {code: name for code, name in self.council.services.items() if code != self.code}
        return Around(self.data, path, self.council.teams, self.council.groups, others)


def working_copy(code: str) -> WorkingCopy | None:
    """The change of a service that goes on; none where there is none. Four SQL statements."""
    edit = edit_going_on(code)
    return WorkingCopy(edit, Council.read()) if edit is not None else None


def troubles_of(data: Data, problems: Sequence[Problem]) -> list[Trouble]:
    """Problems as pages tell them, each with the sheet on which it is put right."""
    found = []
    for problem in problems:
        path = path_of(data, problem.where)
        # A field that is missing is not in the data: its name is the rest of where the problem is.
        rest = tuple(str(step) for step in problem.where[len(path) :])
        whole = (*path, *rest[:1])
        words = place_in_words(data, whole) if whole else ("The service",)
        what, remedy = (in_labels(data, whole, text) for text in (problem.what, problem.remedy))
        missing = _NOT_DONE.search(what) is not None
        if rest and (empty := _still_empty(whole)):
            (what, remedy), missing = empty, True
        found.append(Trouble(what, remedy, words, whole, written(sheet_path(whole)), missing))
    return found


def _still_empty(path: Path) -> tuple[str, str] | None:
    """What to say of a field that has to be there and is not; none where `path` leads to no field."""
    sheet, kind = field_at(path)
    field = sheet.field(path[-1])
    if field is None:
        return None
    if isinstance(kind, ConditionField):
        return f"The condition “{field.label}” is not set yet.", "Set it."
    return f"“{field.label}” is still empty.", "Fill it in."


def sheet_path(path: Path) -> Path:
    """The path of the nearest sheet around a field or part: where it is changed."""
    for end in range(len(path), 0, -1):
        here = path[:end]
        if sheet_at(here) is not None or children_at(here) is not None:
            return here
    return (section_of(path).id,)


def troubles_within(copy: WorkingCopy, path: Path) -> list[Trouble]:
    """What must be put right in the part at `path` and in all below it."""
    inside = data_path(path)
    if inside:
        return [one for one in copy.troubles if one.path[: len(inside)] == inside]
    return [one for one in copy.troubles if one.page == written(path)]
