"""Migrating, and the rights of the role that serves: it may change rows, but only add to the ledger."""

from __future__ import annotations

import os
from urllib.parse import unquote, urlsplit

from django.core.management import call_command
from django.db import connection
from psycopg import sql

APPEND_ONLY = ("ledger_event",)
"""Tables of which the serving role may read and insert rows only."""


def migrate(verbosity: int = 1) -> None:
    """Apply every migration, then grant the serving role its rights where there is one of its own."""
    call_command("migrate", interactive=False, verbosity=verbosity)
    role = serving_role()
    if role and role != connection.settings_dict["USER"]:
        grant_rights(role)


def serving_role() -> str | None:
    """The role that web server and worker sign in as, from `PORTICO_SERVING_URL`, if it is set."""
    url = os.environ.get("PORTICO_SERVING_URL")
    return unquote(urlsplit(url).username or "") if url else None


def grant_rights(role: str) -> None:
    """Let `role` read and change every row of every table, but only read and add rows of the ledger.

    It may create or drop nothing. Raises `django.db.ProgrammingError` if the role does not exist.
    """
    name = sql.Identifier(role)
    with connection.cursor() as cursor:
        for statement in (
            "GRANT USAGE ON SCHEMA public TO {role}",
            "GRANT SELECT, INSERT, UPDATE, DELETE ON ALL TABLES IN SCHEMA public TO {role}",
            "GRANT USAGE, SELECT ON ALL SEQUENCES IN SCHEMA public TO {role}",
        ):
            cursor.execute(sql.SQL(statement).format(role=name))
        for table in APPEND_ONLY:
            cursor.execute(
                sql.SQL("REVOKE UPDATE, DELETE, TRUNCATE ON {table} FROM {role}").format(
                    table=sql.Identifier(table), role=name
                )
            )
