"""Reading drafts."""

from __future__ import annotations

from uuid import UUID

from portico.channels.web.models import Draft


def draft_with(id: UUID) -> Draft | None:
    """The draft with that id; none where it is no longer kept."""
    return Draft.objects.filter(id=id).first()
