"""The files of the own PostgreSQL: where they lie, how they are made, what is set, which roles there are."""

from __future__ import annotations

import hashlib
import json
import secrets
import subprocess
from dataclasses import asdict, dataclass
from pathlib import Path
from urllib.parse import quote

import psutil
import psycopg
from psycopg import sql

from portico.wiring.launcher.account import Account, account_for_postgres
from portico.wiring.launcher.home import Home, disk_full, write_secret
from portico.wiring.launcher.programs import Programs, find_programs, reachable
from portico.wiring.words import PlainError

SHELTER = Path("/var/lib/portico")
"""Where root keeps the database of a Portico whose home PostgreSQL's account cannot reach."""

LONGEST_SOCKET_FOLDER = 90
"""A socket's path may be 107 bytes long; its file name takes 14 of them."""

ADMIN, OWNER, SERVING, DATABASE = "portico_admin", "portico_owner", "portico", "portico"

MOST_CONNECTIONS = 100
SECONDS_TO_CONNECT = 5


@dataclass(frozen=True)
class Notes:
    """What is written down about one cluster: its folder and the passwords of its roles."""

    folder: str
    admin_password: str
    owner_password: str
    serving_password: str


@dataclass(frozen=True)
class Cluster:
    """One PostgreSQL of our own: who runs it, with which programs, in which folder."""

    account: Account
    programs: Programs
    notes: Notes

    @property
    def data(self) -> Path:
        """PostgreSQL's data folder."""
        return Path(self.notes.folder) / "data"

    @property
    def sockets(self) -> Path:
        """The folder of its socket, which only its account (and root) may enter."""
        inside = Path(self.notes.folder) / "socket"
        if len(str(inside).encode()) <= LONGEST_SOCKET_FOLDER:
            return inside
        return Path("/tmp") / f"portico-{self.account.uid}-{_short_hash(self.notes.folder)}"  # noqa: S108

    def url(self, role: str, database: str = DATABASE) -> str:
        """The address of a database for one of the roles."""
        password = {
            ADMIN: self.notes.admin_password,
            OWNER: self.notes.owner_password,
            SERVING: self.notes.serving_password,
        }[role]
        return f"postgresql://{role}:{password}@/{database}?host={quote(str(self.sockets), safe='')}"


def cluster_of(home: Home) -> Cluster:
    """The cluster of a home, its files made if they are not there yet.

    Raises `PlainError` for what a person has to put right.
    """
    notes = _read_notes(home)
    data = Path(notes.folder) / "data" if notes else None
    account = account_for_postgres(data)
    if notes is None:
        folder = _folder_for(home, account)
        notes = Notes(str(folder), *(secrets.token_urlsafe(24) for _ in range(3)))
        write_secret(home.postgres_notes, json.dumps(asdict(notes), indent=2))
    version = Path(notes.folder) / "data" / "PG_VERSION"
    programs = find_programs(int(version.read_text()) if version.exists() else None)
    if account.switch:
        programs = reachable(programs, account, SHELTER)
    cluster = Cluster(account, programs, notes)
    _make_folders(cluster)
    if not version.exists():
        _make_data(cluster)
    _write_configuration(cluster)
    return cluster


def ensure_roles(cluster: Cluster) -> None:
    """Make the two roles and the database, if they are missing: one owns the tables, the other serves.

    Raises `psycopg.OperationalError` where the server does not answer, or not to the end.
    """
    address = cluster.url(ADMIN, "postgres")
    with psycopg.connect(address, autocommit=True, connect_timeout=SECONDS_TO_CONNECT) as connection:
        for role, password in (
            (OWNER, cluster.notes.owner_password),
            (SERVING, cluster.notes.serving_password),
        ):
            exists = connection.execute("SELECT 1 FROM pg_roles WHERE rolname = %s", [role]).fetchone()
            verb = sql.SQL("ALTER" if exists else "CREATE")
            connection.execute(
                sql.SQL("{} ROLE {} LOGIN PASSWORD {}").format(
                    verb, sql.Identifier(role), sql.Literal(password)
                )
            )
        if not connection.execute("SELECT 1 FROM pg_database WHERE datname = %s", [DATABASE]).fetchone():
            owner, database = sql.Identifier(OWNER), sql.Identifier(DATABASE)
            connection.execute(sql.SQL("CREATE DATABASE {} OWNER {}").format(database, owner))
            connection.execute(sql.SQL("REVOKE ALL ON DATABASE {} FROM PUBLIC").format(database))
        # Address lists are taken in through a temporary table, which a role must be allowed to make.
        connection.execute(
            sql.SQL("GRANT CONNECT, TEMPORARY ON DATABASE {} TO {}").format(
                sql.Identifier(DATABASE), sql.Identifier(SERVING)
            )
        )


