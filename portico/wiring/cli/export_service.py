"""Write a published service as a file, as it stands in the database now."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

from portico.records.catalogue.queries import ServiceNotFoundError, current_service
from portico.records.catalogue.reading.write import write_definition
from portico.wiring.words import PlainError


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Take the service and where to write it."""
    parser.add_argument("service", help="the id of the service, such as missed-bin")
    parser.add_argument("--to", type=Path, metavar="FILE", help="the file to write; else it is printed")


def run(arguments: argparse.Namespace) -> int:
    """Write the definition in force."""
    try:
        text = write_definition(current_service(arguments.service).definition)
    except ServiceNotFoundError as error:
        raise PlainError(f"No service {arguments.service} is published.") from error
    if arguments.to is None:
        sys.stdout.write(text)
    else:
        arguments.to.write_text(text, encoding="utf-8")
    return 0
