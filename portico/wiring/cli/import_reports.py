"""Open a case for every street report that another system counted by month, area and kind."""

from __future__ import annotations

import argparse
from pathlib import Path

from portico.ground.ledger.events import Actor
from portico.importers.reports import Kinds, ReportFileError, import_reports
from portico.wiring.words import PlainError, say

KINDS = Path(__file__).resolve().parents[3] / "services" / "imports" / "street-reports.yaml"
REPORTS_BETWEEN_PROGRESS = 500


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Take the file, and how its kinds of report answer our question."""
    parser.add_argument("file", type=Path, help="the CSV file; docs/reference/import-files.md describes it")
    parser.add_argument(
        "--kinds",
        type=Path,
        default=KINDS,
        help="YAML file that maps kinds (services/imports/street-reports.yaml)",
    )


def run(arguments: argparse.Namespace) -> int:
    """Import the file and say what was opened."""
    told = 0

    def progress(opened: int, known: int) -> None:
        nonlocal told
        if opened + known >= told + REPORTS_BETWEEN_PROGRESS:
            told = opened + known
            say(f"{told:,} reports read, {opened:,} cases opened …")

    try:
        kinds = Kinds.read(arguments.kinds)
        done = import_reports(file=arguments.file, kinds=kinds, by=Actor.system(), progress=progress)
    except ReportFileError as error:
        raise PlainError(
            f"{error} What was read before it is kept; run the command again to go on."
        ) from error
    say(f"{done.opened + done.known:,} reports: {done.opened:,} cases opened, {done.known:,} known already.")
    return 0
