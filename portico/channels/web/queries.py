"""Reading drafts."""

from __future__ import annotations

from uuid import UUID

from portico.channels.web.models import Draft
from portico.ground.ledger.prepared import run_prepared
from portico.ground.ledger.statements import row_from

_NAMES = tuple(field.attname for field in Draft._meta.concrete_fields)
_COLUMNS = ", ".join(f'"{name}"' for name in _NAMES)
_LOCK = f"SELECT {_COLUMNS} FROM web_draft WHERE id = %s FOR UPDATE"  # noqa: S608 - our own names


def draft_with(id: UUID) -> Draft | None:
    """The draft with that id; none where it is no longer kept."""
    return Draft.objects.filter(id=id).first()


def locked_draft(id: UUID) -> Draft | None:
    """The same, locked until the transaction ends: whoever sends it again waits."""
    found = run_prepared(_LOCK, [id])
    return row_from(Draft, _NAMES, found[0]) if found else None
