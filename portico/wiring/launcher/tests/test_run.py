"""`portico run`, whole: its own PostgreSQL, kills, two side by side, rights, backup and restore."""

from __future__ import annotations

import contextlib
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

import psutil
import psycopg
import pytest

from portico.wiring.launcher import postgres
from portico.wiring.launcher.children import Child, Children
from portico.wiring.launcher.cluster import Cluster, cluster_of
from portico.wiring.launcher.home import Home
from tests.launched import Launched

pytestmark = pytest.mark.long


@pytest.fixture
def homes() -> Iterator[list[Launched]]:
    """Two launchers, each with its own home, ended and taken away afterwards."""
    with tempfile.TemporaryDirectory(prefix="portico-run-") as folder:
        Path(folder).chmod(0o711)
        both = [Launched(Path(folder) / name) for name in ("one", "two")]
        yield both
        for launched in both:
            if launched.process and launched.process.poll() is None:
                launched.kill()
            for process in launched.begun():
                with contextlib.suppress(psutil.Error):
                    process.kill()


def test_it_ends_everything_it_began_and_nothing_else(homes):
    one, two = homes
    one.start()
    two.start()
    assert one.is_ready()
    assert two.is_ready()
    assert one.stop() == 0
    assert one.begun() == []
    assert two.is_ready()
    assert two.stop() == 0


def test_a_second_one_in_the_same_home_is_refused(homes):
    one, two = homes
    one.start()
    second = Launched(one.home)
    ended = second.portico("run")
    assert ended.returncode == 1
    assert "Another Portico" in ended.stderr
    two.environment["PORT"] = str(one.port)
    ended = two.portico("run")
    assert ended.returncode == 1
    assert f"Port {one.port} is taken" in ended.stderr
    assert one.is_ready()


def test_it_recovers_from_every_kill(homes):
    one, _ = homes
    one.start()
    for words in (("portico worker",), ("postgres", "-D"), ("portico serve",)):
        killed = one.named(*words)
        killed.kill()
        killed.wait(10)
        time.sleep(1)
        one.wait_until_ready()
    one.kill()
    one.start()
    assert one.is_ready()
    for process in one.begun():
        with contextlib.suppress(psutil.Error):
            process.kill()
    one.start()
    assert one.is_ready()
    assert one.stop() == 0
    assert one.begun() == []


def test_the_serving_role_may_only_add_to_the_ledger(homes):
    one, _ = homes
    assert one.portico("migrate").returncode == 0
    one.start()
    with psycopg.connect(one.address(), autocommit=True) as connection:
        connection.execute("SELECT count(*) FROM ledger_event")
        for statement in (
            "UPDATE ledger_event SET name = 'x'",
            "DELETE FROM ledger_event",
            "TRUNCATE ledger_event",
            "ALTER TABLE ledger_event DISABLE TRIGGER ALL",
            "DROP TABLE files_stored",
            "CREATE TABLE mine (id int)",
        ):
            with pytest.raises(psycopg.errors.InsufficientPrivilege):
                connection.execute(statement)
        connection.execute("DELETE FROM files_stored")
        durable = [connection.execute(f"SHOW {name}").fetchone() for name in ("fsync", "synchronous_commit")]
        assert durable == [("on",), ("on",)]


def test_a_backup_of_a_running_portico_can_be_restored_to_another(homes):
    one, two = homes
    one.start()
    (one.home / "files" / "ab").mkdir(parents=True)
    (one.home / "files" / "ab" / "abc").write_bytes(b"photo")
    with psycopg.connect(one.address()) as connection:
        connection.execute(
            "INSERT INTO procrastinate_jobs (queue_name, task_name, scheduled_at)"
            " VALUES ('q', 'kept', '2999-01-01')"
        )
    backup = one.home.parent / "backup"
    made = one.portico("backup", str(backup))
    assert made.returncode == 0, made.stderr
    refused = one.portico("restore", str(backup), "--replace")
    assert refused.returncode == 1
    assert "Stop it first" in refused.stderr

    restored = two.portico("restore", str(backup))
    assert restored.returncode == 0, restored.stderr
    assert (two.home / "files" / "ab" / "abc").read_bytes() == b"photo"
    again = two.portico("restore", str(backup))
    assert again.returncode == 1
    assert "--replace" in again.stderr
    two.start()
    with psycopg.connect(two.address()) as connection:
        assert connection.execute("SELECT task_name FROM procrastinate_jobs").fetchall() == [("kept",)]
    assert two.is_ready()


def test_a_worker_takes_up_what_a_killed_one_left(homes):
    one, _ = homes
    one.start()
    with psycopg.connect(one.address(), autocommit=True) as connection:
        (dead,) = connection.execute(
            "INSERT INTO procrastinate_workers (last_heartbeat)"
            " VALUES (now() - interval '1 hour') RETURNING id"
        ).fetchone() or (0,)
        connection.execute(
            "INSERT INTO procrastinate_jobs (queue_name, task_name, status, worker_id, args)"
            " VALUES ('q', 'builtin:procrastinate.builtin_tasks.remove_old_jobs', 'doing', %s,"
            " '{\"max_hours\": 1}')",
            [dead],
        )
        until = time.monotonic() + 30
        while connection.execute("SELECT 1 FROM procrastinate_jobs").fetchone():
            assert time.monotonic() < until, "the job was not done"
            time.sleep(0.2)


def test_a_database_killed_while_it_starts_is_started_again_at_once(monkeypatch):
    with tempfile.TemporaryDirectory(prefix="portico-run-") as folder:
        Path(folder).chmod(0o711)
        home = Home(Path(folder))
        home.prepare()
        is_ready = postgres._is_ready
        killed: list[int] = []

        def killed_first(cluster: Cluster, child: Child, until: float) -> bool:
            if not killed:
                killed.append(child.process.pid)
                child.process.kill()
                child.process.wait()
            return is_ready(cluster, child, until)

        monkeypatch.setattr(postgres, "_is_ready", killed_first)
        server = postgres.start_postgres(cluster_of(home), home, Children(home.processes))
        try:
            assert killed
            assert not server.has_ended()
        finally:
            server.end(10)
