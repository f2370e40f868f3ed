"""Advice that a colleague is looking at the same case just now."""

from __future__ import annotations

from datetime import datetime, timedelta
from uuid import UUID

from portico.ground.ledger.prepared import run_prepared

COUNTS_FOR = timedelta(minutes=5)
"""Whoever opened the page longer ago has probably gone on to something else."""
NOTED_AGAIN_AFTER = timedelta(minutes=1)
"""Reading the page again sooner writes nothing."""


def look_at(*, case_id: UUID, staff_id: UUID, at: datetime) -> list[str]:
    """Note that somebody opened a case, and return the names of others who did lately; one SQL statement.

    No event: it is about attention, not about the case.
    """
    seen = run_prepared(
        _LOOK,
        {
            "case": case_id,
            "staff": staff_id,
            "at": at,
            "lately": at - NOTED_AGAIN_AFTER,
            "since": at - COUNTS_FOR,
        },
    )
    return [name for (name,) in seen]


_LOOK = """
WITH mine AS (
    INSERT INTO desk_case_look (case_id, staff_id, at)
    SELECT %(case)s::uuid, %(staff)s::uuid, %(at)s::timestamptz
     WHERE NOT EXISTS (
        SELECT FROM desk_case_look
         WHERE case_id = %(case)s::uuid AND staff_id = %(staff)s::uuid AND at > %(lately)s::timestamptz)
    ON CONFLICT (case_id, staff_id) DO UPDATE SET at = EXCLUDED.at)
SELECT staff.name FROM desk_case_look AS look
  JOIN access_staff AS staff ON staff.id = look.staff_id
 WHERE look.case_id = %(case)s::uuid AND look.staff_id <> %(staff)s::uuid AND look.at > %(since)s::timestamptz
 ORDER BY look.at DESC"""
