"""Take in addresses from a CSV file; what is there already stays as it is."""

from __future__ import annotations

import argparse

from portico.records.places.importing.addresses import import_addresses
from portico.wiring.cli.importing import add_file, take_in


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Take the name of the file."""
    add_file(parser)


def run(arguments: argparse.Namespace) -> int:
    """Take in the file; 1 where any row was refused."""
    return take_in(arguments.file, import_addresses)
