"""Reads whole folders of definitions, so that services can refer to each other."""

from __future__ import annotations

import functools
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

from portico.records.catalogue.definition.everyday import EverydayWords
from portico.records.catalogue.definition.groups import Groups
from portico.records.catalogue.definition.life_events import LifeEvents
from portico.records.catalogue.definition.service import ServiceDefinition
from portico.records.catalogue.reading.check_life_events import DefinitionOf
from portico.records.catalogue.reading.life_events import read_life_events
from portico.records.catalogue.reading.problems import Lines, Problem
from portico.records.catalogue.reading.read import (
    NOTHING_KNOWN,
    Known,
    read_definition,
    read_everyday_words,
    read_groups,
)

GROUPS_FILE = "_groups.yaml"
LIFE_EVENTS_FILE = "_life-events.yaml"
WORDS_FILE = "_words.yaml"
NOT_SERVICES = frozenset({GROUPS_FILE, LIFE_EVENTS_FILE, WORDS_FILE})
_ID_LINE = re.compile(rb"^id: *['\"]?([a-z0-9-]+)", re.MULTILINE)
ENDINGS = frozenset({".yaml", ".yml"})


@dataclass(frozen=True)
class ReadFiles:
    """What some files hold: definitions by file, groups and life events if there are some, every problem."""

    definitions: Mapping[Path, ServiceDefinition]
    groups: Groups | None
    life_events: LifeEvents | None
    problems: tuple[Problem, ...]
    words: EverydayWords | None = None
    """The everyday words, where they were among the files."""
    lines: Mapping[Path, Lines] = field(default_factory=dict)
    """Where in each file that holds a definition its parts stand."""


def files_in(paths: Sequence[Path]) -> list[Path]:
    """The files that `paths` mean: each file itself, and the YAML files of each folder, by name.

    Raises `FileNotFoundError` where one of them does not exist.
    """
    found: list[Path] = []
    for path in paths:
        if path.is_dir():
            found.extend(sorted(file for file in path.iterdir() if file.suffix in ENDINGS and file.is_file()))
        elif path.exists():
            found.append(path)
        else:
            raise FileNotFoundError(path)
    return list(dict.fromkeys(found))


def read_files(files: Sequence[Path], known: Known = NOTHING_KNOWN) -> ReadFiles:
    """Read files together. What they define counts as known to the others; never raises on what they hold.

    Services and groups beside a file, in its folder, count as known too.
    """
    contents = {file: file.read_bytes() for file in files}
    beside = [file for folder in {file.parent for file in files} for file in files_in([folder])]
    known = _widened(known, [*files, *beside])
    definitions: dict[Path, ServiceDefinition] = {}
    lines: dict[Path, Lines] = {}
    problems: list[Problem] = []
    groups: Groups | None = None
    words: EverydayWords | None = None
    by_id: dict[str, Path] = {}
    life_events_files: dict[Path, bytes] = {}
    for file, content in contents.items():
        if file.name == LIFE_EVENTS_FILE:
            life_events_files[file] = content
            continue
        if file.name == GROUPS_FILE:
            read = read_groups(content, str(file))
            groups = read.groups
            problems.extend(read.problems)
            continue
        if file.name == WORDS_FILE:
            said = read_everyday_words(content, str(file))
            words = said.words
            problems.extend(said.problems)
            continue
        one = read_definition(content, str(file), known)
        problems.extend(one.problems)
        if one.definition is None:
            continue
        if one.definition.id in by_id:
            problems.append(
                Problem(
                    str(file),
                    1,
                    f"The service “{one.definition.id}” is in {by_id[one.definition.id]} too.",
                    "Give each service an id of its own.",
                )
            )
        by_id.setdefault(one.definition.id, file)
        definitions[file] = one.definition
        lines[file] = one.lines
    life_events: LifeEvents | None = None
    for file, content in life_events_files.items():
        definition_of = _finder({one.id: one for one in definitions.values()}, beside, known)
        events = read_life_events(content, str(file), known.services, definition_of)
        life_events = events.life_events
        problems.extend(events.problems)
    return ReadFiles(definitions, groups, life_events, tuple(problems), words, lines)


def _finder(read: Mapping[str, ServiceDefinition], beside: Sequence[Path], known: Known) -> DefinitionOf:
    """Finds a service among those read, then in files beside them, then among what is known."""
    files: dict[str, Path] = {}
    for file in beside:
        if file.name not in NOT_SERVICES:
            files.update((id.decode(), file) for id in _ID_LINE.findall(file.read_bytes()))

    @functools.cache
    def find(id: str) -> ServiceDefinition | None:
        if id in read:
            return read[id]
        if id in files:
            # What is wrong with it is told when it is checked itself.
            return read_definition(files[id].read_bytes(), str(files[id]), known).definition
        return known.definition_of(id) if known.definition_of else None

    return find


def known_in(folder: Path) -> Known:
    """The services and groups of a folder, for files elsewhere that name them; nothing if there is none."""
    if not folder.is_dir():
        return NOTHING_KNOWN
    files = files_in([folder])
    known = _widened(NOTHING_KNOWN, files)
    return replace(known, definition_of=_finder({}, files, known))


def _widened(known: Known, files: Sequence[Path]) -> Known:
    """`known` with the ids of services and groups in `files`, whatever else is wrong with these."""
    services: set[str] = set()
    groups = known.groups
    for file in dict.fromkeys(files):
        content = file.read_bytes()
        if file.name == GROUPS_FILE:
            read = read_groups(content, str(file)).groups
            if read is not None:
                groups = frozenset(group.id for group in read.groups) | (known.groups or frozenset())
        elif file.name not in NOT_SERVICES:
            services.update(id.decode() for id in _ID_LINE.findall(content))
    return replace(known, services=frozenset(services) | (known.services or frozenset()), groups=groups)
