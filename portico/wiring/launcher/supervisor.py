"""Keeping the web server, the worker and the own PostgreSQL alive until told to stop."""

from __future__ import annotations

import shutil
import time
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import NoReturn

from portico.wiring.launcher.children import Child, Children, end_group
from portico.wiring.launcher.home import plainly
from portico.wiring.words import PlainError, say

SECONDS_BETWEEN_LOOKS = 0.2
SECONDS_OF_GOOD_HEALTH = 10.0
"""A service that ran this long is started again at once; one that falls sooner waits longer each time.

The pause is for what cannot run at all and would only keep the machine busy. What ran well and was killed (by
the kernel for want of memory, say) has people waiting for it.
"""

LONGEST_PAUSE = 30.0
SECONDS_BETWEEN_LOOKS_AT_LOGS = 60.0
LARGEST_LOG_BYTES = 20 * 1024 * 1024
LOGS_KEPT = 4


@dataclass
class Service:
    """One thing kept alive: how to start it, how long it may take to end, and how it has fared."""

    name: str
    start: Callable[[], Child]
    seconds_to_end: float
    child: Child | None = None
    begun_at: float = 0.0
    falls: int = 0
    again_at: float | None = None

    def begin(self) -> None:
        """Start it."""
        self.child = self.start()
        self.begun_at = time.monotonic()
        self.again_at = None


class Supervisor:
    """Services in the order they are started; they end in the opposite one."""

    def __init__(self, children: Children, logs: Path) -> None:
        self._children = children
        self._logs = logs
        self._services: list[Service] = []
        self._logs_seen_at = 0.0

    def add(self, service: Service) -> None:
        """Start a service and keep it from now on."""
        self._services.append(service)
        service.begin()

    def keep(self) -> NoReturn:
        """Start again whatever falls, until an exception (a signal) ends it."""
        while True:
            self.look()
            time.sleep(SECONDS_BETWEEN_LOOKS)

    def look(self) -> None:
        """Look once at every service, and start again those that have fallen and waited."""
        now = time.monotonic()
        for service in self._services:
            if service.child and service.child.has_ended():
                self._note_fall(service, service.child, now)
            if service.again_at is not None and now >= service.again_at:
                self._try_again(service, now)
        if now - self._logs_seen_at > SECONDS_BETWEEN_LOOKS_AT_LOGS:
            self._logs_seen_at = now
            for log in self._logs.glob("*.log"):
                with suppress(OSError):
                    turn_over(log)

    def end(self) -> None:
        """End every service in good order, the last begun first."""
        for service in reversed(self._services):
            if service.child:
                service.child.end(service.seconds_to_end)
                self._children.forget(service.child)
                service.child = None

    def _note_fall(self, service: Service, child: Child, now: float) -> None:
        end_group(child.process.pid)
        self._children.forget(child)
        service.child = None
        service.falls = 0 if now - service.begun_at > SECONDS_OF_GOOD_HEALTH else service.falls + 1
        pause = min(2.0 ** (service.falls - 2), LONGEST_PAUSE) if service.falls > 1 else 0.0
        service.again_at = now + pause
        code = child.process.returncode
        say(f"The {service.name} ended unexpectedly (code {code}) and is started again. See {self._logs}.")

    def _try_again(self, service: Service, now: float) -> None:
        try:
            service.begin()
        except (PlainError, OSError) as error:
            say(str(error) if isinstance(error, PlainError) else str(plainly(error, self._logs)))
            service.falls += 1
            service.again_at = now + LONGEST_PAUSE


def turn_over(log: Path) -> None:
    """Begin a log afresh once it is large, keeping the last few.

    It is copied and emptied, because those who write to it (always at its end) keep it open.
    """
    if log.stat().st_size < LARGEST_LOG_BYTES:
        return
    for number in range(LOGS_KEPT - 1, 0, -1):
        older = log.with_name(f"{log.name}.{number}")
        if older.exists():
            older.replace(log.with_name(f"{log.name}.{number + 1}"))
    shutil.copyfile(log, log.with_name(f"{log.name}.1"))
    with log.open("r+b") as handle:
        handle.truncate()
