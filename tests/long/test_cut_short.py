"""A part killed at the worst moment: between case and e-mail, and in the middle of a submission."""

from __future__ import annotations

import re
import threading
import time
import urllib.error
import urllib.parse
import urllib.request
from collections.abc import Iterator, Mapping
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass
from html import unescape
from typing import Any

import psycopg
import pytest

from tests.long.conftest import Council
from tests.long.drafts import CSRF, Held
from tests.long.killing import processes
from tests.long.sending import REFERENCE

pytestmark = pytest.mark.long

SECONDS = 120.0


@dataclass(frozen=True)
class Answer:
    """What a browser was answered."""

    status: int
    address: str
    page: str


def ask(
    council: Council, form: Held, path: str, fields: Mapping[str, str] | None = None, token: str = CSRF
) -> Answer:
    """Open a page, or with `fields` send a form, as the browser that holds `form`; redirects are followed."""
    data = None
    if fields is not None:
        data = urllib.parse.urlencode({"csrfmiddlewaretoken": token, **fields}).encode()
    address = f"http://127.0.0.1:{council.launched.port}{path}"
    headers = {"Accept": "text/html", "Cookie": form.cookies()}
    request = urllib.request.Request(address, data, headers)
    try:
        with urllib.request.urlopen(request, timeout=60) as response:
            return Answer(response.status, response.url, response.read().decode())
    except urllib.error.HTTPError as refused:
        return Answer(refused.code, address, refused.read().decode())


def send(council: Council, form: Held) -> Answer:
    """Press Send on the check page."""
    return ask(council, form, f"/apply/{form.service}/check", {"_version": str(form.version)})


def only(address: str, statement: str, *values: Any) -> Any:
    """The one value that a statement finds."""
    with psycopg.connect(address) as connection:
        (value,) = connection.execute(statement, values).fetchone() or (None,)
    return value


def wait_until(address: str, statement: str, *values: Any) -> None:
    """Return once a statement finds true."""
    until = time.monotonic() + SECONDS
    while not only(address, statement, *values):
        assert time.monotonic() < until, statement
        time.sleep(0.1)


@contextmanager
def draft_held_fast(address: str, draft: str) -> Iterator[None]:
    """Keep the row of a draft locked, so that whoever sends or saves it stands in the middle of it."""
    connection = psycopg.connect(address)
    connection.execute("SELECT 1 FROM web_draft WHERE id = %s FOR UPDATE", [draft])
    try:
        yield
    finally:
        connection.close()


@pytest.fixture(scope="module")
def forms(council: Council) -> Iterator[Held]:
    """Finished forms, each used by one test."""
    return iter(council.finished_forms(6))


def next_of(forms: Iterator[Held], service: str) -> Held:
    return next(form for form in forms if form.service == service)


def test_a_worker_killed_between_case_and_e_mail_lets_it_leave_later_under_the_same_message_id(
    council: Council, forms: Iterator[Held], monkeypatch: pytest.MonkeyPatch
):
    address, form = council.launched.address(), next(forms)
    taken, go_on = threading.Event(), threading.Event()
    keep = council.mail.handle_DATA

    async def keep_and_say_nothing(server: Any, session: Any, envelope: Any) -> str:
        """Take the message, but let the worker wait for the word that it was taken."""
        import asyncio

        answer = await keep(server, session, envelope)
        taken.set()
        while not go_on.is_set():
            await asyncio.sleep(0.05)
        return answer

    monkeypatch.setattr(council.mail, "handle_DATA", keep_and_say_nothing)
    assert send(council, form).address.endswith("/sent")
    assert taken.wait(60)
    (worker,) = processes(council.launched, "worker")
    worker.kill()
    worker.wait(10)
    assert only(address, "SELECT state FROM messages_message") == "queued"
    go_on.set()

    wait_until(address, "SELECT state = 'sent' FROM messages_message")
    (message_id,) = {*council.message_ids()}
    assert message_id == only(address, "SELECT message_id FROM messages_message")
    assert len(council.message_ids()) == 2
    assert only(address, "SELECT count(*) FROM cases_case") == 1


def killed_while(council: Council, form: Held, what: Future[Answer]) -> Answer:
    """Kill PostgreSQL once a request waits in the middle of its transaction; return what it was answered."""
    wait_until(
        council.launched.address(),
        "SELECT count(*) > 0 FROM pg_stat_activity WHERE wait_event_type = 'Lock'",
    )
    (postmaster,) = processes(council.launched, "PostgreSQL")
    postmaster.kill()
    answer = what.result(60)
    council.launched.wait_until_ready(SECONDS)
    return answer


def fields_again(page: str) -> dict[str, str]:
    """What the page that asks to try again would send, as it stands in it."""
    inputs = re.findall(r"<input[^>]*>", page)
    found = {}
    for one in inputs:
        name, value = re.search(r'name="([^"]*)"', one), re.search(r'value="([^"]*)"', one)
        if name:
            found[unescape(name[1])] = unescape(value[1]) if value else ""
    for name, value in re.findall(r'<textarea[^>]*name="([^"]*)"[^>]*>(.*?)</textarea>', page, re.S):
        found[unescape(name)] = unescape(value).removeprefix("\n")
    return found


def test_postgresql_killed_during_a_submission_asks_to_try_again_and_then_takes_it_once(
    council: Council, forms: Iterator[Held]
):
    address, form = council.launched.address(), next(forms)
    with ThreadPoolExecutor(1) as other, draft_held_fast(address, form.draft):
        answer = killed_while(council, form, other.submit(send, council, form))
    assert answer.status == 503
    assert "Nothing has been sent yet" in answer.page
    assert only(address, "SELECT count(*) FROM cases_case WHERE source_key = %s", form.draft) == 0

    again = fields_again(answer.page)
    token = again.pop("csrfmiddlewaretoken")
    assert again == {"_version": str(form.version)}
    sent = ask(council, form, f"/apply/{form.service}/check", again, token)
    shown = REFERENCE.search(sent.page)
    assert shown, sent
    for table in ("cases_case", "cases_case c JOIN messages_message m ON m.case_id = c.id"):
        count = f"SELECT count(*) FROM {table} WHERE source_key = %s"
        assert only(address, count, form.draft) == 1
    kept = only(address, "SELECT reference FROM cases_case WHERE source_key = %s", form.draft)
    assert shown[1] + shown[2] == kept


def test_postgresql_killed_while_a_page_is_saved_gives_back_what_was_typed(
    council: Council, forms: Iterator[Held]
):
    address, form = council.launched.address(), next_of(forms, "contact-us")
    path, typed = "/apply/contact-us/question", "Two lines,\nwith “quotes” & <signs>. مرحبا 🙂"
    with ThreadPoolExecutor(1) as other, draft_held_fast(address, form.draft):
        answer = killed_while(council, form, other.submit(ask, council, form, path, {"question": typed}))
    assert answer.status == 503
    again = fields_again(answer.page)
    token = again.pop("csrfmiddlewaretoken")
    assert again["question"].replace("\r\n", "\n") == typed
    saved = ask(council, form, path, again, token)
    assert saved.status == 200
    kept = only(address, "SELECT answers->>'question' FROM web_draft WHERE id = %s", form.draft)
    assert kept == typed
