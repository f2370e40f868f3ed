"""What is taken in, what is refused in which words, and what is left on the disk."""

from __future__ import annotations

import errno
import io
from pathlib import Path

import pytest
from django.db import IntegrityError
from PIL import Image
from procrastinate.contrib.django.models import ProcrastinateJob

from portico.ground.files.actions import open_file, record_scan, store_file
from portico.ground.files.errors import (
    FileEmptyError,
    FileMissingError,
    FileNotKeptError,
    FileRefusedError,
    FileTooLargeError,
    FileTypeRefusedError,
    FileWithheldError,
)
from portico.ground.files.models import StoredFile
from portico.ground.files.scanner import Finding
from portico.ground.files.tests import samples
from portico.ground.files.tests.scanners import EICAR
from portico.ground.ledger.actions import action
from portico.ground.ledger.events import Actor
from portico.ground.ledger.models import LedgerEvent
from tests.cast import BEGINNING

ALL = ("image", "pdf", "document")
RESIDENT = Actor.resident()


@pytest.fixture(autouse=True)
def home(settings, tmp_path):
    settings.PORTICO_HOME = tmp_path
    settings.PORTICO_CLAMD = ""
    return tmp_path


def store(content: bytes, accepts=ALL) -> StoredFile:
    return store_file(content=io.BytesIO(content), accepts=accepts, by=RESIDENT, at=BEGINNING)


def kept_files(home: Path) -> list[Path]:
    return [path for path in (home / "files").rglob("*") if path.is_file()]


def dot(picture: Image.Image, x: int, y: int) -> tuple[int, ...]:
    found = picture.getpixel((x, y))
    assert isinstance(found, tuple)
    return found


def shown(stored: StoredFile) -> Image.Image:
    with open_file(stored) as content:
        return Image.open(io.BytesIO(content.read()))


DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"


@pytest.mark.parametrize(
    ("content", "media_type", "kind"),
    [
        (samples.picture("JPEG"), "image/jpeg", "image"),
        (samples.picture("PNG"), "image/png", "image"),
        (samples.picture("WEBP"), "image/jpeg", "image"),
        (samples.HEIC, "image/jpeg", "image"),
        (samples.PDF, "application/pdf", "pdf"),
        (samples.docx(), DOCX, "document"),
        (samples.odt(), "application/vnd.oasis.opendocument.text", "document"),
    ],
)  # fmt: skip
def test_what_is_taken(db, home, content, media_type, kind):
    stored = store(content)
    assert (stored.media_type, stored.state) == (media_type, "unscanned")
    event = LedgerEvent.objects.get(name="file.stored")
    assert event.subjects == {"file": str(stored.id)}
    assert event.payload == {"kind": kind, "bytes": stored.bytes, "state": "unscanned"}
    with open_file(stored) as opened:
        read = opened.read()
    assert len(read) == stored.bytes
    if kind != "image":
        assert read == content
    assert [path.name for path in kept_files(home)] == [stored.sha256]
    assert kept_files(home)[0].stat().st_mode & 0o077 == 0


@pytest.mark.parametrize(
    ("content", "says"),
    [
        (b"MZ\x90\x00" + bytes(500), "program"),
        (b"\x7fELF" + bytes(500), "program"),
        (b"#!/bin/sh\nrm -rf /\n", "program"),
        (b"<svg xmlns='http://www.w3.org/2000/svg'><script>alert(1)</script></svg>", "SVG"),
        (b"<?xml version='1.0'?>\n<svg></svg>", "SVG"),
        (b"\xef\xbb\xbf  <!DOCTYPE html><html></html>", "web page"),
        (b"<script>alert(1)</script>", "web page"),
        (samples.picture("GIF"), "JPEG or PNG"),
        (samples.picture("TIFF"), "JPEG or PNG"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600), "old kind of office document"),
        (b"\x00\x00\x00\x18ftypmp42" + bytes(200), "film"),
        (b"just words", "Choose a picture"),
        (bytes(100), "Choose a picture"),
        (EICAR, "Choose a picture"),
        (samples.packed(readme_dot_txt="hello"), "packed file"),
        (samples.docx(word__vbaProject_dot_bin="macro"), "macros"),
        (b"%PDF-1.7\n" + bytes(4_000), "not complete"),
    ],
)
def test_what_is_refused_and_why(db, home, content, says):
    with pytest.raises(FileTypeRefusedError, match=says):
        store(content)
    assert kept_files(home) == []
    assert not StoredFile.objects.exists()


