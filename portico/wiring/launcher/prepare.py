"""What has to be done before Portico can serve: the database is brought to this version.

A process of its own, so that the launcher itself never loads Django and stays small.
"""

from __future__ import annotations

import os
import sys

from django.db import DatabaseError

from portico.wiring.words import complain, say


def prepare() -> int:
    """Migrate, telling how much there is to do; return the exit code."""
    import django

    django.setup()
    from django.db import connection
    from django.db.migrations.executor import MigrationExecutor

    from portico.wiring.launcher.migrations import migrate

    try:
        executor = MigrationExecutor(connection)
        waiting = len(executor.migration_plan(executor.loader.graph.leaf_nodes()))
        say(f"      {waiting} migrations to apply" if waiting else "      the database is up to date")
        migrate(verbosity=0)
    except DatabaseError as error:
        complain(f"The database could not be brought to this version: {str(error).strip().splitlines()[0]}")
        return 1
    return 0


if __name__ == "__main__":
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "portico.wiring.settings")
    sys.exit(prepare())
