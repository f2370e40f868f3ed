"""A missed-bin journey as a browser makes it, written down once so that the load can make it again and again."""

from __future__ import annotations

from typing import Any

from django.test import Client

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

    def __init__(self, **defaults: Any) -> None:
        super().__init__(**defaults)
        self.written: list[Request] = []

    def get(self, path: str, data: Any = None, **others: Any) -> Any:
        """Write the request down, then make it."""
        self.written.append(Request(path, headers={"Cookie": f"csrftoken={CSRF}"}))
        return super().get(path, data, **others)

    def post(self, path: str, data: Any = None, **others: Any) -> Any:
        """Write the form down, then send it."""
        form = {name: str(value) for name, value in (data or {}).items()}
        form["csrfmiddlewaretoken"] = CSRF
        self.written.append(Request(path, "POST", {"Cookie": f"csrftoken={CSRF}"}, form))
        return super().post(path, data, **others)


def record_journey() -> list[Request]:
    """Walk a missed-bin report from its start to the confirmation and return every request of it."""
    client = WritingClient(SERVER_NAME="127.0.0.1")
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
