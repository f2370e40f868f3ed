"""Do the jobs that follow events, until told to stop."""

from __future__ import annotations

import argparse
import contextlib
import os
import time
from pathlib import Path

from portico.wiring.environment import whole_number

GIVES_WAY = 19
"""How much the worker steps back where the machine is busy: somebody waits for a page, nobody for a job."""

TRIES = 10
SECONDS_BETWEEN_TRIES = 0.15
AUTOGROUP = Path("/proc/self/autogroup")
"""What Linux keeps of the session of this process; missing where it does not share out by sessions."""


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Add how many jobs to do at once, and whether to wait for more."""
    parser.add_argument(
        "--at-once", type=int, default=whole_number("PORTICO_WORKER_THREADS", 4), help="jobs done at once"
    )
    parser.add_argument("--until-empty", action="store_true", help="stop when no job is left")


def run(arguments: argparse.Namespace) -> int:
    """Work until SIGINT or SIGTERM; jobs under way are finished first."""
    from portico.wiring.jobs import work

    give_way()
    work(at_once=arguments.at_once, until_empty=arguments.until_empty)
    return 0


def give_way() -> None:
    """Step back behind the web server.

    Linux may share a machine out by sessions first (`sched_autogroup_enabled`): how nice a process is counts
    among those of its own session only, and each part of Portico has one. So the whole session steps back,
    where the worker leads it: one begun in somebody's terminal leaves their terminal alone.
    """
    niceness = os.nice(GIVES_WAY)
    if os.getsid(0) == os.getpid():
        with contextlib.suppress(OSError):
            _step_back(niceness)


def _step_back(niceness: int) -> None:
    """Let the session step back; Linux takes that from ordinary users once in a tenth of a second only."""
    for _ in range(TRIES):
        with contextlib.suppress(BlockingIOError):
            AUTOGROUP.write_text(str(niceness))
            return
        time.sleep(SECONDS_BETWEEN_TRIES)
