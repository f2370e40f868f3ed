"""What somebody is told of a page who cannot see it: roles, names and descriptions, nothing else.

No ids, no names of fields, no kinds of questions. A `place` counts the controls of the same role, as somebody
does who goes from one to the next.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Literal, Protocol

Role = Literal["textbox", "radio", "checkbox", "combobox", "file"]
A_PHOTO = "a photo"
"""What is given to a control that takes files."""
ERROR = "Error:"
"""Comes before every error message at a control, for those who hear it."""


@dataclass(frozen=True)
class Around:
    """A group that a control stands in: its legend, and the hint and error that describe it."""

    name: str
    told: str = ""


@dataclass(frozen=True)
class Control:
    """Something to fill in: its label, and the hint and error that describe it."""

    role: Role
    name: str
    place: int
    told: str = ""
    around: tuple[Around, ...] = ()
    """The groups it stands in, the innermost last."""
    options: tuple[str, ...] = ()
    """Of a combobox."""
    value: str = ""
    chosen: bool = False

    @property
    def asked(self) -> str:
        """The legends around it and its label, as they are read one after another."""
        return " ".join([*(one.name for one in self.around), self.name])

    @property
    def hints(self) -> str:
        """What describes it and what is around it, without errors."""
        return " ".join(text.partition(ERROR)[0] for text in self._told).strip()

    @property
    def error(self) -> str:
        """What is said to be wrong with it, empty where nothing is."""
        return " ".join(text.partition(ERROR)[2] for text in self._told).strip()

    @property
    def _told(self) -> list[str]:
        return [*(one.told for one in self.around), self.told]


@dataclass(frozen=True)
class Seen:
    """One page."""

    title: str
    heading: str = ""
    words: str = ""
    """Everything that the main part says."""
    controls: tuple[Control, ...] = ()
    buttons: tuple[str, ...] = ()
    links: tuple[str, ...] = ()
    errors: tuple[str, ...] = ()
    """The links of the error summary."""


@dataclass(frozen=True)
class Deed:
    """What to do on a page: fill in, then press a button or follow a link."""

    answers: list[tuple[Control, str | bool]] = field(default_factory=list)
    """Words for what takes words, the words of an option of a combobox, for the rest whether it is chosen."""
    button: str = ""
    link: str = ""


class Door(Protocol):
    """A way to read pages and to act on them."""

    def go(self, address: str) -> None:
        """Open a page by its address: only the first."""
        ...

    def look(self) -> Seen:
        """Read the page that is open."""
        ...

    def do(self, deed: Deed) -> None:
        """Fill in the page and press."""
        ...
