"""What a file really is, by its content. The name and the type that a browser tells count for nothing."""

from __future__ import annotations

import re
import zipfile
from collections.abc import Collection
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

import filetype
from django.utils.translation import gettext as _

from portico.ground.files.errors import FileTypeRefusedError

Kind = Literal["image", "pdf", "document"]

HEAD_BYTES = 8_192
"""How much of the beginning is looked at before the rest is read."""

TAIL_BYTES = 2_048
MOST_PARTS = 5_000
MOST_UNPACKED_BYTES = 300_000_000
"""Most bytes and most parts that an office document may unpack to."""

PDF = "application/pdf"

IMAGES = {
    "image/jpeg": "jpg",
    "image/png": "png",
    "image/webp": "webp",
    "image/heic": "heic",
}
"""Pictures that are taken. What is kept of them is JPEG or PNG."""

DOCUMENTS = {
    "application/vnd.openxmlformats-officedocument.wordprocessingml.document": "docx",
    "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet": "xlsx",
    "application/vnd.oasis.opendocument.text": "odt",
    "application/vnd.oasis.opendocument.spreadsheet": "ods",
}
"""Documents that are taken, with the usual ends of their names."""

_MAIN_PART = {"word/document.xml": "docx", "xl/workbook.xml": "xlsx"}
_HEIF_BRANDS = {b"heic", b"heix", b"heim", b"heis", b"mif1", b"msf1", b"hevc", b"heif"}
_END_OF_ZIP = b"PK\x05\x06"


@dataclass(frozen=True)
class Recognised:
    """What a content is: its kind and its media type."""

    kind: Kind
    media_type: str


def recognise_head(head: bytes, accepts: Collection[Kind]) -> Recognised | None:
    """What the beginning of a file says it is; None for a packed one, which only the whole can tell.

    Raises `FileTypeRefusedError` where it is nothing that is taken here.
    """
    media_type = _image_type(head)
    if media_type is not None:
        return _accepted(Recognised("image", media_type), accepts)
    if re.match(rb"%PDF-[12]\.\d", head):
        return _accepted(Recognised("pdf", PDF), accepts)
    if head.startswith(b"PK\x03\x04"):
        if "document" not in accepts:
            raise FileTypeRefusedError(_wanted(accepts))
        return None
    raise FileTypeRefusedError(_why_refused(head, accepts))


def check_pdf(file: Path) -> None:
    """Check that a PDF ends as one and is not another kind of file besides.

    Raises `FileTypeRefusedError`.
    """
    with file.open("rb") as content:
        size = content.seek(0, 2)
        content.seek(max(0, size - TAIL_BYTES))
        tail = content.read()
        content.seek(0)
        head = content.read(HEAD_BYTES)
    if b"%%EOF" not in tail:
        raise FileTypeRefusedError(_("The PDF is not complete. Save it again and choose it again."))
    after_the_end = tail[tail.rindex(b"%%EOF") + 5 :]
    if after_the_end.strip(b"\r\n\t \x00") or re.search(rb"(?i)<(html|script|svg|!doctype)", head):
        raise FileTypeRefusedError(_two_things_at_once())


def recognise_document(file: Path) -> Recognised:
    """What kind of office document a packed file is. Raises `FileTypeRefusedError` where it is none."""
    try:
        with zipfile.ZipFile(file) as packed:
            parts = packed.infolist()
            if len(parts) > MOST_PARTS or sum(part.file_size for part in parts) > MOST_UNPACKED_BYTES:
                raise FileTypeRefusedError(
                    _("The document unpacks to more than can be taken. Save it as a PDF and choose that.")
                )
            end = _document_end(packed, {part.filename for part in parts})
            if not parts or min(part.header_offset for part in parts) != 0:
                raise FileTypeRefusedError(_two_things_at_once())
            comment = len(packed.comment)
    except (zipfile.BadZipFile, zipfile.LargeZipFile, NotImplementedError, OSError, RuntimeError) as error:
        raise FileTypeRefusedError(
            _("The document cannot be read. Save it again, or save it as a PDF, and choose it again.")
        ) from error
    with file.open("rb") as content:
        content.seek(-(22 + comment), 2)
        if content.read(4) != _END_OF_ZIP:
            raise FileTypeRefusedError(_two_things_at_once())
    media_type = next(media for media, its_end in DOCUMENTS.items() if its_end == end)
    return Recognised("document", media_type)


def _document_end(packed: zipfile.ZipFile, names: set[str]) -> str:
    if any(name.lower().endswith("vbaproject.bin") or name.startswith("Basic/") for name in names):
        raise FileTypeRefusedError(
            _("The document holds macros (small programs). Save it without them, or as a PDF.")
        )
    if "[Content_Types].xml" in names:
        for part, end in _MAIN_PART.items():
            if part in names:
                return end
    if "mimetype" in names and packed.getinfo("mimetype").file_size < 100:
        told = packed.read("mimetype").decode("ascii", "replace").strip()
        if told in DOCUMENTS and "content.xml" in names:
            return DOCUMENTS[told]
    raise FileTypeRefusedError(
        _("This is a packed file (such as a ZIP). Unpack it and choose the files that are in it.")
    )


def _image_type(head: bytes) -> str | None:
    if head[4:8] == b"ftyp":
        brands = {head[8:12], *(head[place : place + 4] for place in range(16, 64, 4))}
        return "image/heic" if brands & _HEIF_BRANDS and b"avif" not in brands else None
    guess = filetype.guess(head)
    return guess.mime if guess is not None and guess.mime in IMAGES else None


def _accepted(recognised: Recognised, accepts: Collection[Kind]) -> Recognised:
    if recognised.kind not in accepts:
        raise FileTypeRefusedError(_wanted(accepts))
    return recognised


def _why_refused(head: bytes, accepts: Collection[Kind]) -> str:
    """The refusal, naming what the file seems to be where that helps."""
    beginning = head.lstrip(b"\xef\xbb\xbf \t\r\n\x00")[:200].lower()
    if head.startswith((b"MZ", b"\x7fELF", b"#!", b"\xca\xfe\xba\xbe", b"\xcf\xfa\xed\xfe")):
        what = _("This is a program, not a document or picture.")
    elif head.startswith(b"\xd0\xcf\x11\xe0"):
        what = _("This is an old kind of office document. Save it as .docx, .xlsx or PDF.")
    elif b"<svg" in head[:1_000].lower():
        what = _("This is a drawing (SVG), which can hold a program. Save it as PNG or JPEG.")
    elif beginning.startswith((b"<!doctype", b"<html", b"<?xml", b"<script", b"<head", b"<body", b"<")):
        what = _("This is a web page. Print it to a PDF, or take a picture of it.")
    elif filetype.is_video(head) or filetype.is_audio(head):
        what = _("This is a film or a sound.")
    elif head[:6] in {b"GIF87a", b"GIF89a"} or filetype.is_image(head):
        what = _("This kind of picture is not taken. Save it as JPEG or PNG.")
    else:
        what = ""
    return f"{what} {_wanted(accepts)}".strip()


def _wanted(accepts: Collection[Kind]) -> str:
    words = {
        "image": _("a picture (JPEG, PNG, WebP or HEIC)"),
        "pdf": _("a PDF"),
        "document": _("a document (docx, xlsx, odt or ods)"),
    }
    kinds = [word for kind, word in words.items() if kind in accepts]
    return _("Choose {kinds}.").format(kinds=_(" or ").join(kinds))


def _two_things_at_once() -> str:
    return _(
        "The file is two kinds of file at once, which is a known way to hide harm. Save or print it again "
        "as a new file and choose that."
    )
