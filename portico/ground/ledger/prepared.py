"""Prepared statements by libpq itself, without the cursors of the driver and of Django around them.

A page of the desk and a submission each run some eight statements, and for each the cursors cost more than
PostgreSQL's answer and reading it. Values are still written and read by the driver's own adapters, errors
are Django's, and a transaction is begun where one is under way (docs/decisions/0045).
"""

from __future__ import annotations

import re
import time
from collections import OrderedDict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache
from typing import Any, cast

import psycopg
from django.conf import settings
from django.db import DEFAULT_DB_ALIAS, connections
from psycopg.adapt import AdaptersMap, Loader, PyFormat, Transformer
from psycopg.errors import error_from_result
from psycopg.pq import ConnStatus, DiagnosticField, ExecStatus, TransactionStatus

MOST_PREPARED = 400
"""Statements kept prepared on one connection; the one unused for longest makes room."""

_PLACE = re.compile(r"%(?:\((\w+)\)s|(s)|(%))")


def run_prepared(statement: str, parameters: Mapping[str, Any] | Sequence[Any]) -> list[tuple[Any, ...]]:
    """Run one statement and return its rows, none for a statement without.

    It is written as for a cursor, with `%(name)s` or `%s`. It joins the transaction under way, is counted
    with all others, and raises Django's database errors.
    """
    using = connections[DEFAULT_DB_ALIAS]
    using.ensure_connection()
    using.validate_thread_sharing()
    using.validate_no_broken_transaction()
    began = time.monotonic()
    with using.wrap_database_errors:
        rows = _run(_kept_for(using), statement, parameters)
    if using.queries_logged:
        using.queries_log.append({"sql": statement, "time": f"{time.monotonic() - began:.3f}"})
    return rows


class _InUtc(Loader):
    """Reads moments. Connections of Django speak UTC, and Python itself reads that ten times as fast."""

    def load(self, data: Any) -> datetime:
        """The moment that a text such as `2026-11-24 10:15:02.5+00` says."""
        return datetime.fromisoformat(bytes(data).decode())


@dataclass(frozen=True)
class _Context:
    """Adapters of our own beside those of the connection: Django looks for its own there."""

    adapters: AdaptersMap
    connection: psycopg.Connection[Any]


class _Kept:
    """What one connection keeps: its adapters, and names of statements it has prepared, latest used last."""

    def __init__(self, connection: psycopg.Connection[Any]) -> None:
        adapters = AdaptersMap(connection.adapters)
        adapters.register_loader("timestamptz", _InUtc)
        self.connection = connection
        self.transformer = Transformer(_Context(adapters, connection))
        self.names: OrderedDict[tuple[str, tuple[int, ...]], bytes] = OrderedDict()
        self.made = 0


def _kept_for(using: Any) -> _Kept:
    """What is kept for the connection that Django uses now; it goes when Django connects anew."""
    kept = vars(using).get("portico_kept")
    if kept is None or kept.connection is not using.connection:
        kept = vars(using)["portico_kept"] = _Kept(using.connection)
    return cast(_Kept, kept)


def _run(kept: _Kept, statement: str, parameters: Mapping[str, Any] | Sequence[Any]) -> list[tuple[Any, ...]]:
    connection, adapters = kept.connection, kept.transformer
    text, names = _as_sent(statement)
    values = [parameters[name] for name in names] if isinstance(parameters, Mapping) else parameters
    written: Any = adapters.dump_sequence(values, [PyFormat.AUTO] * len(values))
    types, formats = adapters.types or (), adapters.formats or ()
    if not connection.autocommit and connection.pgconn.transaction_status == TransactionStatus.IDLE:
        _demand(connection, connection.pgconn.exec_(connection._get_tx_start_command()))
    if settings.PORTICO_PREPARE:
        name = _prepared(kept, text, types)
        result = connection.pgconn.exec_prepared(name, written, formats)
    else:
        result = connection.pgconn.exec_params(text.encode(), written, types, formats)
    _demand(connection, result)
    if not result.nfields:
        return []
    adapters.set_pgresult(result)
    rows: list[tuple[Any, ...]] = adapters.load_rows(0, result.ntuples, tuple)
    return rows


def _prepared(kept: _Kept, text: str, types: tuple[int, ...]) -> bytes:
    """The name under which this connection has the statement prepared for values of these types."""
    connection = kept.connection
    name = kept.names.get((text, types))
    if name is not None:
        kept.names.move_to_end((text, types))
        return name
    if len(kept.names) >= MOST_PREPARED:
        _, oldest = kept.names.popitem(last=False)
        _demand(connection, connection.pgconn.exec_(b"DEALLOCATE " + oldest))
    kept.made += 1
    name = b"portico_%d" % kept.made
    _demand(connection, connection.pgconn.prepare(name, text.encode(), types))
    kept.names[(text, types)] = name
    return name


def _demand(connection: psycopg.Connection[Any], result: psycopg.pq.abc.PGresult) -> None:
    """Raise the driver's error unless the statement was done."""
    if result.status in (ExecStatus.TUPLES_OK, ExecStatus.COMMAND_OK):
        return
    # Without a code it is libpq that speaks: the server went away, whatever the connection looks like yet.
    if connection.pgconn.status == ConnStatus.BAD or not result.error_field(DiagnosticField.SQLSTATE):
        raise psycopg.OperationalError(result.get_error_message())
    raise error_from_result(result)


@lru_cache(1_024)
def _as_sent(statement: str) -> tuple[str, tuple[str, ...]]:
    """A statement with numbered places, and the names of its values in order; none where it has `%s`."""
    numbers: dict[str, int] = {}
    count = 0

    def numbered(place: re.Match[str]) -> str:
        nonlocal count
        name, _, percent = place.groups()
        if percent:
            return "%"
        if name:
            return f"${numbers.setdefault(name, len(numbers) + 1)}"
        count += 1
        return f"${count}"

    return _PLACE.sub(numbered, statement), tuple(numbers)
