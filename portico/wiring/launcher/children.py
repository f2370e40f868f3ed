"""The processes that Portico begins: each in a group of its own, written down, and ended with all it began.

After `kill -9` of Portico itself the kernel tells its children to stop; should one still linger, the next
start knows it by its number and start time and ends it. Nothing else is ever ended.
"""

from __future__ import annotations

import contextlib
import ctypes
import json
import os
import signal
import subprocess
import time
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import psutil

PR_SET_PDEATHSIG = 1
SECONDS_OF_CLOCK_DRIFT = 1.0
SECONDS_FOR_THE_KERNEL = 5.0


@dataclass
class Child:
    """One process that was begun, and the signal that tells it to end in good order."""

    name: str
    process: subprocess.Popen[bytes]
    gently: signal.Signals

    def has_ended(self) -> bool:
        """Whether the process itself is gone (what it began may linger)."""
        return self.process.poll() is not None

    def end(self, seconds: float) -> None:
        """Tell it to end, wait up to `seconds`, then end by force it and whatever it began."""
        if not self.has_ended():
            with contextlib.suppress(ProcessLookupError):
                self.process.send_signal(self.gently)
            with contextlib.suppress(subprocess.TimeoutExpired):
                self.process.wait(seconds)
            if not self.has_ended():
                self.process.kill()
            self.process.wait()
        end_group(self.process.pid)


class Children:
    """The processes begun by one Portico, written down in a file so that the next start knows them."""

    def __init__(self, notes: Path) -> None:
        self._notes = notes
        self._begun: list[Child] = []

    def begin(
        self, name: str, words: Sequence[str], *, log: Path, gently: signal.Signals, **options: Any
    ) -> Child:
        """Start a program in a group of its own, its output going to `log`."""
        with log.open("ab") as output:
            process = subprocess.Popen(
                words,
                stdin=subprocess.DEVNULL,
                stdout=output,
                stderr=output,
                start_new_session=True,
                preexec_fn=_end_with_parent(gently),  # noqa: PLW1509 - the launcher has one thread
                **options,
            )
        child = Child(name, process, gently)
        self._begun = [other for other in self._begun if other.name != name] + [child]
        self._write()
        return child

    def forget(self, child: Child) -> None:
        """Take a process that has ended off the notes."""
        self._begun = [other for other in self._begun if other is not child]
        self._write()

    def end_leftovers(self, seconds: float = 10.0) -> list[str]:
        """End what an earlier start began and could not end itself; return the names of what was ended."""
        try:
            written = json.loads(self._notes.read_text())
        except (FileNotFoundError, ValueError):
            return []
        ended = []
        for note in written:
            if members := _group_of(note["pid"], note["started"]):
                _signal_all(members, signal.Signals(note["gently"]))
                _wait_for(members, seconds)
                end_group(note["pid"])
                ended.append(note["name"])
        self._notes.unlink(missing_ok=True)
        return ended

    def _write(self) -> None:
        notes = []
        for child in self._begun:
            with contextlib.suppress(psutil.Error):
                started = psutil.Process(child.process.pid).create_time()
                notes.append(
                    {
                        "name": child.name,
                        "pid": child.process.pid,
                        "started": started,
                        "gently": int(child.gently),
                    }
                )
        # On a full disk the older notes stay: better than to fall for want of notes.
        with contextlib.suppress(OSError):
            new = self._notes.with_name("processes.new")
            new.write_text(json.dumps(notes))
            new.replace(self._notes)


def end_group(leader: int) -> None:
    """End by force everything in the group that a process of ours leads or led, and see it gone."""
    until = time.monotonic() + SECONDS_FOR_THE_KERNEL
    with contextlib.suppress(ProcessLookupError, PermissionError):
        while time.monotonic() < until:
            os.killpg(leader, signal.SIGKILL)
            time.sleep(0.01)


def _group_of(leader: int, started: float) -> list[psutil.Process]:
    """The living processes of a group written down earlier; none if its number now means something else.

    The kernel gives a number out again only when neither a process nor a group has it.
    """
    members = []
    for process in psutil.process_iter():
        with contextlib.suppress(psutil.Error, OSError):
            if os.getpgid(process.pid) != leader or process.status() == psutil.STATUS_ZOMBIE:
                continue
            if process.pid == leader and abs(process.create_time() - started) > SECONDS_OF_CLOCK_DRIFT:
                return []
            members.append(process)
    return members


def _signal_all(processes: Iterable[psutil.Process], number: signal.Signals) -> None:
    for process in processes:
        with contextlib.suppress(psutil.Error):
            process.send_signal(number)


def _wait_for(processes: Sequence[psutil.Process], seconds: float) -> None:
    until = time.monotonic() + seconds
    while time.monotonic() < until and any(process.is_running() for process in processes):
        time.sleep(0.1)


_libc = ctypes.CDLL(None, use_errno=True)


def _end_with_parent(number: signal.Signals) -> Any:
    """What a new process does first: ask the kernel for `number` when the one that began it dies."""

    def ask() -> None:
        _libc.prctl(PR_SET_PDEATHSIG, int(number), 0, 0, 0)

    return ask
