"""Whatever is sent to whatever address, nobody gets a page that says we broke.

Each address of the table is asked and sent fields that hold what no form of ours would send.
"""

from __future__ import annotations

import re
from pathlib import Path
from urllib.parse import urlencode

import pytest
from django.db import transaction
from django.test import Client
from django.urls import reverse

from tests.cast import Cast
from tests.house.address_table import TABLE, World
from tests.sign_in import signed_in

PACKAGE = Path(__file__).resolve().parents[2] / "portico"
HOSTILE = {
    "a sign that no database keeps": "1\x00",
    "more digits than Python reads": "9" * 5_000,
    "signs of every kind": "\ufeff٣²½ﬀ🧨\u202e'\"\\%_:*!&|<>()//a.example",
}
READ = re.compile(r"""(?:POST|GET|posted)(?:\.get(?:list)?|\.one|\.many)?[\[(]\s*["']([\w-]+)["']""")
WRITTEN = re.compile(r"""name(?:=|["']?: )["']([\w-]+)["']""")
FORM = "application/x-www-form-urlencoded"


def field_names() -> list[str]:
    """Every name of a field that a view reads or a template writes, found in the code itself."""
    found = {"login", "password", "password1", "password2", "oldpassword", "code", "email", "after", "next"}
    for file in PACKAGE.rglob("*"):
        if file.suffix in {".py", ".html"} and "tests" not in file.parts:
            text = file.read_text()
            found |= set(READ.findall(text)) | set(WRITTEN.findall(text))
    return sorted(found - {"again"})  # with it a form of the desk is only shown


@pytest.mark.parametrize("hostile", HOSTILE.values(), ids=list(HOSTILE))
def test_no_address_breaks_by_what_is_sent(cast: Cast, hostile: str):
    names = field_names()
    assert {"words", "version", "customer", "round", "detail", "_version"} <= set(names)
    fields = urlencode(dict.fromkeys(names, hostile))
    world = World(cast)
    world.make_all()
    anybody, officer = Client(), signed_in(cast.owen)
    broken = []
    for row in TABLE:
        browser = officer if row.name.startswith("desk:") else anybody
        browser.raise_request_exception = False
        path = reverse(row.name, kwargs=row.arguments_of(world))
        for method in ("GET", "POST"):
            point = transaction.savepoint()
            if method == "GET":
                answer = browser.get(f"{path}?{fields}")
            else:
                answer = browser.post(path, fields, content_type=FORM)
            if answer.status_code >= 500 and row.expected["anonymous"] < 500:
                broken.append(f"{method} {path}: {answer.status_code}")
            transaction.savepoint_rollback(point)
    assert not broken
