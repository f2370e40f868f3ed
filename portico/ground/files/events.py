"""What is told of files: ids and codes, never a name or a hash of what somebody gave."""

from __future__ import annotations

import uuid
from typing import ClassVar, Literal

from portico.ground.ledger.events import Event


class FileStored(Event):
    """A file was taken in; it is `quarantined` until scanned, or `unscanned` where no scanner is."""

    name: ClassVar[str] = "file.stored"
    subjects: ClassVar[tuple[str, ...]] = ("file",)
    file: uuid.UUID
    kind: Literal["image", "pdf", "document"]
    bytes: int
    state: Literal["quarantined", "unscanned"]


class FileForgotten(Event):
    """A file was deleted before it became part of a record: taken out of a form, or the form was given up."""

    name: ClassVar[str] = "file.forgotten"
    subjects: ClassVar[tuple[str, ...]] = ("file",)
    file: uuid.UUID


class FileScanned(Event):
    """The scanner looked at a file."""

    name: ClassVar[str] = "file.scanned"
    subjects: ClassVar[tuple[str, ...]] = ("file",)
    file: uuid.UUID
    state: Literal["clean", "infected"]
