"""Names of files are shown harmless and true to the content."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from portico.ground.files.names import LONGEST_NAME, shown_name


@pytest.mark.parametrize(
    ("given_name", "media_type", "name"),
    [
        ("letter.pdf", "application/pdf", "letter.pdf"),
        ("IMG_0012.HEIC", "image/jpeg", "IMG_0012.jpg"),
        ("photo.JPEG", "image/jpeg", "photo.JPEG"),
        ("C:\\Users\\ada\\letter.pdf", "application/pdf", "letter.pdf"),
        ("../../etc/passwd", "image/png", "passwd.png"),
        ("bill\u202efdp.exe", "application/pdf", "billfdp.pdf"),
        ("a\r\nSet-Cookie: x.pdf", "application/pdf", "a Set-Cookie x.pdf"),
        ("", "application/pdf", "file.pdf"),
        ("...", "application/pdf", "file.pdf"),
        ("llythyr trwydded tŷ.docx", "image/png", "llythyr trwydded tŷ.png"),
        ("x" * 300 + ".pdf", "application/pdf", "x" * 96 + ".pdf"),
    ],
)
def test_by_example(given_name, media_type, name):
    assert shown_name(given_name, media_type) == name


@given(st.text(max_size=300))
def test_any_name_becomes_a_harmless_one(text):
    name = shown_name(text, "application/pdf")
    assert name.lower().endswith(".pdf")
    assert len(name) <= LONGEST_NAME
    assert not set(name) & set('/\\\r\n\0"<>')
