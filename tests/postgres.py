"""A PostgreSQL for the time of one test run, where `DATABASE_URL` names none; loaded early by pytest."""

from __future__ import annotations

import os
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager
from pathlib import Path

import pytest

_server: AbstractContextManager[str] | None = None


@pytest.hookimpl(wrapper=True, tryfirst=True)
def pytest_load_initial_conftests() -> Iterator[None]:
    """Start it before the settings are read; the processes of pytest-xdist inherit its address."""
    global _server  # noqa: PLW0603 - one test run, one server
    if not os.environ.get("DATABASE_URL"):
        _server = throwaway_postgres()
        os.environ["DATABASE_URL"] = _server.__enter__()
    yield


def pytest_unconfigure() -> None:
    """End it."""
    global _server  # noqa: PLW0603
    if _server:
        _server.__exit__(None, None, None)
        _server = None
        del os.environ["DATABASE_URL"]


@contextmanager
def throwaway_postgres() -> Iterator[str]:
    """Run a PostgreSQL in a temporary folder and give the address of its administrator.

    It does not wait for the disk: what it holds is thrown away. Tests about durability start their own.
    """
    from portico.wiring.launcher.children import Children
    from portico.wiring.launcher.cluster import ADMIN, cluster_of
    from portico.wiring.launcher.home import Home
    from portico.wiring.launcher.postgres import start_postgres

    folder = Path(tempfile.mkdtemp(prefix="portico-tests-"))
    folder.chmod(0o711)
    home = Home(folder)
    home.prepare()
    cluster = cluster_of(home)
    with (cluster.data / "postgresql.auto.conf").open("a") as handle:
        handle.write("fsync = off\nsynchronous_commit = off\nfull_page_writes = off\n")
    server = start_postgres(cluster, home, Children(home.processes))
    try:
        yield cluster.url(ADMIN)
    finally:
        server.end(10)
        shutil.rmtree(folder, ignore_errors=True)
