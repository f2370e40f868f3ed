"""Taking in a file, writing down what the scanner found, and handing the content out."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime
from typing import BinaryIO, Literal
from uuid import UUID

from django.conf import settings

from portico.ground.files.errors import FileWithheldError
from portico.ground.files.events import FileForgotten, FileScanned, FileStored
from portico.ground.files.intake import Kept, take_in
from portico.ground.files.kinds import Kind
from portico.ground.files.models import StoredFile
from portico.ground.files.scanner import Finding
from portico.ground.files.storage import file_store
from portico.ground.ledger.actions import action, record_event
from portico.ground.ledger.events import Actor


def store_file(*, content: BinaryIO, accepts: Collection[Kind], by: Actor, at: datetime) -> StoredFile:
    """Keep a file that was given: typed by its content, pictures drawn anew, in quarantine until scanned.

    The content is on the disk before anything is written to the database, so that drawing a large picture
    anew holds no transaction open; where the transaction then fails, the content is cleared away later.

    Raises `FileTooLargeError`, `FileTypeRefusedError`, `FileEmptyError` (all `FileRefusedError`) with words
    for the person who gave it; `FileNotKeptError` where the disk is full or broken.
    """
    return _record_file(kept=take_in(content, accepts), by=by, at=at)


@action
def _record_file(*, kept: Kept, by: Actor, at: datetime) -> StoredFile:
    state: Literal["quarantined", "unscanned"] = "quarantined" if settings.PORTICO_CLAMD else "unscanned"
    stored = StoredFile.objects.create(
        sha256=kept.sha256,
        media_type=kept.recognised.media_type,
        bytes=kept.bytes,
        state=state,
        stored_at=at,
    )
    event = FileStored(file=stored.id, kind=kept.recognised.kind, bytes=kept.bytes, state=state)
    record_event(event, by=by, at=at)
    return stored


@action
def record_scan(*, file_id: UUID, finding: Finding, by: Actor, at: datetime) -> None:
    """Write down what the scanner found; the first verdict on a file in quarantine counts.

    A file that was deleted meanwhile, or has its verdict already, is left as it is.
    """
    state: Literal["infected", "clean"] = "infected" if finding.infected else "clean"
    changed = StoredFile.objects.filter(id=file_id, state="quarantined").update(
        state=state, finding=finding.signature, scanned_at=at
    )
    if changed:
        record_event(FileScanned(file=file_id, state=state), by=by, at=at)


@action
def forget_files(*, file_ids: Collection[UUID], by: Actor, at: datetime) -> None:
    """Delete files that belong to no record; their content is cleared away by a job.

    Raises ProtectedError where one is part of a record.
    """
    StoredFile.objects.filter(id__in=file_ids).delete()
    for file_id in file_ids:
        record_event(FileForgotten(file=file_id), by=by, at=at)


def open_file(stored: StoredFile) -> BinaryIO:
    """Open the content of a file for reading; the caller closes it.

    Raises `FileWithheldError` where it is infected or still in quarantine, `FileMissingError` where the
    content is gone from the disk.
    """
    if stored.state == "infected":
        raise FileWithheldError(
            "The virus scanner found something harmful in this file. It is not handed out."
        )
    if stored.state == "quarantined":
        raise FileWithheldError(
            "The virus scanner has not looked at this file yet. Try again in a few minutes."
        )
    return file_store().open(stored.sha256)
