"""Receiving a file from a browser without letting it fill the disk."""

from __future__ import annotations

from django.conf import settings
from django.core.files.uploadhandler import TemporaryFileUploadHandler


class BoundedUploadHandler(TemporaryFileUploadHandler):
    """Writes an upload to a temporary file, but not more of it than could ever be taken.

    What comes after the largest size that is taken is dropped, and `store_file` then refuses the file as too
    large, with words; a request of many gigabytes so costs the disk no more than the limit.
    """

    def receive_data_chunk(self, raw_data: bytes, start: int) -> None:
        """Write a piece, unless the limit was passed before it."""
        largest = max(settings.PORTICO_FILE_MEGABYTES, settings.PORTICO_PHOTO_MEGABYTES) * 1_000_000
        if start <= largest:
            super().receive_data_chunk(raw_data, start)
