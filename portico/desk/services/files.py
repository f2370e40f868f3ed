"""Reading a definition from a file that somebody chose: as data, and what is wrong with it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.core.files.uploadedfile import UploadedFile

from portico.records.catalogue.actions import as_json
from portico.records.catalogue.editing.known import what_is_known
from portico.records.catalogue.editing.paths import Data
from portico.records.catalogue.reading.problems import Problem, Problems
from portico.records.catalogue.reading.read import read_definition
from portico.records.catalogue.reading.strict_yaml import LARGEST_BYTES, read_yaml

NAME = "file"
"""Stands for the file in problems; the page says its line only."""


@dataclass(frozen=True)
class ReadFile:
    """What a file gave: the definition as data, none where it cannot be read at all, and all problems."""

    data: Data | None
    problems: tuple[Problem, ...]


def read_file(given: UploadedFile[Any]) -> ReadFile:
    """Read a file; three SQL statements. Never raises on what it holds; raises OSError where it was lost."""
    content = given.read(LARGEST_BYTES + 1)
    read = read_definition(content, NAME, what_is_known())
    if read.definition is not None and not read.problems:
        return ReadFile(as_json(read.definition), ())
    data = read_yaml(content, Problems(NAME))
    return ReadFile(data if isinstance(data, dict) else None, read.problems)
