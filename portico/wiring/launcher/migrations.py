"""Migrating, the rights of the role that serves, and the places where services are tried out.

The role that serves may change rows, but only add to the ledger.
"""

from __future__ import annotations

import os
from urllib.parse import unquote, urlsplit

from django.core.management import call_command
from django.db import ProgrammingError, connection, transaction
from psycopg import sql
from psycopg.errors import InsufficientPrivilege

from portico.ground.tryouts.pool import make_places
from portico.wiring.words import complain

APPEND_ONLY = ("ledger_event",)
"""Tables of which the serving role may read and insert rows only."""


def migrate(verbosity: int = 1) -> None:
    """Apply every migration, then grant the serving role its rights where there is one of its own.

    The places where services are tried out are made anew where tables have changed.
    """
    call_command("migrate", interactive=False, verbosity=verbosity)
    role = serving_role()
    if role and role != connection.settings_dict["USER"]:
        grant_rights(role)
    else:
        role = None
    make_places_to_try(role)


def make_places_to_try(role: str | None) -> None:
    """Make the places for try-outs that are missing or old; `role` may use them.

    Where this database does not let its owner make schemas, services cannot be tried out, and all else works.
    """
    from portico.desk.trying.tryouts import forget_tryouts  # needs Django set up, which this module does not

    try:
        with transaction.atomic():
            forget_tryouts(make_places(serving_role=role))
    except ProgrammingError as error:
        if not isinstance(error.__cause__, InsufficientPrivilege):
            raise
        complain(
            "Services cannot be tried out: the role that migrates may not create schemas. "
            "Let the owner of the database run: GRANT CREATE ON DATABASE … TO …;"
        )


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
