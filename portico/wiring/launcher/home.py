"""The folder that one Portico keeps everything in, and what lies where in it."""

from __future__ import annotations

import contextlib
import errno
import fcntl
import os
import shutil
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from portico.wiring.words import PlainError

LEAST_FREE_BYTES = 300 * 1024 * 1024
"""A new database takes about 60 MB; with less than this free, a start would only fail later and worse."""

NO_SPACE = {errno.ENOSPC, errno.EDQUOT}
NO_ACCESS = {errno.EACCES, errno.EPERM, errno.EROFS}


@dataclass(frozen=True)
class Home:
    """Where one Portico keeps its database, files, logs and secrets (`PORTICO_HOME`)."""

    root: Path

    @property
    def postgres(self) -> Path:
        """The folder of the own PostgreSQL, where its account can reach it."""
        return self.root / "postgres"

    @property
    def postgres_notes(self) -> Path:
        """Where the own PostgreSQL really lies, and the passwords of its roles; for the owner's eyes only."""
        return self.root / "postgres.json"

    @property
    def database_url(self) -> Path:
        """The address that web server and worker use; read by the settings where DATABASE_URL is unset."""
        return self.root / "database_url"

    @property
    def logs(self) -> Path:
        """The folder of the logs of web server, worker and PostgreSQL."""
        return self.root / "log"

    @property
    def processes(self) -> Path:
        """The processes that the last start began, by number and start time."""
        return self.root / "run" / "processes.json"

    @property
    def lock(self) -> Path:
        """Held as long as a `portico run` is at work in this home."""
        return self.root / "run" / "lock"

    def prepare(self) -> None:
        """Make the folders, and refuse with a plain sentence where that cannot work.

        The home may be entered by others, because PostgreSQL may have to run as another account; what lies
        in it may not.
        """
        try:
            if not self.root.exists():
                self.root.mkdir(parents=True)
                self.root.chmod(0o711)
            for folder in (self.logs, self.lock.parent):
                folder.mkdir(mode=0o700, exist_ok=True)
            free = shutil.disk_usage(self.root).free
        except OSError as error:
            raise plainly(error, self.root) from error
        if free < LEAST_FREE_BYTES:
            raise disk_full(self.root)

    @contextlib.contextmanager
    def taken(self) -> Iterator[None]:
        """Hold this home for the time of the block.

        Raises `PlainError` if another Portico holds it.
        """
        with self.lock.open("a+") as handle:
            try:
                fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except BlockingIOError:
                handle.seek(0)
                raise PlainError(
                    f"Another Portico (process {handle.read().strip() or 'unknown'}) works in {self.root}. "
                    "Stop it first, or set PORTICO_HOME to another folder."
                ) from None
            handle.truncate(0)
            handle.write(str(os.getpid()))
            handle.flush()
            yield

    def is_taken(self) -> bool:
        """Whether a Portico is at work in this home now."""
        if not self.lock.exists():
            return False
        with self.lock.open("a+") as handle:
            try:
                fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except BlockingIOError:
                return True
        return False


def write_secret(file: Path, text: str) -> None:
    """Write a file that only its owner may read, whole or not at all."""
    new = file.with_name(file.name + ".new")
    new.unlink(missing_ok=True)
    with os.fdopen(os.open(new, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w") as handle:
        handle.write(text)
        handle.flush()
        os.fsync(handle.fileno())
    new.replace(file)


def disk_full(folder: Path) -> PlainError:
    """What to say when there is no space left below `folder`."""
    return PlainError(
        f"The disk that holds {folder} is full. Free at least {LEAST_FREE_BYTES // 1024 // 1024} MB, "
        "or set PORTICO_HOME to a folder on another disk."
    )


def plainly(error: OSError, folder: Path) -> PlainError:
    """Say in plain words why `folder` could not be used."""
    if error.errno in NO_SPACE:
        return disk_full(folder)
    if error.errno in NO_ACCESS:
        return PlainError(
            f"Portico may not write in {error.filename or folder}. "
            "Give yourself the right to, or set PORTICO_HOME to a folder of yours."
        )
    return PlainError(f"{folder} cannot be used: {error.strerror}. Set PORTICO_HOME to another folder.")
