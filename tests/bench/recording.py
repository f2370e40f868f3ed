"""A missed-bin journey as a browser makes it, written down once for the load to make again and again."""

from __future__ import annotations

from typing import Any
from urllib.parse import parse_qsl, urlencode

from django.test import Client
from django.test.client import FakePayload

from portico.channels.web.models import Draft
from portico.channels.web.tests.robot import Resident
from tests.bench.load import Request

CSRF = "b" * 32
"""Django compares the form's token with the cookie's: any pair of equal ones is as good."""

KNOWS = {
    r"(?i)email": "ada@porticoshire.example",
    r"(?i)postcode": "PX1 2AB",
    r"(?i)address|where is the bin": r"^12 Mill Lane",
    r"(?i)which bin": "Rubbish",
    r"(?i)fetch your bin": "No",
    r"(?i)out by": "Yes",
    r"(?i)tag on the bin": "no tag",
    r"(?i)your name": "Ada Lovelace",
    r"(?i)language": "English",
}


class WritingClient(Client):
    """A test client that writes down every page it asks for and every form it sends."""

    def __init__(self) -> None:
        super().__init__(SERVER_NAME="127.0.0.1")
        self.written: list[Request] = []

    def request(self, **asked: Any) -> Any:
        """Write the request down, then make it."""
        kept, form = {"Cookie": f"csrftoken={CSRF}"}, None
        if asked["REQUEST_METHOD"] == "POST":
            content = asked["wsgi.input"].read()
            form = dict(parse_qsl(content.decode(), keep_blank_values=True))
            form["csrfmiddlewaretoken"] = CSRF
            asked["wsgi.input"] = FakePayload(content)
        self.written.append(Request(asked["PATH_INFO"], "GET" if form is None else "POST", kept, form))
        return super().request(**asked)

    def post(self, path: Any, data: Any = None, *rest: Any, **others: Any) -> Any:
        """Send a form as browsers send one without files, so that it can be read again."""
        others["content_type"] = "application/x-www-form-urlencoded"
        return super().post(path, urlencode(data or {}, doseq=True), *rest, **others)


def record_journey() -> list[Request]:
    """Walk a missed-bin report from its start to the confirmation and return every request of it."""
    client = WritingClient()
    Resident(client, KNOWS).walk("missed-bin")
    return client.written


def draft_ready_to_send() -> Draft:
    """Walk a missed-bin report to its check page and return its draft."""
    resident = Resident(Client(SERVER_NAME="127.0.0.1"), KNOWS)
    resident.go("/apply/missed-bin/")
    resident.press("Start now")
    while not resident.at.endswith("/check"):
        resident.press("Continue")
    return Draft.objects.get(sent_at=None)
