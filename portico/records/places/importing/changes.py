"""Taking in collection days that are changed, as around a bank holiday."""

from __future__ import annotations

import uuid
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path

from uuid_utils.compat import uuid7

from portico.ground.ledger.actions import action, record_event
from portico.ground.ledger.events import Actor
from portico.records.places.collections import Round, is_usual_day
from portico.records.places.events import CollectionChangesImported
from portico.records.places.importing.rounds import read_day
from portico.records.places.importing.rows import (
    Listener,
    Outcome,
    Row,
    RowRefusedError,
    batches,
    parsed,
    read_rows,
    refuse,
)
from portico.records.places.models import CollectionChange, CollectionRound

REQUIRED = ("round", "usual_on", "moved_to")
EVERY_ROUND = "*"
FURTHEST_DAYS = 21
"""A collection moved further than this is more likely a slip of the year or month."""


@dataclass(frozen=True)
class GivenChange:
    """One valid row: the collection of a round on its usual day, and the day instead, or none."""

    line: int
    round: str
    usual_on: date
    moved_to: date | None


def import_changes(
    file: Path, *, by: Actor, at: datetime, listener: Listener | None = None, batch_size: int = 2_000
) -> Outcome:
    """Take in changed collection days: one row for each round and day, `*` for every round of that day.

    An empty `moved_to` leaves the collection out; the usual day itself takes a change back. Rows for days on
    which the round does not collect are refused, told to `listener` and passed over. Raises
    `FileUnreadableError` where the file as a whole cannot be read.
    """
    listener = listener or Listener()
    outcome = Outcome()
    import_id = uuid7()
    rounds = {
        one.code: Round(one.code, one.stream, one.weekday, one.every_weeks, one.first_on)
        for one in CollectionRound.objects.order_by("code")
    }
    rows = parsed(read_rows(file, required=REQUIRED), read_change, file, outcome, listener)
    for batch in batches(_for_known_rounds(rows, rounds, file, outcome, listener), batch_size):
        added, changed, removed = take_in_changes(changes=batch, import_id=import_id, by=by, at=at)
        outcome.added += added
        outcome.changed += changed
        outcome.removed += removed
        listener.progress(outcome)
    return outcome


@action
def take_in_changes(
    *, changes: Sequence[GivenChange], import_id: uuid.UUID, by: Actor, at: datetime
) -> tuple[int, int, int]:
    """Write a batch of changed days; return how many were added, changed and taken back."""
    wanted = {(one.round, one.usual_on): one.moved_to for one in changes}
    there = _changes_there(wanted)
    removed = [key for key, moved in wanted.items() if moved == key[1] and key in there]
    written = {
        key: moved
        for key, moved in wanted.items()
        if moved != key[1] and (key not in there or there[key].moved_to != moved)
    }
    CollectionChange.objects.filter(id__in=[there[key].id for key in removed]).delete()
    CollectionChange.objects.bulk_create(
        [CollectionChange(round_id=code, usual_on=day, moved_to=to) for (code, day), to in written.items()],
        update_conflicts=True,
        unique_fields=["round", "usual_on"],
        update_fields=["moved_to"],
    )
    changed = sum(1 for key in written if key in there)
    added = len(written) - changed
    if added or changed or removed:
        record_event(
            CollectionChangesImported(
                import_id=import_id, added=added, changed=changed, removed=len(removed)
            ),
            by=by,
            at=at,
        )
    return added, changed, len(removed)


def read_change(row: Row) -> GivenChange:
    """Read one row; raises `RowRefusedError` with the column and the remedy."""
    code = row.required("round")
    usual_on = read_day(row, "usual_on")
    moved_to = read_day(row, "moved_to") if row.values["moved_to"] else None
    if moved_to and abs((moved_to - usual_on).days) > FURTHEST_DAYS:
        raise RowRefusedError(
            f"moved_to is {moved_to}, more than {FURTHEST_DAYS} days from {usual_on}. Check the date."
        )
    return GivenChange(row.line, code, usual_on, moved_to)


def _for_known_rounds(
    rows: Iterable[GivenChange],
    rounds: Mapping[str, Round],
    file: Path,
    outcome: Outcome,
    listener: Listener,
) -> Iterator[GivenChange]:
    for row in rows:
        if row.round == EVERY_ROUND:
            of_that_day = [code for code, one in rounds.items() if is_usual_day(one, row.usual_on)]
            if of_that_day:
                outcome.rows += len(of_that_day) - 1
                yield from (GivenChange(row.line, code, row.usual_on, row.moved_to) for code in of_that_day)
            else:
                refuse(row.line, f"no round collects on {row.usual_on}.", file, outcome, listener)
        elif row.round not in rounds:
            problem = f"there is no round {row.round!r}. Take in the rounds first, or write * for all."
            refuse(row.line, problem, file, outcome, listener)
        elif not is_usual_day(rounds[row.round], row.usual_on):
            problem = f"round {row.round} does not collect on {row.usual_on}. Check the date."
            refuse(row.line, problem, file, outcome, listener)
        else:
            yield row


def _changes_there(
    wanted: Mapping[tuple[str, date], date | None],
) -> dict[tuple[str, date], CollectionChange]:
    rows = CollectionChange.objects.filter(
        round__in={code for code, _ in wanted}, usual_on__in={day for _, day in wanted}
    )
    return {(row.round_id, row.usual_on): row for row in rows}
