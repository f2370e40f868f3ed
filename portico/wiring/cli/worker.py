"""Do the jobs that follow events, until told to stop."""

from __future__ import annotations

import argparse
import os

from portico.wiring.environment import whole_number

GIVES_WAY = 10
"""How much the worker steps back where the machine is busy: somebody waits for a page, nobody for a job."""


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Add how many jobs to do at once, and whether to wait for more."""
    parser.add_argument(
        "--at-once", type=int, default=whole_number("PORTICO_WORKER_THREADS", 8), help="jobs done at once"
    )
    parser.add_argument("--until-empty", action="store_true", help="stop when no job is left")


def run(arguments: argparse.Namespace) -> int:
    """Work until SIGINT or SIGTERM; jobs under way are finished first."""
    from portico.wiring.jobs import work

    os.nice(GIVES_WAY)
    work(at_once=arguments.at_once, until_empty=arguments.until_empty)
    return 0
