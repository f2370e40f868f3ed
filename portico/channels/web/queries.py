"""Reading drafts."""

from __future__ import annotations

from uuid import UUID

from django.db.models import Count

from portico.channels.web.models import Draft
from portico.ground.ledger.prepared import run_prepared
from portico.ground.ledger.statements import row_from

_NAMES = tuple(field.attname for field in Draft._meta.concrete_fields)
_COLUMNS = ", ".join(f'"{name}"' for name in _NAMES)
_READ = f"SELECT {_COLUMNS} FROM web_draft WHERE id = %s"  # noqa: S608 - our own names
_LOCK = f"{_READ} FOR UPDATE"


def draft_with(id: UUID) -> Draft | None:
    """The draft with that id; none where it is no longer kept."""
    return _first(_READ, id)


def locked_draft(id: UUID) -> Draft | None:
    """The same, locked until the transaction ends: whoever sends it again waits."""
    return _first(_LOCK, id)


def _first(statement: str, id: UUID) -> Draft | None:
    found = run_prepared(statement, [id])
    return row_from(Draft, _NAMES, found[0]) if found else None


MOST_BEGUN = 20
_BEGUN = f"""
    {_READ.partition(" WHERE ")[0]} WHERE held_by_id = %s AND sent_at IS NULL
     ORDER BY begun_at DESC LIMIT {MOST_BEGUN}"""


def drafts_of(staff_id: UUID) -> list[Draft]:
    """The newest forms that a member of staff has begun for customers and not sent yet."""
    return [row_from(Draft, _NAMES, row) for row in run_prepared(_BEGUN, [staff_id])]


def drafts_by_version(service: str) -> dict[UUID, int]:
    """How many forms, begun and not sent yet, are on each version of that service; one SQL statement."""
    counted = (
        Draft.objects.filter(service_version__service__code=service, sent_at__isnull=True)
        .order_by()
        .values_list("service_version")
        .annotate(count=Count("pk"))
    )
    return dict(counted)
