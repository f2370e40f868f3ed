"""A copy of everything a Portico keeps: its database and its files, with what is needed to trust the copy.

A backup is a folder:

    portico-backup.json   when it was made, and the checksums of all that follows
    database.dump         pg_dump's custom format
    files/…               every file below PORTICO_HOME/files, named by its content
"""

from __future__ import annotations

import contextlib
import hashlib
import json
import os
import shutil
import subprocess
import tempfile
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit, urlunsplit

import psycopg
from psycopg.conninfo import conninfo_to_dict

from portico.ground.tryouts.pool import SCHEMAS
from portico.wiring.launcher.cluster import last_line
from portico.wiring.launcher.home import NO_SPACE, disk_full
from portico.wiring.launcher.programs import find_programs
from portico.wiring.words import PlainError

MANIFEST = "portico-backup.json"
DUMP = "database.dump"
INCOMING = "incoming"
"""Uploads that have not arrived whole; no row names them."""

FORMAT = 1
DROP_PLACES = b"".join(b"DROP SCHEMA IF EXISTS %b CASCADE;\n" % name.encode() for name in SCHEMAS)
"""The places for try-outs go with the tables that they are made after; migrating makes them anew."""

QUIETLY = "-c client_min_messages=error"
CHUNK = 1024 * 1024


@dataclass(frozen=True)
class Contents:
    """What a backup holds: the number of files beside the database, and the bytes of all."""

    files: int
    bytes: int


def make_backup(folder: Path, *, home: Path, database_url: str, at: datetime) -> Contents:
    """Write a backup into `folder`, which must be new or empty; return what it holds.

    The database is copied first: files are stored before the row that names them and never changed, so
    every file that the copied rows name is among those copied after. The manifest is written last; a folder
    without one is no backup. Raises `PlainError` where that cannot be done.
    """
    if folder.exists() and any(folder.iterdir()):
        raise PlainError(f"{folder} is not empty. Name a new folder for the backup.")
    try:
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        _dump(database_url, folder)
        for source in _files_of(home / "files"):
            target = folder / "files" / source.relative_to(home / "files")
            target.parent.mkdir(parents=True, exist_ok=True)
            with contextlib.suppress(FileNotFoundError):  # removed meanwhile: no row named it
                shutil.copyfile(source, target)
        sums = {str(path.relative_to(folder)): _checksum(path) for path in _files_of(folder)}
        manifest = {
            "format": FORMAT,
            "made_at": at.isoformat(),
            "checksums": sums,
        }
        (folder / MANIFEST).write_text(json.dumps(manifest, indent=1, sort_keys=True))
    except OSError as error:
        if error.errno in NO_SPACE:
            raise disk_full(folder) from error
        raise PlainError(f"The backup could not be written to {folder}: {error.strerror}.") from error
    return Contents(len(sums) - 1, sum(path.stat().st_size for path in _files_of(folder)))


def restore_backup(folder: Path, *, home: Path, database_url: str, replace: bool) -> Contents:
    """Put back what `make_backup` wrote to `folder`; return what was put back.

    Every checksum is compared before anything is touched. A database that holds something is left alone
    unless `replace`, and then all of it goes. The database is put back in one transaction, all or nothing.
    Raises `PlainError` where that cannot be done.
    """
    sums = _trusted_checksums(folder)
    if _tables_in(database_url) and not replace:
        raise PlainError(
            "The database is not empty. Add --replace to throw away what is in it and put the backup there."
        )
    for name in sums:
        if name.startswith("files/"):
            _put_back(folder / name, home / name)
    _load(database_url, folder)
    return Contents(len(sums) - 1, sum((folder / name).stat().st_size for name in sums))


def _put_back(source: Path, target: Path) -> None:
    target.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    new = target.with_name(target.name + ".restoring")
    shutil.copyfile(source, new)
    new.chmod(0o600)
    new.replace(target)


def _dump(database_url: str, folder: Path) -> None:
    """Write the database into the folder."""
    address, environment = _without_password(database_url)
    words = [
        "--format=custom",
        "--no-owner",
        "--no-privileges",
        # What is tried out is thrown away: neither its places nor who has one is kept.
        "--exclude-schema=tryout_*",
        "--exclude-table-data=public.desk_tryout",
        "--file",
        str(folder / DUMP),
        "--dbname",
        address,
    ]
    done = subprocess.run(
        [_program("pg_dump", database_url), *words],
        check=False, capture_output=True, text=True, env=environment,
    )  # fmt: skip
    if done.returncode:
        raise _failed("pg_dump", done.stderr, folder)


