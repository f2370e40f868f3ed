"""The worker steps back behind the web server, also where Linux shares a machine out by sessions."""

from __future__ import annotations

import subprocess
import sys

import pytest

from portico.wiring.cli import worker
from portico.wiring.cli.worker import AUTOGROUP

STEPPING_BACK = """
import os
from portico.wiring.cli.worker import AUTOGROUP, give_way

def session():
    # Nothing is said of a session that Linux has not set apart, such as that of a container's first process.
    said = AUTOGROUP.read_text().split() if AUTOGROUP.exists() else []
    return said[-1] if said else "0"


before = session()
give_way()
print(os.nice(0), before, session())
"""


def _stepped_back(*, own_session: bool) -> list[int]:
    done = subprocess.run(
        [sys.executable, "-c", STEPPING_BACK],
        start_new_session=own_session, capture_output=True, text=True, check=True,
    )  # fmt: skip
    return [int(number) for number in done.stdout.split()]


def test_it_is_nicer_than_who_began_it():
    nice, _, _ = _stepped_back(own_session=True)
    assert nice >= 10


@pytest.mark.skipif(not AUTOGROUP.exists(), reason="this machine is not shared out by sessions")
def test_its_own_session_steps_back_with_it():
    nice, before, after = _stepped_back(own_session=True)
    assert (before, after) == (0, nice)


@pytest.mark.skipif(not AUTOGROUP.exists(), reason="this machine is not shared out by sessions")
def test_it_waits_where_linux_asks_it_to_try_again(monkeypatch):
    written: list[str] = []

    class Busy:
        def write_text(self, text: str) -> None:
            written.append(text)
            if len(written) < 3:
                raise BlockingIOError

    monkeypatch.setattr(worker, "AUTOGROUP", Busy())
    monkeypatch.setattr(worker, "SECONDS_BETWEEN_TRIES", 0.0)
    worker._step_back(19)
    assert written == ["19"] * 3


@pytest.mark.skipif(not AUTOGROUP.exists(), reason="this machine is not shared out by sessions")
def test_the_session_of_somebody_else_is_left_alone():
    _, before, after = _stepped_back(own_session=False)
    assert before == after
