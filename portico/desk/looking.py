"""Advice that a colleague is looking at the same case just now."""

from __future__ import annotations

from datetime import datetime, timedelta
from uuid import UUID

from django.db import connection

COUNTS_FOR = timedelta(minutes=5)
"""Whoever opened the page longer ago has probably gone on to something else."""


def look_at(*, case_id: UUID, staff_id: UUID, at: datetime) -> list[str]:
    """Note that somebody opened a case, and return the names of others who did lately; one SQL statement.

    No event: it is about attention, not about the case.
    """
    with connection.cursor() as cursor:
        cursor.execute(
            """
            WITH mine AS (
                INSERT INTO desk_case_look (case_id, staff_id, at) VALUES (%(case)s, %(staff)s, %(at)s)
                ON CONFLICT (case_id, staff_id) DO UPDATE SET at = EXCLUDED.at)
            SELECT staff.name FROM desk_case_look AS look
              JOIN access_staff AS staff ON staff.id = look.staff_id
             WHERE look.case_id = %(case)s AND look.staff_id <> %(staff)s AND look.at > %(since)s
             ORDER BY look.at DESC""",
            {"case": case_id, "staff": staff_id, "at": at, "since": at - COUNTS_FOR},
        )
        return [name for (name,) in cursor.fetchall()]
