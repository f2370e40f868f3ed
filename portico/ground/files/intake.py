"""Taking in a content: measured, recognised, drawn anew where it is a picture, and put on the disk."""

from __future__ import annotations

import errno
import hashlib
import logging
import os
from collections.abc import Collection
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

from django.conf import settings
from django.utils.translation import gettext as _

from portico.ground.files.errors import FileEmptyError, FileNotKeptError, FileTooLargeError
from portico.ground.files.kinds import (
    HEAD_BYTES,
    Kind,
    Recognised,
    check_pdf,
    recognise_document,
    recognise_head,
)
from portico.ground.files.photos import draw_anew
from portico.ground.files.storage import file_store, work_folder

log = logging.getLogger("portico.files")

CHUNK_BYTES = 262_144

_NO_ROOM = {errno.ENOSPC, errno.EDQUOT, errno.EFBIG, errno.EROFS, errno.EIO}


@dataclass(frozen=True)
class Kept:
    """A content that is durably kept: what it is, its hash and its size."""

    recognised: Recognised
    sha256: str
    bytes: int


def take_in(content: BinaryIO, accepts: Collection[Kind]) -> Kept:
    """Read a content to its end and keep it, in memory never more than a piece of it.

    Raises `FileEmptyError`, `FileTooLargeError`, `FileTypeRefusedError`; `FileNotKeptError` where the disk is
    full or broken, and then nothing of it is left.
    """
    try:
        with work_folder() as folder:
            received = folder / "received"
            recognised = _receive(content, received, accepts)
            finished = received
            if recognised is None:
                recognised = recognise_document(received)
            elif recognised.kind == "pdf":
                check_pdf(received)
            elif recognised.kind == "image":
                finished = folder / "drawn"
                recognised = Recognised("image", draw_anew(received, recognised.media_type, finished))
            size = finished.stat().st_size
            with finished.open("rb") as readable:
                sha256 = hashlib.file_digest(readable, "sha256").hexdigest()
            file_store().keep(finished, sha256)
    except OSError as error:
        if error.errno in _NO_ROOM:
            log.error("A file could not be kept: %s.", os.strerror(error.errno))
            raise FileNotKeptError(
                _(
                    "We could not save the file because of a fault on our side. Nothing else you gave us is "
                    "lost. Try again later, or go on without the file."
                )
            ) from error
        raise
    return Kept(recognised, sha256, size)


def _receive(content: BinaryIO, target: Path, accepts: Collection[Kind]) -> Recognised | None:
    """Write the content to `target` while it is neither too large nor of the wrong kind."""
    head = _read_head(content)
    if not head:
        raise FileEmptyError(_("The file is empty. Check that it is the right one and choose it again."))
    recognised = recognise_head(head, accepts)
    picture = recognised is not None and recognised.kind == "image"
    megabytes = settings.PORTICO_PHOTO_MEGABYTES if picture else settings.PORTICO_FILE_MEGABYTES
    written = 0
    with target.open("wb") as writable:
        piece = head
        while piece:
            written += len(piece)
            if written > megabytes * 1_000_000:
                raise FileTooLargeError(_too_large(megabytes, picture=picture))
            writable.write(piece)
            piece = content.read(CHUNK_BYTES)
    return recognised


def _read_head(content: BinaryIO) -> bytes:
    """The first 8 kB, or all there is; a stream may hand out less than was asked for."""
    head = b""
    while len(head) < HEAD_BYTES and (piece := content.read(HEAD_BYTES - len(head))):
        head += piece
    return head


def _too_large(megabytes: int, *, picture: bool) -> str:
    if picture:
        return _(
            "The picture is larger than {megabytes} MB. Take it in a smaller size, or choose a screenshot."
        ).format(megabytes=megabytes)
    return _(
        "The file is larger than {megabytes} MB. Save it with smaller pictures, or in parts, and try again."
    ).format(megabytes=megabytes)
