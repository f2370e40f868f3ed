"""Take in which addresses are on which collection rounds, from a CSV file."""

from __future__ import annotations

import argparse

from portico.records.places.importing.rounds import import_rounds
from portico.wiring.cli.importing import add_file, take_in


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Take the name of the file."""
    add_file(parser)


def run(arguments: argparse.Namespace) -> int:
    """Take in the file; 1 where any row was refused."""
    return take_in(arguments.file, import_rounds)
