"""The places where services are tried out: schemas with the tables of `public`, made by the owner of those.

Whoever migrates makes them, and makes them anew where a table of `public` has changed since. The role that
serves fills and empties them, and can create nothing (docs/decisions/0056).
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Sequence
from dataclasses import dataclass

from django.db import connection, transaction
from psycopg import sql

PLACES = 8
"""How many try-outs there can be at a time."""

SCHEMAS = tuple(f"tryout_{number}" for number in range(1, PLACES + 1))

SHARED = frozenset(
    {
        "access_membership",
        "access_session",
        "access_shared_cache",
        "access_staff",
        "access_team",
        "catalogue_everyday_words",
        "catalogue_group",
        "desk_tryout",
    }
)
SHARED_BEGINNINGS = ("account_", "auth_", "axes_", "django_", "mfa_", "places_", "socialaccount_")
"""Tables that a try-out reads where they are: who works here, who is signed in, and where things are.

Every other table is a try-out's own, also those that come later: what nobody thought of is thrown away.
"""

LOCK = 5_610_056
"""The advisory lock (a number of ours) of whoever makes the places: one at a time."""


@dataclass(frozen=True)
class _Table:
    """A table of `public` that try-outs have their own of, with what belongs to it, as SQL."""

    name: str
    columns: str
    """Names, types and defaults in words, to see whether they changed."""
    checks: tuple[str, ...]
    """Its check constraints: again to see whether they changed."""
    keys: tuple[tuple[str, str], ...]
    """Primary keys, unique and exclusion constraints, by name."""
    indexes: tuple[str, ...]
    """Unique indexes that are no constraints; the others only make large tables quick, and are left out."""
    references: tuple[tuple[str, str], ...]
    """Foreign keys to tables that are the try-out's own too; others would hold back changes to `public`."""
    sequences: tuple[tuple[str, str], ...]
    """Columns that count by a sequence, and its name."""


def make_places(*, serving_role: str | None = None) -> list[str]:
    """Make the places that are missing or older than the tables of `public`; return those that were made.

    What is tried out in one that is made anew is gone. `serving_role` may fill and empty them.
    """
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(%s)", [LOCK])
        cursor.execute("SET LOCAL search_path TO public")
        tables = _tables()
        mark = _mark_of(tables)
        cursor.execute(
            "SELECT nspname, obj_description(oid, 'pg_namespace') FROM pg_namespace WHERE nspname LIKE %s",
            [r"tryout\_%"],
        )
        there = dict(cursor.fetchall())
        old = [schema for schema in SCHEMAS if there.get(schema) != mark]
        for schema in {*old, *(there.keys() - set(SCHEMAS))}:
            _run("DROP SCHEMA IF EXISTS {schema} CASCADE", schema=schema)
        for schema in old:
            _make(schema, tables, mark)
        if serving_role:
            for schema in SCHEMAS:
                _grant(schema, serving_role)
    return old


def empty(schema: str) -> None:
    """Throw away everything that is in a place; part of a transaction."""
    assert schema in SCHEMAS
    names = sql.SQL(", ").join(sql.Identifier(schema, name) for name in tables_in(schema))
    with connection.cursor() as cursor:
        # What waits for the end of the transaction to be checked would hold emptying back.
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        cursor.execute(sql.SQL("TRUNCATE {}").format(names))
        cursor.execute("SET CONSTRAINTS ALL DEFERRED")


def places_made() -> list[str]:
    """The schemas of the places that there are in this database."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT nspname FROM pg_namespace WHERE nspname = ANY(%s)", [list(SCHEMAS)])
        return [name for (name,) in cursor.fetchall()]


def tables_in(schema: str) -> list[str]:
    """The names of the tables of a schema."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT tablename FROM pg_tables WHERE schemaname = %s ORDER BY tablename", [schema])
        return [name for (name,) in cursor.fetchall()]


def is_shared(table: str) -> bool:
    """Whether try-outs read that table of `public` where it is."""
    return table in SHARED or table.startswith(SHARED_BEGINNINGS)


def _tables() -> list[_Table]:
    own = [name for name in tables_in("public") if not is_shared(name)]
    with connection.cursor() as cursor:
        cursor.execute(_COLUMNS, [own])
        columns = dict(cursor.fetchall())
        cursor.execute(_CONSTRAINTS, [own])
        constraints = cursor.fetchall()
        cursor.execute(_UNIQUE_INDEXES, [own])
        indexes = cursor.fetchall()
        cursor.execute(_SEQUENCES, [own])
        sequences = [
            (table, column, found[1])
            for table, column, default in cursor.fetchall()
            if (found := _COUNTED.search(default))
        ]
    return [
        _Table(
            name=name,
            columns=columns[name],
            checks=tuple(said for table, _, kind, said, _ in constraints if table == name and kind == "c"),
            keys=tuple(
                (one, said) for table, one, kind, said, _ in constraints if table == name and kind in "pux"
            ),
            indexes=tuple(said for table, said in indexes if table == name),
            references=tuple(
                (one, said)
                for table, one, kind, said, other in constraints
                if table == name and kind == "f" and other in own
            ),
            sequences=tuple((column, one) for table, column, one in sequences if table == name),
        )
        for name in own
    ]


