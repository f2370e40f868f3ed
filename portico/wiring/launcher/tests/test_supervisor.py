"""What falls is started again, patiently where it keeps falling; large logs begin afresh."""

from __future__ import annotations

import signal
import time
from pathlib import Path

import pytest

from portico.wiring.launcher import supervisor as supervising
from portico.wiring.launcher.children import Children
from portico.wiring.launcher.supervisor import Service, Supervisor, turn_over
from portico.wiring.words import PlainError


@pytest.fixture
def children(tmp_path: Path) -> Children:
    return Children(tmp_path / "processes.json")


def service(children: Children, tmp_path: Path, *words: str) -> Service:
    def start():
        return children.begin("one", list(words), log=tmp_path / "one.log", gently=signal.SIGTERM)

    return Service("one", start, seconds_to_end=5)


def test_what_falls_is_started_again_at_once(children, tmp_path, capsys):
    one = service(children, tmp_path, "sleep", "60")
    supervisor = Supervisor(children, tmp_path)
    supervisor.add(one)
    assert one.child
    first = one.child.process
    first.kill()
    first.wait()
    supervisor.look()
    assert one.child
    assert one.child.process.pid != first.pid
    assert "ended unexpectedly (code -9)" in capsys.readouterr().out
    second = one.child.process
    supervisor.end()
    assert second.returncode == -signal.SIGTERM


def test_what_keeps_falling_waits_longer_each_time(children, tmp_path):
    one = service(children, tmp_path, "sleep", "60")
    supervisor = Supervisor(children, tmp_path)
    supervisor.add(one)

    def pause() -> int:
        assert one.child
        one.child.process.kill()
        one.child.process.wait()
        before = time.monotonic()
        supervisor.look()
        waits = round((one.again_at or before) - before)
        if waits:
            one.again_at = 0
            supervisor.look()
        return waits

    assert [pause() for _ in range(3)] == [0, 1, 2]
    supervisor.end()


def test_what_ran_well_before_it_fell_is_never_kept_waiting(children, tmp_path):
    one = service(children, tmp_path, "sleep", "60")
    supervisor = Supervisor(children, tmp_path)
    supervisor.add(one)
    for _ in range(4):
        assert one.child
        one.begun_at -= supervising.SECONDS_OF_GOOD_HEALTH + 1
        one.child.process.kill()
        one.child.process.wait()
        supervisor.look()
        assert one.child, "it was not started again at once"
    supervisor.end()


def test_a_start_that_is_refused_is_told_and_tried_again_later(children, tmp_path, capsys):
    one = service(children, tmp_path, "sleep", "60")
    supervisor = Supervisor(children, tmp_path)
    supervisor.add(one)

    def refuse():
        raise PlainError("The disk is full.")

    assert one.child
    one.child.process.kill()
    one.child.process.wait()
    one.start = refuse
    supervisor.look()
    assert "The disk is full." in capsys.readouterr().out
    assert one.again_at and one.again_at > time.monotonic() + 20
    supervisor.end()


def test_a_large_log_begins_afresh_and_four_are_kept(tmp_path, monkeypatch):
    monkeypatch.setattr(supervising, "LARGEST_LOG_BYTES", 4)
    log = tmp_path / "web.log"
    with log.open("ab") as writer:
        for number in range(6):
            writer.write(b"%d-long" % number)
            writer.flush()
            turn_over(log)
        writer.write(b"end")
        writer.flush()
    assert log.read_bytes() == b"end"
    kept = {file.name: file.read_text() for file in tmp_path.glob("web.log.*")}
    assert kept == {f"web.log.{number}": f"{6 - number}-long" for number in (1, 2, 3, 4)}
