"""The audit: what changed in a record, and who looked at what is sensitive.

It is apart from the ledger because it holds old and new values, and erasing a person reaches it. Rows can
only be added; the one exception is `erase_audit_about`, which empties the values and leaves the fact.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import connection, transaction

from portico.ground.access.models import AuditEntry, SensitiveView
from portico.ground.ledger.events import Actor


def record_change(
    *,
    record: str,
    record_id: UUID,
    about: UUID,
    changes: Mapping[str, tuple[Any, Any]],
    by: Actor,
    at: datetime,
) -> None:
    """Write down the fields that changed, as `{field: (old, new)}` in JSON's types; one SQL statement.

    `record` is the kind of record (`people.customer`); `about` is the id whose erasure takes the values away.
    Fields whose value stayed the same are left out. Call it inside the action that makes the change.
    """
    AuditEntry.objects.bulk_create(
        AuditEntry(
            at=at,
            by_kind=by.kind,
            by_id=by.id,
            record=record,
            record_id=record_id,
            about=about,
            field=field,
            old=old,
            new=new,
        )
        for field, (old, new) in changes.items()
        if old != new
    )


def record_view(
    *, record: str, record_id: UUID, about: UUID, what: str, staff_id: UUID, at: datetime, why: str = ""
) -> None:
    """Write down that somebody looked at the part `what` of a record; one SQL statement."""
    SensitiveView.objects.bulk_create(
        [
            SensitiveView(
                at=at, staff_id=staff_id, record=record, record_id=record_id, about=about, what=what, why=why
            )
        ]
    )


@transaction.atomic
def erase_audit_about(*, about: Collection[UUID], at: datetime) -> int:
    """Empty the values and reasons that belong to erased people or cases; return how many rows were.

    Who did something to which field, and when, stays.
    """
    with connection.cursor() as cursor:
        cursor.execute("SELECT set_config('portico.erasing', 'on', true)")
        erased = AuditEntry.objects.filter(about__in=about, erased_at__isnull=True).update(
            old=None, new=None, erased_at=at
        )
        erased += SensitiveView.objects.filter(about__in=about, erased_at__isnull=True).update(
            why="", erased_at=at
        )
        cursor.execute("SELECT set_config('portico.erasing', '', true)")
    return erased
