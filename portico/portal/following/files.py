"""Handing a file out to the one who gave it."""

from __future__ import annotations

from typing import BinaryIO
from uuid import UUID

from portico.ground.files.actions import open_file
from portico.ground.files.models import StoredFile


def handed_out(stored_id: UUID) -> tuple[BinaryIO, str]:
    """The content and media type of a stored file; raises what `open_file` raises."""
    stored = StoredFile.objects.get(pk=stored_id)
    return open_file(stored), stored.media_type
