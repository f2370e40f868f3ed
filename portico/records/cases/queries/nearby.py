"""Open reports like the one being made, near the place it is about."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import datetime
from math import asin, cos, degrees, radians, sin, sqrt
from typing import Any
from uuid import UUID

from django.db import connection
from django.db.backends.postgresql.psycopg_any import Jsonb

EARTH_RADIUS = 6_371_008.8
"""Mean radius in metres (IUGG, as in the GRS 80 ellipsoid): within 0.6 % of any real distance."""
MOST_SHOWN = 10
MOST_LOOKED_AT = 200


@dataclass(frozen=True)
class SimilarReport:
    """An open report nearby. `answers` are those of the questions asked for, which anybody may see."""

    case_id: UUID
    metres: float
    latitude: float
    longitude: float
    stage: str
    opened_at: datetime
    answers: Mapping[str, Any]
    followers: int


def similar_open_reports(
    *,
    service_id: UUID,
    latitude: float,
    longitude: float,
    within_metres: int,
    since: datetime,
    same: Collection[str] = (),
    answers: Mapping[str, Any],
    shows: Collection[str] = (),
) -> list[SimilarReport]:
    """Open cases of a service within so many metres, opened since then, the nearest first; one SQL statement.

    `same` names questions whose answers must equal those in `answers`; where one has no answer yet nothing is
    similar. `shows` names questions whose answers are read out: only those the definition lets anybody see.
    At most ten are returned.
    """
    if any(answers.get(question) in (None, "", [], {}) for question in same):
        return []
    north, east = _reach(latitude, within_metres)
    parameters = {
        "service": service_id,
        "south": latitude - north,
        "north": latitude + north,
        "west": longitude - east,
        "east": longitude + east,
        "since": since,
        "same": Jsonb({question: answers[question] for question in same}),
        "latitude": latitude,
        "longitude": longitude,
        "narrowing": cos(radians(latitude)),
        "shows": list(shows),
        "most": MOST_LOOKED_AT,
    }
    with connection.cursor() as cursor:
        cursor.execute(
            """
            SELECT near.id, near.latitude, near.longitude, near.stage, near.opened_at, near.public,
                   (SELECT count(*) FROM cases_follower WHERE case_id = near.id)
              FROM (
                SELECT id, latitude, longitude, stage, opened_at,
                       (SELECT coalesce(jsonb_object_agg(key, answers -> key), '{}')
                          FROM unnest(%(shows)s::text[]) AS key WHERE jsonb_exists(answers, key)) AS public
                  FROM cases_case
                 WHERE service_id = %(service)s AND closed_at IS NULL
                   AND latitude BETWEEN %(south)s AND %(north)s
                   AND longitude BETWEEN %(west)s AND %(east)s
                   AND opened_at >= %(since)s
                   AND answers @> %(same)s
                 ORDER BY (latitude - %(latitude)s) ^ 2
                        + ((longitude - %(longitude)s) * %(narrowing)s) ^ 2
                 LIMIT %(most)s) AS near""",
            parameters,
        )
        rows = cursor.fetchall()
    found = []
    for id, its_latitude, its_longitude, stage, opened_at, public, followers in rows:
        metres = metres_between(latitude, longitude, its_latitude, its_longitude)
        if metres <= within_metres:
            found.append(
                SimilarReport(
                    id, metres, its_latitude, its_longitude, stage, opened_at, _json(public), followers
                )
            )
    return sorted(found, key=lambda report: (report.metres, report.case_id))[:MOST_SHOWN]


def metres_between(latitude: float, longitude: float, other_latitude: float, other_longitude: float) -> float:
    """The distance along the surface of the earth, in metres, between two positions in degrees.

    The haversine formula, which stays exact for small distances (R. W. Sinnott, "Virtues of the Haversine",
    Sky and Telescope 68, 1984).
    """
    first, second = radians(latitude), radians(other_latitude)
    across = radians(other_longitude - longitude)
    half = sin((second - first) / 2) ** 2 + cos(first) * cos(second) * sin(across / 2) ** 2
    return 2 * EARTH_RADIUS * asin(sqrt(min(1.0, half)))


def _reach(latitude: float, metres: int) -> tuple[float, float]:
    """How many degrees north or south, and east or west, so many metres are at that latitude."""
    north = degrees(metres / EARTH_RADIUS) * 1.001
    return north, min(180.0, north / max(cos(radians(latitude)), 1e-6))


def _json(value: Any) -> Mapping[str, Any]:
    import json

    loaded = json.loads(value) if isinstance(value, str) else value
    return dict(loaded)
