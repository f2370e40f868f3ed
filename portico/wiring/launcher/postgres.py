"""Starting and ending the own PostgreSQL, also after it was killed."""

from __future__ import annotations

import contextlib
import os
import signal
import time
from pathlib import Path

import psutil
import psycopg

from portico.wiring.launcher.children import Child, Children
from portico.wiring.launcher.cluster import Cluster, ensure_roles, last_line
from portico.wiring.launcher.home import Home, disk_full
from portico.wiring.words import PlainError

SECONDS_TO_START = 120.0
"""Long enough to replay what a killed server had not yet written to its tables."""

SECONDS_TO_END = 30.0

LINGERING = ("pre-existing shared memory block", "is still in use", "lock file", "could not bind")
"""What PostgreSQL says while processes of a killed one linger; they end by themselves: it is tried again."""


def start_postgres(cluster: Cluster, home: Home, children: Children) -> Child:
    """Start the server of a cluster and return once it answers and its roles exist.

    Raises `PlainError` with what the server said last if it cannot start.
    """
    _end_strays(cluster.data)
    log = home.logs / "postgres.log"
    until = time.monotonic() + SECONDS_TO_START
    while True:
        begun_at = log.stat().st_size if log.exists() else 0
        child = children.begin(
            "postgres",
            [cluster.programs["postgres"], "-D", str(cluster.data)],
            log=log,
            gently=signal.SIGINT,
            **cluster.account.popen_options(),
        )
        if _is_ready(cluster, child, until):
            return child
        killed = child.has_ended() and child.process.returncode == -signal.SIGKILL
        child.end(SECONDS_TO_END)
        children.forget(child)
        said = _read_from(log, begun_at)
        if "No space left" in said:
            raise disk_full(cluster.data)
        # Killed from outside while it started, it has nothing to say, and nothing is wrong with it.
        again = killed or any(words in said for words in LINGERING)
        if time.monotonic() > until or not again:
            raise PlainError(f"PostgreSQL did not start: {last_line(said)} More is in {log}.")
        time.sleep(0.5)


def _is_ready(cluster: Cluster, child: Child, until: float) -> bool:
    """Wait until the server takes connections and has its roles; false if it ended or the time is up.

    A server that has just begun may throw everybody out once more (one of its processes was killed), also in
    the middle of making the roles: then it is waited for again.
    """
    while not child.has_ended() and time.monotonic() < until:
        try:
            ensure_roles(cluster)
        except psycopg.OperationalError:
            time.sleep(0.05)
        else:
            return True
    return False


def _end_strays(data: Path) -> None:
    """End server processes that still work in `data`, and take away a note of one that is no more.

    PostgreSQL's processes stand in their data folder, so none of another program or cluster is met.
    """
    strays = []
    for process in psutil.process_iter():
        with contextlib.suppress(psutil.Error, OSError):
            if process.name() == "postgres" and process.cwd() == str(data):
                strays.append(process)
    for process in strays:
        with contextlib.suppress(psutil.Error):
            process.send_signal(signal.SIGQUIT)
    _, alive = psutil.wait_procs(strays, timeout=10)
    for process in alive:
        with contextlib.suppress(psutil.Error):
            process.kill()
    _, alive = psutil.wait_procs(alive, timeout=5)
    if not alive:
        # Nobody works there any more: a number that is left may belong to another program by now, which
        # PostgreSQL would take for a server at work.
        (data / "postmaster.pid").unlink(missing_ok=True)


def _read_from(log: Path, position: int) -> str:
    with log.open("rb") as handle:
        handle.seek(position, os.SEEK_SET)
        return handle.read().decode(errors="replace")
