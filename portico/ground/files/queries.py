"""Reading what is known of a stored file."""

from __future__ import annotations

from uuid import UUID

from portico.ground.files.models import StoredFile


def stored_file(id: UUID) -> StoredFile | None:
    """The stored file with that id, if there is one; who may open it is decided by whoever asks."""
    return StoredFile.objects.filter(pk=id).first()
