"""Files leave quarantine when the scanner has spoken, and wait while it is down."""

from __future__ import annotations

import io
import os
from datetime import UTC, datetime, timedelta

import pytest
from procrastinate.jobs import Job

from portico.ground.files.actions import open_file, store_file
from portico.ground.files.jobs import WhileScannerIsDown, remove_unclaimed, scan_file
from portico.ground.files.models import StoredFile
from portico.ground.files.scanner import ScannerUnavailableError
from portico.ground.files.storage import file_store
from portico.ground.files.tests import samples
from portico.ground.files.tests.scanners import EICAR, scanner_running
from portico.ground.ledger.events import Actor
from portico.ground.ledger.models import LedgerEvent
from tests.cast import BEGINNING


@pytest.fixture(autouse=True)
def home(settings, tmp_path):
    settings.PORTICO_HOME = tmp_path
    settings.PORTICO_CLAMD = "127.0.0.1:1"
    return tmp_path


def store(content: bytes = samples.PDF) -> StoredFile:
    return store_file(content=io.BytesIO(content), accepts=["pdf"], by=Actor.resident(), at=BEGINNING)


def test_clean_and_infected_files_are_told_apart(db, settings):
    clean, infected = store(), store(samples.PDF.replace(b"trailer", b"%" + EICAR + b"\ntrailer"))
    with scanner_running() as scanner:
        settings.PORTICO_CLAMD = scanner.address
        scan_file(str(clean.id))
        scan_file(str(infected.id))
        scan_file(str(clean.id))
    clean.refresh_from_db()
    infected.refresh_from_db()
    assert (clean.state, infected.state) == ("clean", "infected")
    assert infected.finding == "Eicar-Test-Signature"
    assert open_file(clean).read() == samples.PDF
    events = LedgerEvent.objects.filter(name="file.scanned").order_by("position")
    assert [event.payload["state"] for event in events] == ["clean", "infected"]


def test_while_the_scanner_is_down_the_file_waits(db):
    stored = store()
    with pytest.raises(ScannerUnavailableError):
        scan_file(str(stored.id))
    stored.refresh_from_db()
    assert stored.state == "quarantined"


def test_a_file_erased_meanwhile_needs_no_scan(db):
    stored = store()
    stored_id = str(stored.id)
    stored.delete()
    scan_file(stored_id)


def test_the_scanner_is_asked_for_ever_and_other_faults_end():
    def decide(error: Exception, attempts: int):
        job = Job(
            id=1, queue="files", lock=None, queueing_lock=None, task_name="files.scan_file", attempts=attempts
        )
        return WhileScannerIsDown().get_retry_decision(exception=error, job=job)

    now = datetime.now(UTC)
    assert timedelta(0) < decide(ScannerUnavailableError(), 0).retry_at - now < timedelta(seconds=10)
    assert decide(ScannerUnavailableError(), 5_000).retry_at - now < timedelta(minutes=11)
    assert decide(ValueError(), 4) is not None
    assert decide(ValueError(), 5) is None


def test_contents_nobody_claims_are_cleared_away_after_a_day(db, home):
    kept, lost = store(), store(samples.PDF + b"\n")
    lost.delete()
    fresh = store(samples.PDF + b"\n\n")
    fresh.delete()
    (home / "files" / "incoming" / "left").mkdir()
    long_ago = (datetime.now(UTC) - timedelta(days=3)).timestamp()
    for path in [*(home / "files").glob("??/*"), home / "files" / "incoming" / "left"]:
        if path.name != fresh.sha256:
            os.utime(path, (long_ago, long_ago))
    remove_unclaimed(int(datetime.now(UTC).timestamp()))
    left = {path.name for path in (home / "files").glob("??/*")}
    assert left == {kept.sha256, fresh.sha256}
    assert list((home / "files" / "incoming").iterdir()) == []


def test_a_content_kept_again_at_the_last_moment_stays(db, home):
    stored = store()
    file_store().delete(stored.sha256, unless_kept_since=datetime.now(UTC) - timedelta(days=1))
    assert [path.name for path in (home / "files").glob("??/*")] == [stored.sha256]