def _load(database_url: str, folder: Path) -> None:
    """Put the dump in the place of everything in the database, in one transaction.

    The commit is sent only once the dump was read to its end: a dump that breaks off changes nothing.
    """
    address, environment = _without_password(database_url)
    reading = [_program("pg_restore", database_url), "--no-owner", "--no-privileges"]
    writing = [_program("psql", database_url), "--no-psqlrc", "--quiet", "--set", "ON_ERROR_STOP=1"]
    with tempfile.TemporaryFile("w+") as complaints:
        reader = subprocess.Popen(
            [*reading, "--file", "-", str(folder / DUMP)], stdout=subprocess.PIPE, stderr=complaints
        )
        writer = subprocess.Popen(
            [*writing, "--dbname", address, "--file", "-"],
            stdin=subprocess.PIPE,
            stdout=subprocess.DEVNULL,
            stderr=complaints,
            env={**environment, "PGOPTIONS": QUIETLY},
        )
        assert reader.stdout and writer.stdin
        with contextlib.suppress(BrokenPipeError), writer.stdin as pipe:
            pipe.write(b"BEGIN;\n" + DROP_PLACES + b"DROP SCHEMA public CASCADE; CREATE SCHEMA public;\n")
            shutil.copyfileobj(reader.stdout, pipe, CHUNK)
            if reader.wait() == 0:
                pipe.write(b"\nCOMMIT;\n")
        reader.stdout.close()
        if writer.wait() or reader.wait():
            complaints.seek(0)
            raise _failed("The restore", complaints.read(), folder)


def _failed(what: str, said: str, folder: Path) -> PlainError:
    if "No space left" in said:
        return disk_full(folder)
    return PlainError(f"{what} did not succeed, and nothing was changed in the database: {last_line(said)}")


def _program(name: str, database_url: str) -> str:
    """The program of the server's own version; an older one could not read it."""
    with psycopg.connect(database_url) as connection:
        return find_programs(connection.info.server_version // 10_000)[name]


def _without_password(url: str) -> tuple[str, dict[str, str]]:
    """The address without its password, which goes by the environment: all can see a command's words."""
    parts = urlsplit(url)
    environment = {**os.environ, "PGPASSWORD": conninfo_to_dict(url).get("password") or ""}
    host = parts.netloc.rpartition("@")[2]
    user = (parts.username or "") + "@" if parts.username else ""
    return urlunsplit(parts._replace(netloc=user + host)), {k: str(v) for k, v in environment.items()}


def _trusted_checksums(folder: Path) -> dict[str, str]:
    try:
        manifest: dict[str, Any] = json.loads((folder / MANIFEST).read_text())
        sums: dict[str, str] = manifest["checksums"]
    except (OSError, ValueError, KeyError) as error:
        raise PlainError(f"{folder} holds no backup: {MANIFEST} is missing or cannot be read.") from error
    if manifest.get("format") != FORMAT:
        raise PlainError(
            f"The backup in {folder} was made by another version of Portico. Restore it with that one."
        )
    for name, expected in sums.items():
        path = folder / name
        if (
            not path.is_file()
            or folder.resolve() not in path.resolve().parents
            or _checksum(path) != expected
        ):
            raise PlainError(
                f"{path} is missing or was changed since the backup was made. Nothing was restored."
            )
    return sums


def _tables_in(url: str) -> int:
    with psycopg.connect(url) as connection:
        row = connection.execute("SELECT count(*) FROM pg_tables WHERE schemaname = 'public'").fetchone()
    return int(row[0]) if row else 0


def _files_of(folder: Path) -> list[Path]:
    """Every file in the folder, without uploads still coming in and the manifest itself."""
    return sorted(
        path
        for path in folder.rglob("*")
        if path.is_file() and path.name != MANIFEST and INCOMING not in path.relative_to(folder).parts
    )


def _checksum(file: Path) -> str:
    with file.open("rb") as handle:
        return hashlib.file_digest(handle, "sha256").hexdigest()
