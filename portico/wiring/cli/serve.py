"""Answer web requests on one address until told to stop."""

from __future__ import annotations

import argparse
import os

from portico.wiring.environment import truth, whole_number

ACCESS_LOG = "%(time)s %(method)s %(path)s %(status)d %(dt_ms).0f ms"
"""No address of a visitor, and no query: both tell of a person."""


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Add where to listen and how many requests to answer at once."""
    parser.add_argument(
        "--host", default=os.environ.get("PORTICO_LISTEN") or "127.0.0.1", help="address to listen on"
    )
    parser.add_argument("--port", type=int, default=whole_number("PORT", 8000), help="port to listen on")
    parser.add_argument(
        "--processes", type=int, default=whole_number("PORTICO_WEB_PROCESSES", 2), help="processes"
    )
    parser.add_argument(
        "--threads", type=int, default=whole_number("PORTICO_WEB_THREADS", 4), help="threads of each process"
    )


def run(arguments: argparse.Namespace, application: str = "portico.wiring.wsgi:application") -> int:
    """Serve with granian; each process has its threads, each thread its database connection."""
    from granian.constants import HTTPModes, Interfaces
    from granian.log import LogLevels
    from granian.server import Server

    Server(
        application,
        address=arguments.host,
        port=arguments.port,
        interface=Interfaces.WSGI,
        workers=arguments.processes,
        blocking_threads=arguments.threads,
        http=HTTPModes.http1,
        websockets=False,
        respawn_failed_workers=True,
        respawn_interval=0.5,
        workers_kill_timeout=10,
        log_access=truth("PORTICO_ACCESS_LOG", default=False),
        log_access_format=ACCESS_LOG,
        log_level=LogLevels.warning,
    ).serve()
    return 0
