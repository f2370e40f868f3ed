"""A database that is thrown down again while it comes up is waited for."""

from __future__ import annotations

from pathlib import Path

import psycopg

from portico.wiring.launcher import postgres
from portico.wiring.launcher.account import Account
from portico.wiring.launcher.children import Children
from portico.wiring.launcher.cluster import Cluster, Notes
from portico.wiring.launcher.home import Home
from portico.wiring.launcher.programs import Programs


def test_a_server_that_throws_its_starter_out_does_not_end_everything(tmp_path: Path, monkeypatch):
    tries = []

    def thrown_out_twice(cluster: Cluster) -> None:
        tries.append(cluster)
        if len(tries) < 3:
            raise psycopg.errors.AdminShutdown("terminating connection because of crash of another process")

    monkeypatch.setattr(postgres, "ensure_roles", thrown_out_twice)
    monkeypatch.setattr(postgres, "_end_strays", lambda data: None)
    home, children = Home(tmp_path), Children(tmp_path / "processes.json")
    home.logs.mkdir(parents=True, exist_ok=True)
    account = Account("nobody", 0, 0, switch=False)
    _write_sleeping_server(tmp_path)
    programs = Programs(tmp_path, 15, from_wheel=False)
    cluster = Cluster(account, programs, Notes(str(tmp_path), "a", "b", "c"))
    child = postgres.start_postgres(cluster, home, children)
    try:
        assert len(tries) == 3
        assert not child.has_ended()
    finally:
        child.end(5)


def _write_sleeping_server(folder: Path) -> None:
    program = folder / "postgres"
    program.write_text("#!/bin/sh\nexec sleep 60\n")
    program.chmod(0o755)
