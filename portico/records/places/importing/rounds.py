"""Taking in which addresses are on which collection rounds."""

from __future__ import annotations

import re
import uuid
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path

from django.db import connection
from uuid_utils.compat import uuid7

from portico.ground.ledger.actions import action, record_event
from portico.ground.ledger.events import Actor
from portico.records.places.collections import Round
from portico.records.places.events import RoundsImported
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
from portico.records.places.models import CollectionRound
from portico.records.places.uprn import read_uprn

REQUIRED = ("uprn", "stream", "round")
OPTIONAL = ("weekday", "every_weeks", "first_on")
WEEKDAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
MOST_WEEKS = 8
LONGEST_CODE = 40
_STREAM = re.compile(r"[a-z][a-z0-9_]{0,39}")

_TAKE_IN = """
WITH given AS (
    SELECT DISTINCT ON (uprn, stream) * FROM incoming_round
    WHERE EXISTS (SELECT FROM places_address WHERE places_address.uprn = incoming_round.uprn)
    ORDER BY uprn, stream, line DESC
), removed AS (
    DELETE FROM places_address_round AS there USING given
    WHERE there.address_id = given.uprn AND there.stream = given.stream AND given.round = ''
    RETURNING 1
), written AS (
    INSERT INTO places_address_round AS there (address_id, stream, round_id)
    SELECT uprn, stream, round FROM given WHERE round <> ''
    ON CONFLICT (address_id, stream) DO UPDATE SET round_id = excluded.round_id
    WHERE there.round_id <> excluded.round_id
    RETURNING (xmax = 0) AS is_new
)
SELECT
    (SELECT count(*) FILTER (WHERE is_new) FROM written),
    (SELECT count(*) FILTER (WHERE NOT is_new) FROM written),
    (SELECT count(*) FROM removed)
"""


@dataclass(frozen=True)
class GivenRound:
    """One valid row of a round list: an address, a kind of waste, and its round; none takes it off."""

    line: int
    uprn: str
    stream: str
    round: Round | None


@dataclass(frozen=True)
class TakenIn:
    """What one batch of a round list did, and the lines of rows whose address is not known."""

    added: int
    changed: int
    removed: int
    unknown_addresses: tuple[tuple[int, str], ...]


def import_rounds(
    file: Path, *, by: Actor, at: datetime, listener: Listener | None = None, batch_size: int = 2_000
) -> Outcome:
    """Take in a round list: one row for each address and kind of waste.

    An empty round takes the address off the round for that kind of waste. Where an address and a kind come
    twice, the later row counts. A round has to be told alike on every row of the file. Refused rows are told
    to `listener` and passed over; raises `FileUnreadableError` where the file as a whole cannot be read.
    """
    listener = listener or Listener()
    outcome = Outcome()
    import_id = uuid7()
    rows = parsed(read_rows(file, required=REQUIRED, optional=OPTIONAL), read_round, file, outcome, listener)
    for batch in batches(_told_alike(rows, file, outcome, listener), batch_size):
        taken = take_in_rounds(given=batch, import_id=import_id, by=by, at=at)
        outcome.added += taken.added
        outcome.changed += taken.changed
        outcome.removed += taken.removed
        for line, uprn in taken.unknown_addresses:
            problem = f"no address has the UPRN {uprn}. Take in the addresses first."
            refuse(line, problem, file, outcome, listener)
        listener.progress(outcome)
    return outcome


@action
def take_in_rounds(*, given: Sequence[GivenRound], import_id: uuid.UUID, by: Actor, at: datetime) -> TakenIn:
    """Write a batch of a round list: its rounds first, then the addresses on them."""
    rounds = {one.round.code: one.round for one in given if one.round}
    new_rounds, changed_rounds = _write_rounds(rounds)
    with connection.cursor() as cursor:
        cursor.execute(
            "CREATE TEMPORARY TABLE incoming_round (line bigint, uprn text, stream text, round text)"
            " ON COMMIT DROP"
        )
        with cursor.copy("COPY incoming_round FROM STDIN") as copy:
            for one in given:
                copy.write_row((one.line, one.uprn, one.stream, one.round.code if one.round else ""))
        cursor.execute(_TAKE_IN)
        added, changed, removed = cursor.fetchone()
        cursor.execute(
            "SELECT line, uprn FROM incoming_round WHERE NOT EXISTS"
            " (SELECT FROM places_address WHERE places_address.uprn = incoming_round.uprn) ORDER BY line"
        )
        unknown = tuple(cursor.fetchall())
        cursor.execute("DROP TABLE incoming_round")
    if new_rounds or changed_rounds or added or changed or removed:
        record_event(
            RoundsImported(
                import_id=import_id,
                rounds_added=new_rounds,
                rounds_changed=changed_rounds,
                addresses_added=added,
                addresses_changed=changed,
                addresses_removed=removed,
            ),
            by=by,
            at=at,
        )
    return TakenIn(added, changed, removed, unknown)


