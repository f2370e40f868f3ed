"""Taking in addresses."""

from __future__ import annotations

import json
import uuid
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from django.db import connection
from uuid_utils.compat import uuid7

from portico.ground.ledger.actions import action, record_event
from portico.ground.ledger.events import Actor
from portico.records.places.events import AddressesImported
from portico.records.places.importing.rows import (
    Listener,
    Outcome,
    Row,
    RowRefusedError,
    batches,
    parsed,
    read_rows,
)
from portico.records.places.keys import search_text_of, sort_key_of
from portico.records.places.postcode import read_postcode
from portico.records.places.uprn import read_uprn

LINES = ("line_1", "line_2", "line_3", "line_4", "line_5")
REQUIRED = ("uprn", "line_1", "postcode")
OPTIONAL = ("line_2", "line_3", "line_4", "line_5", "latitude", "longitude", "ward")
LONGEST_LINE = 100
LONGEST_WARD = 60
SOUTH, NORTH, WEST, EAST = 49.0, 61.5, -9.0, 2.5
"""The United Kingdom in degrees (WGS 84), its islands and home waters included."""

_UPSERT = """
WITH given AS (
    SELECT DISTINCT ON (uprn) * FROM incoming_address ORDER BY uprn, line DESC
), written AS (
    INSERT INTO places_address AS there
        (uprn, lines, postcode, sort_key, search_text, latitude, longitude, ward)
    SELECT uprn, lines, postcode, sort_key, search_text, latitude, longitude, ward FROM given
    ON CONFLICT (uprn) DO UPDATE SET
        lines = excluded.lines, postcode = excluded.postcode, sort_key = excluded.sort_key,
        search_text = excluded.search_text, latitude = excluded.latitude,
        longitude = excluded.longitude, ward = excluded.ward
    WHERE (there.lines, there.postcode, there.sort_key, there.search_text, there.latitude,
           there.longitude, there.ward)
        IS DISTINCT FROM (excluded.lines, excluded.postcode, excluded.sort_key, excluded.search_text,
                          excluded.latitude, excluded.longitude, excluded.ward)
    RETURNING (there.xmax = 0) AS is_new
)
SELECT count(*) FILTER (WHERE is_new), count(*) FILTER (WHERE NOT is_new) FROM written
"""


@dataclass(frozen=True)
class GivenAddress:
    """One valid row of a file of addresses."""

    line: int
    uprn: str
    lines: tuple[str, ...]
    postcode: str
    latitude: float | None
    longitude: float | None
    ward: str


def import_addresses(
    file: Path, *, by: Actor, at: datetime, listener: Listener | None = None, batch_size: int = 2_000
) -> Outcome:
    """Take in a file of addresses: new ones are added, those known by their UPRN brought up to date.

    Where a UPRN comes twice, the later row counts. Rows that cannot be read are told to `listener` and
    passed over. Raises `FileUnreadableError` where the file as a whole cannot be read; whole batches before
    that point stay.
    """
    listener = listener or Listener()
    outcome = Outcome()
    import_id = uuid7()
    rows = read_rows(file, required=REQUIRED, optional=OPTIONAL)
    for batch in batches(parsed(rows, read_address, file, outcome, listener), batch_size):
        added, changed = take_in_addresses(addresses=batch, import_id=import_id, by=by, at=at)
        outcome.added += added
        outcome.changed += changed
        listener.progress(outcome)
    return outcome


@action
def take_in_addresses(
    *, addresses: Sequence[GivenAddress], import_id: uuid.UUID, by: Actor, at: datetime
) -> tuple[int, int]:
    """Add or bring up to date a batch of addresses; return how many were added and how many changed."""
    with connection.cursor() as cursor:
        cursor.execute(
            "CREATE TEMPORARY TABLE incoming_address"
            " (line bigint, uprn text, lines jsonb, postcode text, sort_key text, search_text text,"
            " latitude float8, longitude float8, ward text) ON COMMIT DROP"
        )
        with cursor.copy("COPY incoming_address FROM STDIN") as copy:
            for one in addresses:
                copy.write_row(
                    (
                        one.line,
                        one.uprn,
                        json.dumps(list(one.lines), ensure_ascii=False),
                        one.postcode,
                        sort_key_of(one.lines),
                        search_text_of(one.lines, one.postcode),
                        one.latitude,
                        one.longitude,
                        one.ward,
                    )
                )
        cursor.execute(_UPSERT)
        added, changed = cursor.fetchone()
        cursor.execute("DROP TABLE incoming_address")
    if added or changed:
        record_event(AddressesImported(import_id=import_id, added=added, changed=changed), by=by, at=at)
    return added, changed


def read_address(row: Row) -> GivenAddress:
    """Read one row; raises `RowRefusedError` with the column and the remedy."""
    uprn = read_uprn(row.required("uprn"))
    if uprn is None:
        raise RowRefusedError(f"uprn is {row.values['uprn']!r}. Write up to 12 digits.")
    lines = tuple(value for column in LINES if (value := row.values[column]))
    row.required("line_1")
    for column in LINES:
        if len(row.values[column]) > LONGEST_LINE:
            raise RowRefusedError(f"{column} is longer than {LONGEST_LINE} characters. Shorten it.")
    postcode = read_postcode(row.required("postcode"))
    if postcode is None:
        raise RowRefusedError(f"postcode is {row.values['postcode']!r}. Write it like AL1 3JE.")
    latitude, longitude = _position(row)
    ward = row.values["ward"]
    if len(ward) > LONGEST_WARD:
        raise RowRefusedError(f"ward is longer than {LONGEST_WARD} characters. Shorten it.")
    return GivenAddress(row.line, uprn, lines, postcode, latitude, longitude, ward)


def _position(row: Row) -> tuple[float | None, float | None]:
    given = row.values["latitude"], row.values["longitude"]
    if given == ("", ""):
        return None, None
    try:
        latitude, longitude = float(given[0]), float(given[1])
    except ValueError:
        raise RowRefusedError(
            "latitude and longitude must both be degrees, like 51.7509 and -0.3413, or both be empty."
        ) from None
    if not (SOUTH <= latitude <= NORTH and WEST <= longitude <= EAST):
        raise RowRefusedError(
            f"latitude {given[0]} and longitude {given[1]} lie outside the United Kingdom. "
            "Write degrees (WGS 84), latitude first."
        )
    return latitude, longitude
