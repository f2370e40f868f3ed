"""Contents for tests, made on the spot."""

from __future__ import annotations

import io
import zipfile
from pathlib import Path

from PIL import Image, ImageDraw

HEIC = (Path(__file__).parent / "data" / "two-halves.heic").read_bytes()
"""64 x 32 dots, left half blue, right half red, with a camera named in its EXIF."""

PDF = (
    b"%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n2 0 obj<</Type/Pages/Kids[]/Count 0>>endobj\n"
    b"trailer<</Root 1 0 R>>\n%%EOF\n"
)


def two_halves(width: int = 64, height: int = 32, mode: str = "RGB") -> Image.Image:
    """Left half blue, right half red."""
    picture = Image.new(mode, (width, height), (200, 30, 30, 255)[: len(mode)])
    ImageDraw.Draw(picture).rectangle(
        (0, 0, width // 2 - 1, height - 1), fill=(30, 30, 200, 255)[: len(mode)]
    )
    return picture


def picture(format: str = "JPEG", *, image: Image.Image | None = None, **options: object) -> bytes:
    written = io.BytesIO()
    (image or two_halves()).save(written, format, **options)
    return written.getvalue()


def packed(**parts: str) -> bytes:
    """A ZIP of parts; `__` stands for `/` and `_dot_` for a dot in names."""
    written = io.BytesIO()
    with zipfile.ZipFile(written, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, text in parts.items():
            archive.writestr(name.replace("__", "/").replace("_dot_", "."), text)
    return written.getvalue()


def docx(**more: str) -> bytes:
    written = io.BytesIO()
    with zipfile.ZipFile(written, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("[Content_Types].xml", "<Types/>")
        archive.writestr("word/document.xml", "<document/>")
        for name, text in more.items():
            archive.writestr(name.replace("__", "/").replace("_dot_", "."), text)
    return written.getvalue()


def odt() -> bytes:
    return packed(mimetype="application/vnd.oasis.opendocument.text", content_dot_xml="<office/>")
