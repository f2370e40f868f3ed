"""What staff typed into a form of the desk: cleaned, measured, and kept for showing it again."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from uuid import UUID

from django.http import HttpRequest

LONGEST = 10_000
"""Most characters of a note, question or reason."""
LONGEST_VERSION = 9
"""Most digits of a case's version."""


@dataclass
class Typed:
    """The fields of one form as they were typed, and what is wrong with them by field."""

    values: dict[str, str] = field(default_factory=dict)
    errors: dict[str, str] = field(default_factory=dict)

    @classmethod
    def read(cls, request: HttpRequest, *names: str) -> Typed:
        """Read the fields of a form; what nobody can type (NUL) is taken out."""
        values = {
            name: request.POST.get(name, "").replace("\x00", "").replace("\r\n", "\n").strip()
            for name in names
        }
        errors = {
            name: f"Write at most {LONGEST:,} characters; this is {len(value):,}."
            for name, value in values.items()
            if len(value) > LONGEST
        }
        return cls(values, errors)

    def __getitem__(self, name: str) -> str:
        return self.values.get(name, "")

    def need(self, name: str, words: str) -> None:
        """Say `words` about a field that was left empty."""
        if not self[name] and name not in self.errors:
            self.errors[name] = words

    def id(self, name: str) -> UUID | None:
        """The id that a field holds; None where it holds none."""
        try:
            return UUID(self[name])
        except ValueError:
            return None

    def version(self) -> int:
        """The version of the case that the page showed; 0, which is never right, where it is damaged."""
        return max(0, self.number("version"))

    def number(self, name: str = "number") -> int:
        """The number that a field holds; -1, which is never right, where it is damaged."""
        said = self[name]
        return int(said) if said.isascii() and said.isdecimal() and len(said) <= LONGEST_VERSION else -1

    def is_good(self) -> bool:
        """Whether nothing is wrong so far."""
        return not self.errors

    def rows(self, labels: Mapping[str, str]) -> list[dict[str, str]]:
        """What was typed, with the label of each field, for the conflict page."""
        return [{"key": label, "value": self[name]} for name, label in labels.items() if self[name]]
