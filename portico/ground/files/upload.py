"""Receiving a file from a browser without letting it fill the disk, and on a disk that is full already."""

from __future__ import annotations

import io
from contextlib import suppress
from typing import IO, Any, cast

from django.conf import settings
from django.core.files.uploadedfile import UploadedFile
from django.core.files.uploadhandler import TemporaryFileUploadHandler


class BoundedUploadHandler(TemporaryFileUploadHandler):
    """Writes an upload to a temporary file, but not more of it than could ever be taken.

    What comes after the largest size that is taken is dropped, and `store_file` then refuses the file as too
    large, with words; a request of many gigabytes so costs the disk no more than the limit. Where the disk
    takes no more, the rest of the request is read all the same, so that everything typed beside the file is
    there: the file then fails when it is read, and `store_file` says so.
    """

    _lost: OSError | None = None

    def new_file(self, *args: Any, **kwargs: Any) -> None:
        """Open a temporary file for what comes."""
        self._lost = None
        try:
            super().new_file(*args, **kwargs)
        except OSError as error:
            self._lost = error

    def receive_data_chunk(self, raw_data: bytes, start: int) -> None:
        """Write a piece, unless the limit was passed before it."""
        largest = max(settings.PORTICO_FILE_MEGABYTES, settings.PORTICO_PHOTO_MEGABYTES) * 1_000_000
        if start > largest or self._lost:
            return
        try:
            super().receive_data_chunk(raw_data, start)
        except OSError as error:
            self._lost = error

    def file_complete(self, file_size: int) -> UploadedFile[bytes]:
        """Hand out the file; where the disk did not take it, one that says so when it is read."""
        if not self._lost:
            try:
                return super().file_complete(file_size)  # type: ignore[return-value]
            except OSError as error:  # what was still in memory did not fit
                self._lost = error
        with suppress(AttributeError, OSError):
            self.file.close()
        return UploadedFile(cast(IO[bytes], _Lost(self._lost)), self.file_name, self.content_type, file_size)


class _Lost(io.RawIOBase):
    """A file that could not be written down: reading it fails as writing it did."""

    def __init__(self, error: OSError) -> None:
        self._error = error

    def read(self, size: int = -1) -> bytes:
        raise self._error
