"""Cases by the version of the service that they began under."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from portico.ground.ledger.prepared import run_prepared

MOST_CASES = 50
"""Most cases of a version that are listed one by one."""

_COUNTED = """
    SELECT service_version_id, count(*) FROM cases_case
     WHERE service_id = (SELECT id FROM catalogue_service WHERE code = %s) AND closed_at IS NULL
     GROUP BY service_version_id"""

_LISTED = f"""
    SELECT reference, stage, opened_at, due_at, team_id FROM cases_case
     WHERE service_id = %s AND service_version_id = %s AND closed_at IS NULL
     ORDER BY due_at, id LIMIT {MOST_CASES}"""  # noqa: S608 - a constant


@dataclass(frozen=True)
class CaseOnVersion:
    """An open case as the version it began under shows it: nothing about anybody, for who sees no cases too.

    Times are UTC.
    """

    reference: str
    stage: str
    opened_at: datetime
    due_at: datetime
    team_id: UUID


def open_cases_by_version(service: str) -> dict[UUID, int]:
    """How many open cases of the service with that code are on each of its versions; one SQL statement.

    Numbers only, for who may see no cases too.
    """
    return dict(run_prepared(_COUNTED, [service]))


def open_cases_on(service_id: UUID, service_version_id: UUID) -> list[CaseOnVersion]:
    """The open cases on a version, those due first, at most `MOST_CASES`; one SQL statement.

    `service_id` is that of the version: cases are found by it.
    """
    return [CaseOnVersion(*row) for row in run_prepared(_LISTED, [service_id, service_version_id])]
