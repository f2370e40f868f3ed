"""Which teams the cases of each service may go to: for lists of what somebody may open."""

from __future__ import annotations

from collections.abc import Mapping

from portico.ground.ledger.prepared import run_prepared

_TEAMS = """
SELECT service.code, array_agg(DISTINCT team.code)
  FROM catalogue_service AS service
  JOIN catalogue_service_version AS version ON version.id = service.current_id
 CROSS JOIN LATERAL (
    SELECT version.definition ->> 'team' AS code
     UNION ALL
    SELECT route ->> 'team' FROM jsonb_array_elements(
        coalesce(version.definition -> 'routing', '[]'::jsonb)) AS route) AS team
 WHERE service.withdrawn_at IS NULL
 GROUP BY service.code"""


def teams_of_services() -> Mapping[str, frozenset[str]]:
    """Codes of the teams that cases may go to, by code of the published service; one SQL statement."""
    return {service: frozenset(teams) for service, teams in run_prepared(_TEAMS, [])}
