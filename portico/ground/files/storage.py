"""Where the content of files is kept: by SHA-256, on a disk of this machine or elsewhere.

`FileStore` is all that the rest of Portico asks of a place to keep files. The one that ships is a folder
below `PORTICO_HOME`; one for S3 would be a second class with the same four functions.
"""

from __future__ import annotations

import contextlib
import os
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import BinaryIO, Protocol

from django.conf import settings

from portico.ground.files.errors import FileMissingError
from portico.ground.tryouts.inside import place_now


class FileStore(Protocol):
    """A place that keeps contents by their SHA-256 (64 hexadecimal digits)."""

    def keep(self, file: Path, sha256: str) -> None:
        """Take over a finished local file, durably; keeping the same content again changes nothing."""

    def open(self, sha256: str) -> BinaryIO:
        """Open the content for reading. Raises `FileMissingError` where it is not kept."""

    def delete(self, sha256: str, *, unless_kept_since: datetime) -> None:
        """Forget the content, unless it was kept (again) since that moment; what is not kept is no error."""

    def kept_before(self, moment: datetime) -> Iterator[str]:
        """The SHA-256 of every content that was kept before that moment."""


class FolderStore:
    """Keeps contents in a folder, each in a sub-folder of the first two digits of its SHA-256."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def keep(self, file: Path, sha256: str) -> None:
        """Move the file to its place: on the disk before this returns, and whole or not there at all."""
        place = self._place(sha256)
        place.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        with file.open("rb+") as content:
            os.utime(content.fileno())
            os.fsync(content.fileno())
        file.chmod(0o600)
        file.replace(place)
        _sync_folder(place.parent)

    def open(self, sha256: str) -> BinaryIO:
        """Open the content for reading."""
        try:
            return self._place(sha256).open("rb")
        except FileNotFoundError:
            raise FileMissingError(f"The content {sha256[:12]}… is not in {self.folder}.") from None

    def delete(self, sha256: str, *, unless_kept_since: datetime) -> None:
        """Remove the content from the disk, unless it was kept since that moment."""
        place = self._place(sha256)
        with work_folder() as folder, contextlib.suppress(FileNotFoundError):
            # Moved away first, then looked at: an upload of the same content that comes in between puts its
            # own in place, and one that came just before is seen by its time and put back.
            taken = place.rename(folder / sha256)
            if datetime.fromtimestamp(taken.stat().st_mtime, UTC) >= unless_kept_since:
                taken.replace(place)

    def kept_before(self, moment: datetime) -> Iterator[str]:
        """Walk the folder; a file's time of change is when it was kept."""
        for place in self.folder.glob("[0-9a-f][0-9a-f]/*"):
            with contextlib.suppress(FileNotFoundError):
                if datetime.fromtimestamp(place.stat().st_mtime, UTC) < moment:
                    yield place.name

    def _place(self, sha256: str) -> Path:
        return self.folder / sha256[:2] / sha256


def file_store() -> FileStore:
    """The place where this Portico keeps files; inside a try-out, where its own are until it ends."""
    return FolderStore(_folder())


def _folder() -> Path:
    place = place_now()
    if place is not None:
        return place.files
    folder: Path = settings.PORTICO_HOME / "files"
    return folder


@contextmanager
def work_folder() -> Iterator[Path]:
    """A folder for one file in the making, on the same disk as the store; gone afterwards, come what may.

    What a killed process leaves behind is cleared away by the job that removes unkept files.
    """
    incoming = _folder() / "incoming"
    incoming.mkdir(mode=0o700, parents=True, exist_ok=True)
    folder = Path(tempfile.mkdtemp(dir=incoming))
    try:
        yield folder
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def clear_work_folders(before: datetime) -> None:
    """Remove what killed processes left half-written before that moment."""
    for folder in (_folder() / "incoming").glob("*"):
        with contextlib.suppress(FileNotFoundError):
            if datetime.fromtimestamp(folder.stat().st_mtime, UTC) < before:
                shutil.rmtree(folder, ignore_errors=True)


def _sync_folder(folder: Path) -> None:
    """Make the name of a new file durable too (POSIX: a folder is synced like a file)."""
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
