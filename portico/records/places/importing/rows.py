"""Reading a CSV file row by row, with the line of each row for whoever has to mend it."""

from __future__ import annotations

import csv
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import islice
from pathlib import Path
from typing import TextIO, TypeVar

T = TypeVar("T")

BATCH = 2_000
"""Rows written in one transaction: large enough to be quick, small enough to lose little."""
LONGEST_FIELD = 10_000


class FileUnreadableError(Exception):
    """The file as a whole cannot be taken in; the message says why and what to do."""


class RowRefusedError(Exception):
    """One row cannot be taken in; the message says which column and what to write instead."""


@dataclass(frozen=True)
class Row:
    """One row of the file: its values by column, blanks around them removed."""

    line: int
    values: Mapping[str, str]

    def required(self, column: str) -> str:
        """The value of a column that must not be empty; raises `RowRefusedError`."""
        value = self.values[column]
        if not value:
            raise RowRefusedError(f"{column} is empty. Give it a value.")
        return value


@dataclass(frozen=True)
class Refusal:
    """A row that was not taken in, and why."""

    file: str
    line: int
    problem: str

    def __str__(self) -> str:
        return f"{self.file}:{self.line}: {self.problem}"


@dataclass
class Outcome:
    """What became of one file."""

    rows: int = 0
    added: int = 0
    changed: int = 0
    removed: int = 0
    refused: int = 0

    @property
    def unchanged(self) -> int:
        """Rows that said what is there already."""
        return max(0, self.rows - self.refused - self.added - self.changed - self.removed)


@dataclass(frozen=True)
class Listener:
    """Who hears of refused rows and of progress while a file is taken in."""

    refused: Callable[[Refusal], None] = field(default=lambda refusal: None)
    progress: Callable[[Outcome], None] = field(default=lambda outcome: None)


def read_rows(file: Path, *, required: Sequence[str], optional: Sequence[str] = ()) -> Iterator[Row]:
    """Yield the rows of a CSV file in UTF-8 whose first line names its columns, in any order.

    Columns that are neither required nor optional are passed over; empty lines too. Raises
    `FileUnreadableError` where the file is missing, is not such a file, or lacks a required column.
    """
    try:
        with file.open(encoding="utf-8-sig", newline="") as handle:
            yield from _rows_of(handle, file, required, optional)
    except OSError as error:
        raise FileUnreadableError(f"{file} cannot be read: {error.strerror}. Check its name.") from error
    except UnicodeDecodeError as error:
        raise FileUnreadableError(
            f"{file} is not written in UTF-8. Save it again as “CSV UTF-8” and try once more."
        ) from error


def batches(rows: Iterable[T], size: int = BATCH) -> Iterator[list[T]]:
    """Cut `rows` into lists of `size`, the last one shorter."""
    iterator = iter(rows)
    while batch := list(islice(iterator, size)):
        yield batch


def _rows_of(handle: TextIO, file: Path, required: Sequence[str], optional: Sequence[str]) -> Iterator[Row]:
    reader = csv.reader(handle, strict=True)
    try:
        header = [name.strip().lower() for name in next(reader, [])]
        _check_header(header, file, required)
        places = {name: header.index(name) for name in (*required, *optional) if name in header}
        absent = [name for name in optional if name not in places]
        line = reader.line_num + 1
        for values in reader:
            if any(value.strip() for value in values):
                found = {
                    name: values[place].strip() if place < len(values) else ""
                    for name, place in places.items()
                }
                yield Row(line, {**found, **dict.fromkeys(absent, "")})
            line = reader.line_num + 1
    except csv.Error as error:
        raise FileUnreadableError(
            f"{file}:{reader.line_num}: this is not a row of a CSV file ({error}). Mend it and try again; "
            "rows before it were taken in."
        ) from error


def _check_header(header: Sequence[str], file: Path, required: Sequence[str]) -> None:
    missing = [name for name in required if name not in header]
    if missing:
        raise FileUnreadableError(
            f"{file}:1: the first line must name the columns; missing: {', '.join(missing)}. "
            "docs/reference/import-files.md describes them."
        )


def check_text(row: Row) -> None:
    """Refuse a row with signs that no text holds or with a value of no sensible length."""
    for column, value in row.values.items():
        if "\x00" in value or len(value) > LONGEST_FIELD:
            raise RowRefusedError(f"{column} holds something that is not text. Write it again.")


def parsed(
    rows: Iterable[Row], parse: Callable[[Row], T], file: Path, outcome: Outcome, listener: Listener
) -> Iterator[T]:
    """Yield what `parse` makes of each row; rows it refuses are counted and told, and passed over."""
    for row in rows:
        outcome.rows += 1
        try:
            check_text(row)
            yield parse(row)
        except RowRefusedError as error:
            refuse(row.line, str(error), file, outcome, listener)


def refuse(line: int, problem: str, file: Path, outcome: Outcome, listener: Listener) -> None:
    """Count a row as not taken in, and tell it."""
    outcome.refused += 1
    listener.refused(Refusal(str(file), line, problem))
