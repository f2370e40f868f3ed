"""A disk that fills: whoever sends a file is told so in plain words, and nothing else they gave is lost."""

from __future__ import annotations

from pathlib import Path

import pytest
import time_machine
from django.core.files.uploadedfile import SimpleUploadedFile

from portico.channels.web.models import Draft
from portico.channels.web.tests.conftest import PHOTO
from portico.ground.files.models import StoredFile
from tests.cast import BEGINNING
from tests.full_disk import disk_that_takes

SMALL, LARGE = 400_000, 4_000_000
"""Bytes: Django keeps the first in memory, and writes the second to a temporary file while it comes in."""


@pytest.fixture
def home(settings, tmp_path: Path) -> Path:
    settings.PORTICO_HOME = tmp_path
    return tmp_path


def photo_of(size: int) -> SimpleUploadedFile:
    """A photo that a camera filled up with something else to that size."""
    return SimpleUploadedFile("bin.jpg", PHOTO + bytes(size), content_type="image/jpeg")


@pytest.mark.parametrize("size", [SMALL, LARGE], ids=["kept in memory", "written as it comes"])
@time_machine.travel(BEGINNING, tick=False)
def test_a_disk_that_fills_keeps_the_form_and_leaves_nothing_half_written(resident, home, size):
    resident.knows = {pattern: known for pattern, known in resident.knows.items() if "photo" not in pattern}
    resident.fill_in("contact-us")
    before = Draft.objects.values("answers", "contact").get()
    resident.go("/apply/contact-us/files?change=1")
    with disk_that_takes(100_000):
        page = resident.press("Upload", files=photo_of(size))
    assert resident.response.status_code == 422
    assert (
        "“bin.jpg” was not added. We could not save the file because of a fault on our side"
        in (page.errors[0])
    )
    assert Draft.objects.values("answers", "contact").get() == before
    assert not StoredFile.objects.exists()
    assert not [path for path in home.rglob("*") if path.is_file()]

    page = resident.press("Upload", files=photo_of(size))
    assert not page.errors
    assert StoredFile.objects.count() == 1
    resident.press("Continue")
    resident.press(resident._last_button())
    assert resident.at == "/apply/contact-us/sent"
