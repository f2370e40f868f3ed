"""Jobs of files: letting the scanner look at them, and clearing away what nobody kept."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from uuid import UUID

from django.conf import settings
from django.utils import timezone
from procrastinate import BaseRetryStrategy, RetryDecision
from procrastinate.contrib.django import app
from procrastinate.jobs import Job

from portico.ground.files.actions import record_scan
from portico.ground.files.events import FileStored
from portico.ground.files.models import StoredFile
from portico.ground.files.scanner import Scanner, ScannerUnavailableError
from portico.ground.files.storage import clear_work_folders, file_store
from portico.ground.ledger.events import Actor, RecordedEvent

LONGEST_WAIT_SECONDS = 600
OTHER_FAILURES = 5
KEPT_UNCLAIMED = timedelta(days=1)


class WhileScannerIsDown(BaseRetryStrategy):
    """Tries for ever while the scanner is down, every ten minutes at last; after other faults five times."""

    def get_retry_decision(self, *, exception: BaseException, job: Job) -> RetryDecision | None:
        """Say when to try again, or not at all."""
        if not isinstance(exception, ScannerUnavailableError) and job.attempts >= OTHER_FAILURES:
            return None
        wait = min(LONGEST_WAIT_SECONDS, 5 * 2 ** min(job.attempts, 10))
        return RetryDecision(retry_in={"seconds": wait})


def scan_arguments(recorded: RecordedEvent) -> dict[str, str] | None:
    """What `files.scan_file` is enqueued with; nothing where no scanner is."""
    assert isinstance(recorded.event, FileStored)
    if recorded.event.state != "quarantined":
        return None
    return {"file_id": str(recorded.event.file)}


@app.task(name="files.scan_file", queue="files", retry=WhileScannerIsDown())
def scan_file(file_id: str) -> None:
    """Let the scanner look at one file. While it does not answer the file stays in quarantine."""
    stored = StoredFile.objects.filter(id=UUID(file_id), state="quarantined").first()
    if stored is None:
        return
    if not settings.PORTICO_CLAMD:
        raise ScannerUnavailableError("PORTICO_CLAMD names no scanner, and files wait for one.")
    with file_store().open(stored.sha256) as content:
        finding = Scanner(settings.PORTICO_CLAMD).scan(content)
    record_scan(file_id=stored.id, finding=finding, by=Actor.system(), at=timezone.now())


@app.periodic(cron="30 3 * * *")
@app.task(name="files.remove_unclaimed", queue="files", queueing_lock="files.remove_unclaimed")
def remove_unclaimed(timestamp: int) -> None:
    """Delete contents older than a day that have no row: of transactions that failed, of files erased."""
    moment = datetime.fromtimestamp(timestamp, UTC) - KEPT_UNCLAIMED
    store = file_store()
    for sha256 in store.kept_before(moment):
        if not StoredFile.objects.filter(sha256=sha256).exists():
            store.delete(sha256, unless_kept_since=moment)
    clear_work_folders(moment)
