"""Saved on one device, gone on with on another a day later, by the link in the mail, after a restart."""

from __future__ import annotations

import re
import time
from email.message import EmailMessage
from types import SimpleNamespace
from typing import Any
from urllib.parse import urlsplit

import httpx
import psycopg
import pytest

from portico.channels.web.tests.robot import Resident
from tests.long.conftest import Council

pytestmark = pytest.mark.long

HALF = "The lamp by the school is out, and"
KNOWS = {
    r"(?i)what is it about\?$": "Something else",
    r"(?i)your name": "Ada Lovelace",
    r"(?i)email": "ada@porticoshire.example",
    r"(?i)phone": "",
    r"(?i)language": "English",
}
A_DAY_AGO = """
UPDATE web_draft SET begun_at = begun_at - interval '1 day', changed_at = changed_at - interval '1 day'"""


class OverHttp:
    """A browser of its own that reaches Portico as people do, for the robot resident."""

    def __init__(self, port: int) -> None:
        self.http = httpx.Client(base_url=f"http://127.0.0.1:{port}", follow_redirects=True, timeout=30)

    def get(self, path: str, follow: bool = True) -> Any:
        return self._answer(self.http.get(path))

    def post(self, path: str, data: Any, follow: bool = True) -> Any:
        return self._answer(self.http.post(path, data=data))

    def _answer(self, answer: httpx.Response) -> Any:
        path, query = answer.url.path, answer.url.query.decode()
        return SimpleNamespace(
            status_code=answer.status_code,
            content=answer.content,
            redirect_chain=[],
            request={"PATH_INFO": path, "QUERY_STRING": query},
        )


def resident(council: Council) -> Resident:
    browser: Any = OverHttp(council.launched.port)
    return Resident(browser, KNOWS)


def wait_for_mail(council: Council, subject: str, seconds: float = 60) -> EmailMessage:
    until = time.monotonic() + seconds
    while time.monotonic() < until:
        for mail in council.mail.mails:
            if subject in str(mail["Subject"]):
                return mail
        time.sleep(0.2)
    raise AssertionError([str(mail["Subject"]) for mail in council.mail.mails])


def test_a_form_of_yesterday_is_gone_on_with_elsewhere_after_a_restart(council: Council):
    council.finished_forms(1)  # publishes the services
    phone = resident(council)
    phone.go("/apply/contact-us/")
    phone.press("Start now")
    phone.press("Continue")
    phone.press("Save and come back later", question=HALF)
    phone.press("Send the link", email="ada@porticoshire.example")
    assert "We have sent you a link" in phone.page.heading
    mail = wait_for_mail(council, "Carry on with your form")
    written = mail.get_body(("plain",))
    assert written
    address = re.search(r"https?://\S+/apply/return\?key=\S+", written.get_content())
    assert address

    with psycopg.connect(council.launched.address()) as connection:
        connection.execute(A_DAY_AGO)
    assert council.launched.stop() == 0
    council.launched.start()
    council.launched.wait_until_ready(120)

    desktop = resident(council)
    link = urlsplit(address[0])
    desktop.go(f"{link.path}?{link.query}")
    assert "You go on at page " in desktop.page.words
    desktop.press("Carry on")
    assert desktop.at.partition("?")[0] == "/apply/contact-us/files"
    desktop.go("/apply/contact-us/question")
    typed = [one.value for form in desktop.page.forms for one in form.controls if one.name == "question"]
    assert typed == [HALF]
    desktop.press("Continue", question=f"{HALF} has been for a week.")
    desktop.go_on()
    desktop.press("Send")
    assert "We have received it" in desktop.page.heading
    with psycopg.connect(council.launched.address()) as connection:
        kept = connection.execute(
            "SELECT answers->>'question' FROM cases_case WHERE source = 'form'"
        ).fetchall()
    assert (f"{HALF} has been for a week.",) in kept