@pytest.mark.parametrize(
    "content",
    [
        samples.PDF + samples.packed(evil_dot_class="x"),
        samples.PDF.replace(b"\n", b"\n<html><script>alert(1)</script></html>\n", 1),
        samples.docx() + b"MZ and a program behind it",
    ],
)
def test_two_kinds_of_file_at_once_are_refused(db, home, content):
    with pytest.raises(FileTypeRefusedError, match=r"two kinds|cannot be read"):
        store(content)
    assert kept_files(home) == []


def test_a_document_before_which_something_hides_is_refused(db):
    with pytest.raises(FileTypeRefusedError):
        store(b"PK\x03\x04 not quite" + samples.docx())


def test_what_hides_behind_a_picture_is_not_kept(db):
    stored = store(samples.picture("JPEG") + samples.packed(evil_dot_class="x") + EICAR)
    with open_file(stored) as content:
        read = content.read()
    assert b"evil" not in read
    assert EICAR not in read


@pytest.mark.parametrize(
    ("accepts", "content", "says"),
    [
        (("image",), samples.PDF, r"Choose a picture \(JPEG"),
        (("pdf",), samples.picture("JPEG"), r"Choose a PDF\."),
        (("image", "pdf"), samples.docx(), r"picture .* or a PDF\."),
    ],
)
def test_a_question_says_what_it_accepts(db, accepts, content, says):
    with pytest.raises(FileTypeRefusedError, match=says):
        store(content, accepts)


def test_an_empty_file_is_refused(db):
    with pytest.raises(FileEmptyError, match="empty"):
        store(b"")


def test_size_is_limited_by_kind(db, home, settings):
    settings.PORTICO_FILE_MEGABYTES = 1
    settings.PORTICO_PHOTO_MEGABYTES = 2
    with pytest.raises(FileTooLargeError, match="larger than 1 MB"):
        store(samples.PDF.replace(b"trailer", b"%" + bytes(1_000_000) + b"\ntrailer"))
    with pytest.raises(FileTooLargeError, match="larger than 2 MB"):
        store(samples.picture("JPEG") + bytes(2_000_000))
    assert store(samples.picture("JPEG") + bytes(1_500_000)).bytes < 10_000
    assert len(kept_files(home)) == 1


def test_reading_stops_where_the_limit_is_passed(db, settings):
    settings.PORTICO_PHOTO_MEGABYTES = 1

    class Endless(io.RawIOBase):
        handed_out = 0

        def read(self, size: int = -1) -> bytes:
            piece = samples.picture("JPEG") if not self.handed_out else bytes(size)
            self.handed_out += len(piece)
            return piece

    endless = Endless()
    with pytest.raises(FileTooLargeError):
        store_file(content=endless, accepts=ALL, by=RESIDENT, at=BEGINNING)  # type: ignore[arg-type]
    assert endless.handed_out < 1_600_000


@pytest.mark.filterwarnings("ignore::PIL.Image.DecompressionBombWarning")
def test_a_picture_of_too_many_dots_is_refused_without_drawing_it(db):
    bomb = samples.picture("PNG", image=Image.new("1", (12_000, 12_000)))
    assert len(bomb) < 100_000
    with pytest.raises(FileTooLargeError, match="million dots"):
        store(bomb)


def test_a_damaged_picture_is_refused(db):
    with pytest.raises(FileTypeRefusedError, match="damaged"):
        store(samples.picture("JPEG", image=samples.two_halves(400, 300))[:900])
    with pytest.raises(FileTypeRefusedError, match="damaged"):
        store(b"\x89PNG\r\n\x1a\n" + bytes(300))


def test_where_and_when_a_picture_was_taken_is_not_kept_and_it_stands_upright(db):
    exif = Image.Exif()
    exif[0x0112] = 6  # turn by a quarter to the right
    exif[0x010F] = "Secret camera"
    exif.get_ifd(0x8825)[1] = "N"
    given = samples.picture("JPEG", exif=exif.tobytes(), comment=b"Secret comment", quality=95)
    stored = store(given)
    with open_file(stored) as content:
        read = content.read()
    assert b"Secret" in given
    assert b"Secret" not in read
    assert b"Exif" not in read
    upright = shown(stored)
    assert upright.size == (32, 64)
    top, bottom = dot(upright, 16, 5), dot(upright, 16, 58)
    assert top[2] > top[0]
    assert bottom[0] > bottom[2]