def read_round(row: Row) -> GivenRound:
    """Read one row; raises `RowRefusedError` with the column and the remedy."""
    uprn = read_uprn(row.required("uprn"))
    if uprn is None:
        raise RowRefusedError(f"uprn is {row.values['uprn']!r}. Write up to 12 digits.")
    stream = row.required("stream").lower()
    if not _STREAM.fullmatch(stream):
        raise RowRefusedError(
            f"stream is {stream!r}. Write it as the questions do: refuse, recycling, food, garden."
        )
    code = row.values["round"]
    if not code:
        return GivenRound(row.line, uprn, stream, None)
    if len(code) > LONGEST_CODE:
        raise RowRefusedError(f"round is longer than {LONGEST_CODE} characters. Shorten it.")
    weekday = row.required("weekday").lower()
    if weekday not in WEEKDAYS:
        raise RowRefusedError(f"weekday is {row.values['weekday']!r}. Write it in full, such as Tuesday.")
    weeks = row.required("every_weeks")
    if not (weeks.isascii() and weeks.isdigit() and 1 <= int(weeks) <= MOST_WEEKS):
        raise RowRefusedError(f"every_weeks is {weeks!r}. Write a whole number from 1 to {MOST_WEEKS}.")
    first_on = read_day(row, "first_on")
    if first_on.weekday() != WEEKDAYS.index(weekday):
        raise RowRefusedError(
            f"first_on is {first_on}, a {WEEKDAYS[first_on.weekday()].title()}, but weekday is "
            f"{weekday.title()}. Make them agree."
        )
    round_ = Round(code, stream, WEEKDAYS.index(weekday), int(weeks), first_on)
    return GivenRound(row.line, uprn, stream, round_)


def read_day(row: Row, column: str) -> date:
    """The date in a column; raises `RowRefusedError` where it is empty or not written as 2026-03-31."""
    value = row.required(column)
    try:
        return date.fromisoformat(value)
    except ValueError:
        raise RowRefusedError(f"{column} is {value!r}. Write year, month and day: 2026-03-31.") from None


def _told_alike(
    rows: Iterator[GivenRound], file: Path, outcome: Outcome, listener: Listener
) -> Iterator[GivenRound]:
    """Pass on the rows, refusing those that tell a round otherwise than the row that named it first."""
    first_told: dict[str, GivenRound] = {}
    for row in rows:
        if row.round is not None:
            first = first_told.setdefault(row.round.code, row)
            if first.round != row.round:
                problem = f"round {row.round.code} is told otherwise on line {first.line}. Make them agree."
                refuse(row.line, problem, file, outcome, listener)
                continue
        yield row


def _write_rounds(rounds: dict[str, Round]) -> tuple[int, int]:
    there = {
        one.code: Round(one.code, one.stream, one.weekday, one.every_weeks, one.first_on)
        for one in CollectionRound.objects.filter(code__in=rounds)
    }
    new = [one for code, one in rounds.items() if code not in there]
    changed = [one for code, one in rounds.items() if code in there and there[code] != one]
    CollectionRound.objects.bulk_create(
        [
            CollectionRound(
                code=one.code,
                stream=one.stream,
                weekday=one.weekday,
                every_weeks=one.every_weeks,
                first_on=one.first_on,
            )
            for one in (*new, *changed)
        ],
        update_conflicts=True,
        unique_fields=["code"],
        update_fields=["stream", "weekday", "every_weeks", "first_on"],
    )
    return len(new), len(changed)
