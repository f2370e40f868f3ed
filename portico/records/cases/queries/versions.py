"""Cases by the version of the service that they began under."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from portico.ground.ledger.prepared import run_prepared

MOST_CASES = 50
"""Most cases of a version that are listed one by one."""

MOST_COUNTED = 10_000
"""Finished cases of a version are counted up to here: nobody waits for the count of all that ever were.

They are counted in order, so that they are found by their index: where many are on one version, reading the
table looks cheaper to PostgreSQL, and is not for the versions with few.
"""

_COUNTED = f"""
    WITH open AS (
        SELECT service_version_id, count(*) AS cases FROM cases_case
         WHERE service_id = (SELECT id FROM catalogue_service WHERE code = %s) AND closed_at IS NULL
         GROUP BY service_version_id)
    SELECT version.id, coalesce(open.cases, 0), finished.cases
      FROM catalogue_service_version version
      LEFT JOIN open ON open.service_version_id = version.id
     CROSS JOIN LATERAL (
        SELECT count(*) AS cases FROM (
            SELECT FROM cases_case
             WHERE service_version_id = version.id AND closed_at IS NOT NULL
             ORDER BY closed_at LIMIT {MOST_COUNTED + 1}) counted
     ) finished
     WHERE version.service_id = (SELECT id FROM catalogue_service WHERE code = %s)"""  # noqa: S608 - a constant

_OPEN = f"""
    SELECT reference, stage, opened_at, due_at, closed_at, team_id FROM cases_case
     WHERE service_id = %s AND service_version_id = %s AND closed_at IS NULL
     ORDER BY due_at, id LIMIT {MOST_CASES}"""  # noqa: S608 - a constant

_FINISHED = f"""
    SELECT reference, stage, opened_at, due_at, closed_at, team_id FROM cases_case
     WHERE service_version_id = %s AND closed_at IS NOT NULL
     ORDER BY closed_at DESC LIMIT {MOST_CASES}"""  # noqa: S608 - a constant


@dataclass(frozen=True)
class CaseOnVersion:
    """A case as the version it began under shows it: nothing about anybody, for who sees no cases too.

    Times are UTC.
    """

    reference: str
    stage: str
    opened_at: datetime
    due_at: datetime
    closed_at: datetime | None
    team_id: UUID


@dataclass(frozen=True)
class CasesOnVersion:
    """How many open and finished cases are on a version; `MOST_COUNTED` + 1 finished ones may be more."""

    open: int = 0
    finished: int = 0


def cases_by_version(service: str) -> dict[UUID, CasesOnVersion]:
    """How many cases are on each version of the service with that code; one SQL statement.

    Numbers only, for who may see no cases too.
    """
    rows = run_prepared(_COUNTED, [service, service])
    return {version: CasesOnVersion(open, finished) for version, open, finished in rows}


def open_cases_on(service_id: UUID, service_version_id: UUID) -> list[CaseOnVersion]:
    """The open cases on a version, those due first, at most `MOST_CASES`; one SQL statement.

    `service_id` is that of the version: open cases are found by it.
    """
    return [CaseOnVersion(*row) for row in run_prepared(_OPEN, [service_id, service_version_id])]


def finished_cases_on(service_version_id: UUID) -> list[CaseOnVersion]:
    """The finished cases on a version, the last first, at most `MOST_CASES`; one SQL statement."""
    return [CaseOnVersion(*row) for row in run_prepared(_FINISHED, [service_version_id])]
