"""Killing parts of a running Portico with -9 at moments drawn from a seed."""

from __future__ import annotations

import asyncio
import random
import time
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass

import psutil

from tests.launched import Launched
from tests.long.sending import Senders

KINDS = ("web server", "web process", "worker", "PostgreSQL", "PostgreSQL backend")
"""Master and one serving process of the web server, the worker, the postmaster, one serving backend."""

SECONDS_TO_FIND = 30.0
SECONDS_OF_PATIENCE = 20.0
"""After so long without submissions the next blow falls all the same."""


@dataclass(frozen=True)
class Blow:
    """One kill: of what, and when."""

    kind: str
    at: int
    """It falls once so many submissions are acknowledged …"""
    patience: float
    """… or after so many seconds, whichever comes first."""
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
    moments = sorted(drawn.sample(range(5, submissions * 9 // 10), kills))
    blows = []
    for number, (kind, at) in enumerate(zip(kinds, moments, strict=True)):
        patience = drawn.uniform(0.0, 2.0) if number % 3 == 2 else SECONDS_OF_PATIENCE
        blows.append(Blow(kind, at, patience, drawn.random()))
    return blows


async def strike(launched: Launched, blows: Sequence[Blow], senders: Senders) -> list[tuple[str, int]]:
    """Deal every blow in turn; return of each what was killed, and how many were acknowledged by then.

    The senders wait for a blow that is late (what it is for is just being started again), so that none
    falls when all is over.
    """
    killed: list[tuple[str, int]] = []
    begun = time.monotonic()
    for blow in blows:
        senders.most = blow.at + 2 * senders.in_flight
        until = time.monotonic() + blow.patience
        while senders.acknowledged < blow.at and time.monotonic() < until:
            await asyncio.sleep(0.005)
        victim = await _kill_one(launched, blow)
        killed.append((blow.kind, senders.acknowledged))
        passed = time.monotonic() - begun
        print(f"  {passed:5.1f} s, {senders.acknowledged:3} acknowledged: kill -9 {blow.kind} ({victim.pid})")
    senders.most = senders.count
    return killed


async def _kill_one(launched: Launched, blow: Blow) -> psutil.Process:
    """Kill a living process of the kind; waits for one while the part is just being started again."""
    until = time.monotonic() + SECONDS_TO_FIND
    while time.monotonic() < until:
        if found := processes(launched, blow.kind):
            victim = found[int(blow.pick * len(found))]
            with suppress(psutil.NoSuchProcess):  # it ended by itself meanwhile
                victim.kill()
                return victim
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
