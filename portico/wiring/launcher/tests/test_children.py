"""What was begun is ended with all it began, also by the next start, and nothing else is."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import psutil
import pytest

from portico.wiring.launcher.children import Child, Children

SLEEPER = (
    "import subprocess, sys, time; subprocess.Popen(['sleep', '60']); print('up', flush=True); time.sleep(60)"
)


@pytest.fixture
def notes(tmp_path: Path) -> Path:
    return tmp_path / "processes.json"


def begin(notes: Path, tmp_path: Path) -> Child:
    log = tmp_path / "log"
    child = Children(notes).begin("sleeper", [sys.executable, "-c", SLEEPER], log=log, gently=signal.SIGTERM)
    until = time.monotonic() + 10
    while "up" not in log.read_text():
        assert time.monotonic() < until
        time.sleep(0.02)
    return child


def group(leader: int) -> list[int]:
    living = []
    for process in psutil.process_iter():
        try:
            if os.getpgid(process.pid) == leader and process.status() != psutil.STATUS_ZOMBIE:
                living.append(process.pid)
        except (psutil.Error, OSError):
            continue
    return living


def test_what_a_child_began_ends_with_it(notes, tmp_path):
    child = begin(notes, tmp_path)
    assert len(group(child.process.pid)) == 2
    child.end(seconds=5)
    assert group(child.process.pid) == []


def test_the_next_start_ends_what_is_left(notes, tmp_path):
    child = begin(notes, tmp_path)
    os.kill(child.process.pid, signal.SIGKILL)
    child.process.wait()
    assert len(group(child.process.pid)) == 1
    assert Children(notes).end_leftovers(seconds=2) == ["sleeper"]
    assert group(child.process.pid) == []
    assert Children(notes).end_leftovers() == []


def test_a_number_that_means_another_process_now_is_left_alone(notes, tmp_path):
    stranger = subprocess.Popen(["sleep", "60"], start_new_session=True)
    try:
        started = psutil.Process(stranger.pid).create_time() - 1000
        notes.write_text(
            json.dumps(
                [{"name": "old", "pid": stranger.pid, "started": started, "gently": int(signal.SIGTERM)}]
            )
        )
        assert Children(notes).end_leftovers(seconds=1) == []
        assert stranger.poll() is None
    finally:
        stranger.kill()
        stranger.wait()


def test_notes_that_cannot_be_read_are_no_notes(notes):
    notes.write_text("{")
    assert Children(notes).end_leftovers() == []


def test_children_end_with_the_one_that_began_them(tmp_path):
    script = (
        "import signal, sys, time\n"
        "from pathlib import Path\n"
        "from portico.wiring.launcher.children import Children\n"
        f"folder = Path({str(tmp_path)!r})\n"
        "children, end = Children(folder / 'notes'), signal.SIGTERM\n"
        "child = children.begin('s', ['sleep', '60'], log=folder / 'log', gently=end)\n"
        "print(child.process.pid, flush=True)\n"
        "time.sleep(60)\n"
    )
    parent = subprocess.Popen([sys.executable, "-c", script], stdout=subprocess.PIPE, text=True)
    assert parent.stdout
    child = int(parent.stdout.readline())
    parent.kill()
    parent.wait()
    until = time.monotonic() + 5
    while group(child) and time.monotonic() < until:
        time.sleep(0.05)
    assert group(child) == []
