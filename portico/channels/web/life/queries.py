"""Reading paths and the forms that are part of them."""

from __future__ import annotations

from uuid import UUID

from portico.channels.web.models import Draft, LifePath


def path_with(id: UUID) -> LifePath | None:
    """The path with that id; none where it is no longer kept."""
    return LifePath.objects.filter(id=id).first()


def locked_path(id: UUID) -> LifePath | None:
    """The same, locked until the transaction ends: whoever begins a form or answers at that moment waits."""
    return LifePath.objects.select_for_update().filter(id=id).first()


def drafts_on(path_id: UUID) -> list[Draft]:
    """The forms of a path that are kept, sent or not, in the order in which they were begun."""
    return list(Draft.objects.filter(path_id=path_id).order_by("begun_at"))