def _read_notes(home: Home) -> Notes | None:
    try:
        return Notes(**json.loads(home.postgres_notes.read_text()))
    except FileNotFoundError:
        return None
    except (ValueError, TypeError) as error:
        raise PlainError(
            f"{home.postgres_notes} cannot be read, so the passwords of the database are unknown. "
            "Put it back from a copy of this folder."
        ) from error


def _folder_for(home: Home, account: Account) -> Path:
    """Below the home; below `SHELTER` where the account may not enter the home (it is never opened to it)."""
    if not account.switch or account.may_enter(home.root):
        return home.postgres
    return SHELTER / _short_hash(str(home.root))


def _make_folders(cluster: Cluster) -> None:
    folder = Path(cluster.notes.folder)
    if cluster.account.switch and SHELTER in folder.parents:
        SHELTER.mkdir(mode=0o755, parents=True, exist_ok=True)
    for path in (folder, cluster.sockets):
        if not path.exists():
            path.mkdir(mode=0o700)
            cluster.account.give(path)
        found = path.lstat()
        if path.is_symlink() or found.st_uid != cluster.account.uid:
            raise PlainError(f"{path} belongs to somebody else. Remove it, then start again.")


def _make_data(cluster: Cluster) -> None:
    """Run initdb beside the real folder, so that a start that is cut short leaves nothing half made."""
    half = cluster.data.with_name("data.new")
    subprocess.run(["rm", "-rf", "--", str(half)], check=True)
    password_file = cluster.data.with_name("initial_password")
    write_secret(password_file, cluster.notes.admin_password)
    cluster.account.give(password_file)
    words = [
        cluster.programs["initdb"], "-D", str(half), "-U", ADMIN, "--pwfile", str(password_file),
        "--auth", "scram-sha-256", "--encoding", "UTF8", "--locale", "C.UTF-8",
    ]  # fmt: skip
    if cluster.programs.major >= 17:
        words += ["--locale-provider", "builtin", "--builtin-locale", "C.UTF-8"]
    made = subprocess.run(
        words, check=False, capture_output=True, text=True, **cluster.account.popen_options()
    )
    password_file.unlink(missing_ok=True)
    if made.returncode:
        if "No space left" in made.stderr:
            raise disk_full(cluster.data.parent)
        raise PlainError(f"The database could not be made in {half}: {last_line(made.stderr)}")
    half.rename(cluster.data)


def _write_configuration(cluster: Cluster) -> None:
    """Write what differs from PostgreSQL's defaults; durability (fsync, synchronous_commit) is left alone."""
    memory = psutil.virtual_memory().total // 1024**2
    settings = {
        "listen_addresses": "''",
        "unix_socket_directories": f"'{cluster.sockets}'",
        "unix_socket_permissions": "0700",
        "max_connections": MOST_CONNECTIONS,
        "shared_buffers": f"{min(max(memory // 16, 128), 1024)}MB",
        "effective_cache_size": f"{max(memory // 4, 512)}MB",
        "max_wal_size": "2GB",
        "random_page_cost": "1.1",
        "jit": "off",
        "timezone": "'UTC'",
        "log_timezone": "'UTC'",
        "lc_messages": "'C'",
        # Nothing personal in the log: no statements, no row values, no parameters.
        "log_min_error_statement": "panic",
        "log_error_verbosity": "terse",
        "log_parameter_max_length_on_error": "0",
    }
    text = "".join(f"{name} = {value}\n" for name, value in settings.items())
    file = cluster.data / "portico.conf"
    file.write_text(f"# Written by Portico at each start; changes belong into postgresql.auto.conf.\n{text}")
    cluster.account.give(file)
    main = cluster.data / "postgresql.conf"
    line = "include = 'portico.conf'\n"
    if line not in main.read_text():
        with main.open("a") as handle:
            handle.write(f"\n{line}")


def last_line(text: str) -> str:
    """The last line with anything on it, for a sentence about what another program said."""
    lines = [line.strip() for line in text.splitlines() if line.strip()]
    return lines[-1] if lines else "it said nothing"


def _short_hash(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()[:12]
