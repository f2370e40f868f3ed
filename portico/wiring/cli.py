"""The `portico` command."""

from __future__ import annotations

import os
import sys


def main() -> None:
    """Run one command of Portico; `portico --help` lists them."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "portico.wiring.settings")
    from django.core.management import execute_from_command_line

    execute_from_command_line(sys.argv)
