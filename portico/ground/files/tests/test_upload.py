"""An upload of any size costs the disk no more than the limit."""

from __future__ import annotations

from django.core.files.uploadedfile import SimpleUploadedFile, UploadedFile
from django.http import QueryDict
from django.test import RequestFactory


def test_what_comes_after_the_limit_is_not_written(settings):
    settings.PORTICO_FILE_MEGABYTES = 1
    settings.PORTICO_PHOTO_MEGABYTES = 1
    sent = SimpleUploadedFile("long.pdf", b"%PDF-1.4" + bytes(5_000_000))
    request = RequestFactory().post("/", {"file": sent, "words": "typed"})
    received = request.FILES["file"]
    assert isinstance(received, UploadedFile)
    assert len(received.read()) <= 1_100_000
    assert isinstance(request.POST, QueryDict)
    assert request.POST["words"] == "typed"
