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
from functools import lru_cache
from typing import Any
from weakref import WeakKeyDictionary

import psycopg
from django.conf import settings
from django.db import DEFAULT_DB_ALIAS, connections
from psycopg.adapt import PyFormat, Transformer
from psycopg.errors import error_from_result
from psycopg.pq import ConnStatus, ExecStatus, TransactionStatus

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
        rows = _run(using.connection, statement, parameters)
    if using.queries_logged:
        using.queries_log.append({"sql": statement, "time": f"{time.monotonic() - began:.3f}"})
    return rows


class _Kept:
    """The statements that one connection has prepared: their names, the latest used last."""

    def __init__(self) -> None:
        self.names: OrderedDict[tuple[str, tuple[int, ...]], bytes] = OrderedDict()
        self.made = 0


_kept_by: WeakKeyDictionary[psycopg.Connection[Any], _Kept] = WeakKeyDictionary()


def _run(
    connection: psycopg.Connection[Any], statement: str, parameters: Mapping[str, Any] | Sequence[Any]
) -> list[tuple[Any, ...]]:
    text, names = _as_sent(statement)
    values = [parameters[name] for name in names] if isinstance(parameters, Mapping) else parameters
    adapters = Transformer(connection)
    written: Any = adapters.dump_sequence(values, [PyFormat.AUTO] * len(values))
    types, formats = adapters.types or (), adapters.formats or ()
    if not connection.autocommit and connection.pgconn.transaction_status == TransactionStatus.IDLE:
        _demand(connection, connection.pgconn.exec_(connection._get_tx_start_command()))
    if settings.PORTICO_PREPARE:
        name = _prepared(connection, text, types)
        result = connection.pgconn.exec_prepared(name, written, formats)
    else:
        result = connection.pgconn.exec_params(text.encode(), written, types, formats)
    _demand(connection, result)
    if not result.nfields:
        return []
    adapters.set_pgresult(result)
    rows: list[tuple[Any, ...]] = adapters.load_rows(0, result.ntuples, tuple)
    return rows


def _prepared(connection: psycopg.Connection[Any], text: str, types: tuple[int, ...]) -> bytes:
    """The name under which this connection has the statement prepared for values of these types."""
    kept = _kept_by.get(connection)
    if kept is None:
        kept = _kept_by[connection] = _Kept()
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
    if connection.pgconn.status == ConnStatus.BAD:
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