def test_heic_and_png_lose_what_is_written_in_them_too(db):
    assert b"Portico test camera" in samples.HEIC
    picture = shown(store(samples.HEIC))
    assert picture.size == (64, 32)
    assert dot(picture, 5, 5)[2] > dot(picture, 5, 5)[0]
    assert not picture.getexif()

    from PIL.PngImagePlugin import PngInfo

    words = PngInfo()
    words.add_text("Author", "Secret author")
    png = shown(store(samples.picture("PNG", pnginfo=words)))
    assert png.info == {}


def test_large_pictures_are_made_smaller_and_see_through_ones_stay_so(db):
    large = shown(store(samples.picture("JPEG", image=samples.two_halves(5_000, 1_000))))
    assert max(large.size) <= 4_000
    see_through = shown(store(samples.picture("WEBP", image=Image.new("RGBA", (20, 20), (9, 9, 9, 99)))))
    assert (see_through.format, see_through.mode) == ("PNG", "RGBA")
    assert shown(store(samples.picture("JPEG", image=samples.two_halves().convert("CMYK")))).mode == "RGB"
    assert shown(store(samples.picture("PNG", image=samples.two_halves().convert("P")))).mode == "RGB"


def test_a_full_disk_leaves_nothing_half_written(db, home, monkeypatch):
    def full(*_: object) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr("portico.ground.files.storage.os.fsync", full)
    with pytest.raises(FileNotKeptError, match="fault on our side"):
        store(samples.PDF)
    assert kept_files(home) == []
    assert not list((home / "files" / "incoming").iterdir())
    assert not StoredFile.objects.exists()


def test_a_disk_that_fills_while_writing_is_told(db, home, monkeypatch):
    monkeypatch.setattr(Path, "open", lambda *_: open("/dev/full", "wb", buffering=0))  # noqa: PTH123, SIM115
    with pytest.raises(FileNotKeptError):
        store(samples.PDF)
    monkeypatch.undo()
    assert kept_files(home) == []


def test_the_same_content_given_twice_is_two_files_and_one_on_the_disk(db, home):
    first, second = store(samples.PDF), store(samples.PDF)
    assert first.id != second.id
    assert len(kept_files(home)) == 1


def test_a_file_waits_for_the_scanner_and_its_job_is_enqueued_with_it(db, settings):
    settings.PORTICO_CLAMD = "127.0.0.1:1"
    stored = store(samples.PDF)
    assert stored.state == "quarantined"
    job = ProcrastinateJob.objects.get(task_name="files.scan_file")
    assert job.args == {"file_id": str(stored.id)}
    with pytest.raises(FileWithheldError, match="not looked at"):
        open_file(stored)


def test_an_infected_file_is_never_handed_out(db, settings):
    settings.PORTICO_CLAMD = "127.0.0.1:1"
    stored = store(samples.PDF)
    record_scan(file_id=stored.id, finding=Finding(True, "Eicar"), by=Actor.system(), at=BEGINNING)
    record_scan(file_id=stored.id, finding=Finding(False), by=Actor.system(), at=BEGINNING)
    stored.refresh_from_db()
    assert (stored.state, stored.finding, stored.scanned_at) == ("infected", "Eicar", BEGINNING)
    assert LedgerEvent.objects.filter(name="file.scanned").count() == 1
    with pytest.raises(FileWithheldError, match="harmful"):
        open_file(stored)


def test_content_that_is_gone_is_told(db, home):
    stored = store(samples.PDF)
    kept_files(home)[0].unlink()
    with pytest.raises(FileMissingError):
        open_file(stored)


def test_a_transaction_that_fails_keeps_no_row(db):
    @action
    def give_and_fall() -> None:
        store(samples.PDF)
        raise IntegrityError

    with pytest.raises(IntegrityError):
        give_and_fall()
    assert not StoredFile.objects.exists()
    assert not LedgerEvent.objects.exists()


def test_every_refusal_is_one_the_caller_can_catch():
    for error in (FileTooLargeError, FileTypeRefusedError, FileEmptyError):
        assert issubclass(error, FileRefusedError)
