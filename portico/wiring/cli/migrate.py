"""Bring the database to this version of Portico; safe to run again."""

from __future__ import annotations

import argparse


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Take nothing."""


def run(arguments: argparse.Namespace) -> int:
    """Migrate every room, then give the serving role its rights."""
    from portico.wiring.launcher.migrations import migrate

    migrate()
    return 0
