"""Connections to PostgreSQL that ended while nobody used them are put away before a request begins.

Each thread of the web server keeps its connection. When PostgreSQL comes back after a restart, those of the
threads that were idle are dead, and the next request in each would fail. PostgreSQL closes its end, which can
be seen without asking it anything: something can be read where nothing was asked for.
"""

from __future__ import annotations

import select
from typing import Any

from django.core.signals import request_started
from django.db import connections
from psycopg import OperationalError
from psycopg.pq import ConnStatus


def put_away_dead_connections(**_: object) -> None:
    """Close this thread's connections whose other end is closed: Django connects anew when it needs to."""
    for connection in connections.all(initialized_only=True):
        if connection.connection is not None and not connection.in_atomic_block and _is_dead(connection):
            connection.close()


def _is_dead(connection: Any) -> bool:
    pgconn = connection.connection.pgconn
    try:
        look = select.poll()
        look.register(pgconn.socket, select.POLLIN)
        # A notice or a changed setting may have come as well, or last words: past them reading meets the end.
        while look.poll(0):
            pgconn.consume_input()
    except (OperationalError, OSError):
        return True
    return bool(pgconn.status == ConnStatus.BAD)


def watch_connections() -> None:
    """Put away dead connections whenever a request begins."""
    request_started.connect(put_away_dead_connections, dispatch_uid="portico.ground.ledger.connections")
