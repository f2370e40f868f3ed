"""Killing parts of a running Portico with -9 at moments drawn from a seed."""

from __future__ import annotations

import asyncio
import random
import time
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass

import psutil

from tests.launched import Launched

KINDS = ("web server", "web process", "worker", "PostgreSQL", "PostgreSQL backend")
"""Master and one serving process of the web server, the worker, the postmaster, one serving backend."""

SECONDS_TO_FIND = 20.0
SECONDS_OF_PATIENCE = 15.0
"""After so long without submissions the next blow falls all the same."""


@dataclass(frozen=True)
class Blow:
    """One kill: of what, after how many more acknowledged submissions, or after how many seconds without."""

    kind: str
    after: int
    patience: float
    pick: float
    """Which of several processes of the kind: 0 the first, just below 1 the last."""


def plan(seed: int, *, kills: int, submissions: int) -> list[Blow]:
    """Every kind equally often, in an order and at moments that the seed draws, all within the submissions.

    Every third falls within two seconds of the one before, into its recovery; the others once submissions
    are acknowledged again.
    """
    drawn = random.Random(seed)
    kinds = [KINDS[number % len(KINDS)] for number in range(kills)]
    drawn.shuffle(kinds)
    most = 2 * (submissions * 8 // 10) // (kills * 2 // 3)
    blows = []
    for number, kind in enumerate(kinds):
        hard_upon = number % 3 == 2
        after = submissions if hard_upon else drawn.randint(1, most)
        patience = drawn.uniform(0.0, 2.0) if hard_upon else SECONDS_OF_PATIENCE
        blows.append(Blow(kind, after, patience, drawn.random()))
    return blows


async def strike(launched: Launched, blows: list[Blow], acknowledged: Callable[[], int]) -> Counter[str]:
    """Deal every blow in turn; return how often each kind was killed."""
    killed: Counter[str] = Counter()
    begun = time.monotonic()
    for blow in blows:
        enough, until = acknowledged() + blow.after, time.monotonic() + blow.patience
        while acknowledged() < enough and time.monotonic() < until:
            await asyncio.sleep(0.005)
        victim = await _victim(launched, blow)
        victim.kill()
        killed[blow.kind] += 1
        passed = time.monotonic() - begun
        print(f"  {passed:5.1f} s, {acknowledged():3} acknowledged: kill -9 {blow.kind} ({victim.pid})")
    return killed


async def _victim(launched: Launched, blow: Blow) -> psutil.Process:
    """A living process of the kind; waits for one while the part is just being started again."""
    until = time.monotonic() + SECONDS_TO_FIND
    while time.monotonic() < until:
        found = processes(launched, blow.kind)
        if found:
            return found[int(blow.pick * len(found))]
        await asyncio.sleep(0.05)
    raise TimeoutError(f"There was no {blow.kind} to kill within {SECONDS_TO_FIND:.0f} s.")


def processes(launched: Launched, kind: str) -> list[psutil.Process]:
    """The living processes of a kind, the oldest first."""
    postmasters, backends, web, children, workers = [], [], [], [], []
    mine = sorted(launched.begun(), key=lambda process: process.pid)
    numbers = {process.pid for process in mine}
    for process in mine:
        try:
            words, parent = " ".join(process.cmdline()), process.ppid()
        except psutil.Error:
            continue
        if words.startswith("postgres: portico portico"):
            backends.append(process)
        elif "postgres" in words and " -D " in words:
            postmasters.append(process)
        elif "portico serve" in words and parent == launched.number:
            web.append(process)
        elif "portico worker" in words and parent == launched.number:
            workers.append(process)
        elif parent in numbers and parent != launched.number and "postgres" not in words:
            children.append(process)
    return dict(zip(KINDS, (web, children, workers, postmasters, backends), strict=True))[kind]
