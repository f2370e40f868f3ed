"""Reading contacts."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from portico.records.contacts.models import Contact

MOST_SHOWN = 200


@dataclass(frozen=True)
class ShownContact:
    """One contact about a case; `handled_by` is a name, empty where the customer served themselves."""

    id: UUID
    at: datetime
    channel: str
    reason: str
    outcome: str
    tier: int
    handled_by: str


def contacts_of_case(case_id: UUID) -> list[ShownContact]:
    """The contacts about a case, the latest first, at most 200; one SQL statement.

    Whether its case may be seen is decided by whoever read the case.
    """
    rows = (
        Contact.objects.filter(case_id=case_id)
        .order_by("-at", "-id")
        .values_list("id", "at", "channel", "reason", "outcome", "tier", "handled_by__name")[:MOST_SHOWN]
    )
    return [ShownContact(*row[:-1], handled_by=row[-1] or "") for row in rows]
