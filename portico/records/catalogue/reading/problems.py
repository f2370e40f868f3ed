"""Problems found in a definition, told by file, line and remedy."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Set
from dataclasses import dataclass, field
from typing import Any

Where = tuple[str | int, ...]
"""Where in a definition: names of fields and numbers of list items, from the outside in."""


@dataclass(frozen=True, order=True)
class Problem:
    """What is wrong at a line of a file, and what to do instead."""

    file: str
    line: int
    what: str
    remedy: str
    where: Where = field(default=(), compare=False)
    """The part it is about, as far as that can be said."""

    def __str__(self) -> str:
        return f"{self.file}:{self.line}: {visible(self.what)} {visible(self.remedy)}"


def visible(text: str) -> str:
    """A text on one line in which signs that cannot be seen are named, as `<U+00A0>`.

    What a file holds is quoted in problems: it must not part them, turn their direction or steer a terminal.
    """
    return "".join(
        sign if sign.isprintable() else " " if sign in "\r\n\t" else f"<U+{ord(sign):04X}>" for sign in text
    )


@dataclass(frozen=True)
class Lines:
    """The line on which each part of a file begins."""

    by_path: Mapping[Where, int] = field(default_factory=dict)
    blocks: Set[Where] = frozenset()
    """Texts below “|”, each line of which is a line of the file, beginning below that of the part."""

    def of(self, path: Where) -> int:
        """The line of the part at `path`, or of the nearest part around it."""
        while path:
            if path in self.by_path:
                return self.by_path[path]
            path = path[:-1]
        return self.by_path.get((), 1)

    @classmethod
    def in_order_of(cls, data: Any) -> Lines:
        """Numbers in place of lines, for data that is in no file: every part has its own, in their order."""
        return cls({path: number for number, path in enumerate(_every_path(data, ()), 1)})

    def within(self, path: Where, line: int) -> int:
        """The line of the file on which line number `line` of a text stands, counted from 0."""
        for part in (path, path[:-1]):
            if part in self.blocks:
                return self.by_path[part] + 1 + line
        return self.of(path)


def _every_path(part: Any, path: Where) -> Iterator[Where]:
    yield path
    named: Iterable[tuple[str | int, Any]] = ()
    if isinstance(part, dict):
        named = part.items()
    elif isinstance(part, list):
        named = enumerate(part)
    for step, one in named:
        yield from _every_path(one, (*path, step))


@dataclass
class Problems:
    """Gathers the problems of one file."""

    file: str
    lines: Lines = field(default_factory=Lines)
    found: set[Problem] = field(default_factory=set)

    def add(self, path: Where, what: str, remedy: str) -> None:
        """Note a problem at the part at `path`."""
        self.found.add(Problem(self.file, self.lines.of(path), what, remedy, path))

    def add_within(self, path: Where, line: int, what: str, remedy: str) -> None:
        """Note a problem on a line, counted from 0, of the text at `path`, or of the text in one language."""
        self.found.add(Problem(self.file, self.lines.within(path, line), what, remedy, path))

    def add_at(self, line: int, what: str, remedy: str) -> None:
        """Note a problem at a line, counted from 1."""
        self.found.add(Problem(self.file, line, what, remedy))

    def in_order(self) -> tuple[Problem, ...]:
        """All problems in the order of the file."""
        return tuple(sorted(self.found))
