"""Put back what `portico backup` wrote. Stop the web server and the worker first."""

from __future__ import annotations

import argparse
import os
from pathlib import Path

from portico.wiring.backup import restore_backup
from portico.wiring.environment import portico_home
from portico.wiring.words import say


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Take the folder of the backup, and leave to throw away what is there."""
    parser.add_argument("folder", type=Path, help="the folder that `portico backup` wrote")
    parser.add_argument("--replace", action="store_true", help="throw away what the database holds now")


def run(arguments: argparse.Namespace) -> int:
    """Restore, then bring the database to this version of Portico."""
    put_back = restore_backup(
        arguments.folder,
        home=portico_home(),
        database_url=os.environ["DATABASE_URL"],
        replace=arguments.replace,
    )
    import django

    django.setup()
    from portico.wiring.launcher.migrations import migrate

    migrate(verbosity=0)
    say(f"The database and {put_back.files} files ({put_back.bytes / 1e6:.1f} MB) are back.")
    return 0
