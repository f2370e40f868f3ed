"""Cases by the version of the service that they began under."""

from __future__ import annotations

from uuid import UUID

from portico.ground.access.permissions import Powers
from portico.ground.ledger.prepared import run_prepared
from portico.records.cases.queries.rows import visible_teams

MOST_REFERENCES = 50

_COUNTED = """
    SELECT service_version_id, count(*) FROM cases_case
     WHERE service_id = (SELECT id FROM catalogue_service WHERE code = %s) AND closed_at IS NULL
     GROUP BY service_version_id"""


def open_cases_by_version(service: str) -> dict[UUID, int]:
    """How many open cases of the service with that code are on each of its versions; one SQL statement.

    Numbers only, for who may see no cases too.
    """
    return dict(run_prepared(_COUNTED, [service]))


def open_cases_on(powers: Powers, service_id: UUID, service_version_id: UUID) -> list[str]:
    """References of open cases on a version that this person may see, those due first; one SQL statement.

    At most `MOST_REFERENCES`. `service_id` is that of the version: cases are found by it.
    """
    teams = visible_teams(powers)
    visible = "" if teams is None else "AND team_id = ANY(%(teams)s::uuid[])"
    statement = f"""
        SELECT reference FROM cases_case
         WHERE service_id = %(service)s::uuid AND service_version_id = %(version)s::uuid
           AND closed_at IS NULL {visible}
         ORDER BY due_at, id LIMIT {MOST_REFERENCES}"""  # noqa: S608 - constants
    asked = {"service": service_id, "version": service_version_id, "teams": teams}
    return [reference for (reference,) in run_prepared(statement, asked)]
