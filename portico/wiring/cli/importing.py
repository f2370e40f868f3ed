"""What the commands that take in a CSV file of places have in common: the file, progress, refused rows."""

from __future__ import annotations

import argparse
from collections.abc import Callable
from pathlib import Path

from django.utils import timezone

from portico.ground.ledger.events import Actor
from portico.records.places.importing.rows import FileUnreadableError, Listener, Outcome, Refusal
from portico.wiring.words import PlainError, complain, say

MOST_REFUSALS_TOLD = 100
ROWS_BETWEEN_PROGRESS = 50_000


def add_file(parser: argparse.ArgumentParser) -> None:
    """Take the name of the file."""
    parser.add_argument("file", type=Path, help="the CSV file; docs/reference/import-files.md describes it")


def take_in(file: Path, importer: Callable[..., Outcome]) -> int:
    """Take in `file`, tell progress and refused rows, and return 1 where any row was refused."""
    listener = _listener()
    try:
        outcome = importer(file, by=Actor.system(), at=timezone.now(), listener=listener)
    except FileUnreadableError as error:
        raise PlainError(str(error)) from error
    say(
        f"{outcome.rows:,} rows: {outcome.added:,} added, {outcome.changed:,} changed, "
        f"{outcome.removed:,} taken away, {outcome.unchanged:,} as they were, {outcome.refused:,} refused."
    )
    if outcome.refused > MOST_REFUSALS_TOLD:
        complain(f"The first {MOST_REFUSALS_TOLD} refused rows are listed above.")
    return 1 if outcome.refused else 0


def _listener() -> Listener:
    told = 0
    next_progress = ROWS_BETWEEN_PROGRESS

    def refused(refusal: Refusal) -> None:
        nonlocal told
        told += 1
        if told <= MOST_REFUSALS_TOLD:
            complain(str(refusal))

    def progress(outcome: Outcome) -> None:
        nonlocal next_progress
        if outcome.rows >= next_progress:
            say(f"{outcome.rows:,} rows read …")
            next_progress = outcome.rows + ROWS_BETWEEN_PROGRESS

    return Listener(refused=refused, progress=progress)
