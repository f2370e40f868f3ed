"""Other cases of the same customer."""

from __future__ import annotations

from uuid import UUID

from portico.ground.access.permissions import Powers
from portico.ground.ledger.prepared import run_prepared
from portico.records.cases.queries.rows import ROW_COLUMNS, ROW_JOINS, CaseRow, rows_from, visible_teams

MOST_RELATED = 10


def cases_of_customer(powers: Powers, customer_id: UUID, *, besides: UUID) -> list[CaseRow]:
    """The newest other cases of a customer that this person may see; one SQL statement."""
    teams = visible_teams(powers)
    visible = "" if teams is None else "AND team_id = ANY(%(teams)s::uuid[])"
    statement = f"""
        WITH page AS MATERIALIZED (
            SELECT id FROM cases_case
             WHERE customer_id = %(customer)s::uuid AND id <> %(besides)s::uuid {visible}
             ORDER BY id DESC LIMIT {MOST_RELATED})
        SELECT {ROW_COLUMNS} FROM page {ROW_JOINS} ORDER BY entry.id DESC"""  # noqa: S608 - constants
    return rows_from(run_prepared(statement, {"customer": customer_id, "besides": besides, "teams": teams}))
