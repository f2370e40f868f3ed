"""Reads whole folders of definitions, so that services can refer to each other."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from portico.records.catalogue.definition.groups import Groups
from portico.records.catalogue.definition.service import ServiceDefinition
from portico.records.catalogue.reading.problems import Problem, Problems
from portico.records.catalogue.reading.read import NOTHING_KNOWN, Known, read_definition, read_groups
from portico.records.catalogue.reading.shape import read_shape
from portico.records.catalogue.reading.strict_yaml import read_yaml

GROUPS_FILE = "_groups.yaml"
ENDINGS = frozenset({".yaml", ".yml"})


@dataclass(frozen=True)
class ReadFiles:
    """What some files hold: definitions by file, groups where there were some, and every problem."""

    definitions: Mapping[Path, ServiceDefinition]
    groups: Groups | None
    problems: tuple[Problem, ...]


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
    problems: list[Problem] = []
    groups: Groups | None = None
    by_id: dict[str, Path] = {}
    for file, content in contents.items():
        if file.name == GROUPS_FILE:
            read = read_groups(content, str(file))
            groups = read.groups
            problems.extend(read.problems)
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
    return ReadFiles(definitions, groups, tuple(problems))


def _widened(known: Known, files: Sequence[Path]) -> Known:
    """`known` with the ids of services and groups in `files`, whatever else is wrong with these."""
    services: set[str] = set()
    groups: set[str] | None = None
    for file in dict.fromkeys(files):
        quiet = Problems(str(file))
        data = read_yaml(file.read_bytes(), quiet)
        if file.name == GROUPS_FILE:
            shape = read_shape(Groups, data, quiet) if data is not None else None
            groups = {group.id for group in shape.groups} if shape else None
        elif isinstance(data, dict) and isinstance(data.get("id"), str):
            services.add(data["id"])
    return replace(
        known,
        services=frozenset(services) | (known.services or frozenset()),
        groups=known.groups if groups is None else frozenset(groups) | (known.groups or frozenset()),
    )