def _mark_of(tables: Sequence[_Table]) -> str:
    """What a place is marked with, so that it is seen where the tables of `public` are others since."""
    return hashlib.sha256(repr((_LIKE, tables)).encode()).hexdigest()


def _make(schema: str, tables: Sequence[_Table], mark: str) -> None:
    _run("CREATE SCHEMA {schema}", schema=schema)
    for table in tables:
        _run(_LIKE, schema=schema, table=table.name)
        for column, sequence in table.sequences:
            _count_anew(schema, table.name, column, sequence)
        for name, said in table.keys:
            _constrain(schema, table.name, name, said)
        for said in table.indexes:
            # PostgreSQL writes the name of the table with its schema, and never that of the index.
            _run(said.replace(" ON public.", f" ON {schema}.", 1))
    _run("SET LOCAL search_path TO {schema}, public", schema=schema)
    for table in tables:
        for name, said in table.references:
            _constrain(schema, table.name, name, said)
    _run("SET LOCAL search_path TO public")
    with connection.cursor() as cursor:
        words = sql.SQL("COMMENT ON SCHEMA {} IS {}").format(sql.Identifier(schema), sql.Literal(mark))
        cursor.execute(words)


def _count_anew(schema: str, table: str, column: str, sequence: str) -> None:
    """Let a column count by a sequence of the place, not by that of `public`."""
    named = {"schema": schema, "table": table, "column": column, "sequence": sequence}
    _run("CREATE SEQUENCE {schema}.{sequence} OWNED BY {schema}.{table}.{column}", **named)
    counts = f"nextval('{schema}.{sequence}')"
    _run(f"ALTER TABLE {{schema}}.{{table}} ALTER COLUMN {{column}} SET DEFAULT {counts}", **named)


def _constrain(schema: str, table: str, name: str, said: str) -> None:
    _run(
        f"ALTER TABLE {{schema}}.{{table}} ADD CONSTRAINT {{name}} {said}",
        schema=schema,
        table=table,
        name=name,
    )


def _grant(schema: str, role: str) -> None:
    for words in (
        "GRANT USAGE ON SCHEMA {schema} TO {role}",
        "GRANT SELECT, INSERT, UPDATE, DELETE, TRUNCATE ON ALL TABLES IN SCHEMA {schema} TO {role}",
        "GRANT USAGE, SELECT ON ALL SEQUENCES IN SCHEMA {schema} TO {role}",
    ):
        _run(words, schema=schema, role=role)


def _run(words: str, **names: str) -> None:
    """Run a statement; each `{name}` in it is replaced by that name, quoted."""
    with connection.cursor() as cursor:
        if names:
            named = {name: sql.Identifier(value) for name, value in names.items()}
            cursor.execute(sql.SQL(words).format(**named))
        else:
            cursor.execute(words)


# Not INCLUDING ALL: that names keys and indexes anew, and actions know constraints by their names.
_LIKE = """
    CREATE TABLE {schema}.{table} (
        LIKE public.{table} INCLUDING DEFAULTS INCLUDING CONSTRAINTS INCLUDING GENERATED INCLUDING IDENTITY
                            INCLUDING STORAGE INCLUDING COMPRESSION)"""

_COUNTED = re.compile(r"^nextval\('(?:public\.)?([a-z0-9_]+)'::regclass\)$")

_COLUMNS = """
    SELECT relation.relname,
           string_agg(concat_ws(' ', attname, format_type(atttypid, atttypmod), attnotnull, attidentity,
                                attgenerated, attstorage, pg_get_expr(adbin, adrelid)),
                      ', ' ORDER BY attnum)
      FROM pg_class AS relation
      JOIN pg_attribute AS attribute ON attrelid = relation.oid AND attnum > 0 AND NOT attisdropped
      LEFT JOIN pg_attrdef ON adrelid = attrelid AND adnum = attnum
     WHERE relnamespace = 'public'::regnamespace AND relname = ANY(%s)
     GROUP BY relation.relname"""

_CONSTRAINTS = """
    SELECT conrelid::regclass::text, conname, contype::text, pg_get_constraintdef(oid),
           confrelid::regclass::text
      FROM pg_constraint
     WHERE connamespace = 'public'::regnamespace AND conrelid <> 0 AND conrelid::regclass::text = ANY(%s)
       AND contype IN ('p', 'u', 'x', 'f', 'c')
     ORDER BY contype = 'f', conname"""

_UNIQUE_INDEXES = """
    SELECT relation.relname, pg_get_indexdef(indexrelid)
      FROM pg_index
      JOIN pg_class AS relation ON relation.oid = indrelid
     WHERE relnamespace = 'public'::regnamespace AND relname = ANY(%s) AND indisunique
       AND NOT EXISTS (SELECT FROM pg_constraint WHERE conindid = indexrelid AND contype IN ('p', 'u', 'x'))
     ORDER BY indexrelid::regclass::text"""

_SEQUENCES = """
    SELECT relation.relname, attname, pg_get_expr(adbin, adrelid)
      FROM pg_class AS relation
      JOIN pg_attribute ON attrelid = relation.oid AND attnum > 0 AND NOT attisdropped
      JOIN pg_attrdef ON adrelid = attrelid AND adnum = attnum
     WHERE relnamespace = 'public'::regnamespace AND relname = ANY(%s) AND attgenerated = ''
     ORDER BY relation.relname, attnum"""
