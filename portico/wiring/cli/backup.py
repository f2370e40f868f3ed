"""Write the database and all files to a folder; everything may go on running meanwhile."""

from __future__ import annotations

import argparse
import os
from datetime import UTC, datetime
from pathlib import Path

from portico.wiring.backup import make_backup
from portico.wiring.environment import portico_home
from portico.wiring.words import say


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Take the folder to write to."""
    parser.add_argument("folder", type=Path, help="a new folder for the backup")


def run(arguments: argparse.Namespace) -> int:
    """Make the backup and tell what it holds."""
    made = make_backup(
        arguments.folder, home=portico_home(), database_url=os.environ["DATABASE_URL"], at=datetime.now(UTC)
    )
    say(f"The database and {made.files} files ({made.bytes / 1e6:.1f} MB) are in {arguments.folder}.")
    return 0
