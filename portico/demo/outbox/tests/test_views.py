"""The demo shows every message; nobody else does."""

from __future__ import annotations

from uuid import uuid4

import pytest

from portico.ground.ledger.actions import action
from portico.ground.ledger.events import Actor
from portico.records.messages.actions import new_message, write_messages
from portico.records.messages.models import Message
from portico.records.messages.queries import PAGE
from tests.cast import BEGINNING


@pytest.fixture(autouse=True)
def demo(settings):
    settings.PORTICO_DEMO = True
    settings.PORTICO_SMTP_HOST = ""


@action
def write(count: int = 1, **fields: str) -> list[Message]:
    words = {
        "subject": "We have it",
        "body": "Dear <b>Ada</b>\n\nThank you.",
        "to_name": "Ada",
        "language": "en",
    }
    messages = [
        new_message(
            at=BEGINNING,
            to_address="ada@example.org",
            cause=uuid4(),
            template="received",
            **{**words, **fields},
        )
        for _ in range(count)
    ]
    write_messages(messages, by=Actor.system(), at=BEGINNING)
    return messages


def test_for_the_demo_on_this_machine_only(db, client, settings):
    [message] = write()
    for path in ("/demo/messages", f"/demo/messages/{message.id}"):
        assert client.get(path).status_code == 200
        assert client.get(path, REMOTE_ADDR="192.0.2.7").status_code == 404
        assert client.get(path, HTTP_X_FORWARDED_FOR="192.0.2.7").status_code == 404
    settings.PORTICO_DEMO = False
    assert client.get("/demo/messages").status_code == 404
    assert client.get(f"/demo/messages/{message.id}").status_code == 404


def test_an_empty_outbox_says_what_to_do(db, client):
    assert "Send a form" in client.get("/demo/messages").content.decode()


def test_states_are_told_in_words(db, client):
    messages = write(5)
    Message.objects.filter(id=messages[0].id).update(state="sent", sent_at=BEGINNING)
    Message.objects.filter(id=messages[1].id).update(state="failed", failure="no such address (550)")
    Message.objects.filter(id=messages[2].id).update(state="no_address", to_address="")
    Message.objects.filter(id=messages[3].id).update(tries=2, failure="busy", next_try_at=BEGINNING)
    page = client.get("/demo/messages").content.decode()
    for words in (
        "taken by the demo outbox",
        "failed: no such address (550)",
        "no email address was given",
        "delayed: busy; tried again at 9am",
        "waiting to be sent",
        "demo outbox</strong>",
    ):
        assert words in page, words


def test_pages_go_by_key(db, client, django_assert_num_queries):
    messages = write(PAGE + 3)
    with django_assert_num_queries(1):
        first = client.get("/demo/messages").content.decode()
    assert first.count("We have it") == PAGE
    assert f"?before={messages[3].id}" in first
    older = client.get("/demo/messages", {"before": str(messages[3].id)}).content.decode()
    assert older.count("We have it") == 3
    assert client.get("/demo/messages", {"before": "x"}).status_code == 404


def test_a_message_as_text_and_as_html(db, client):
    [message] = write(to_name="<i>Ada</i>", subject="<script>alert(1)</script>")
    page = client.get(f"/demo/messages/{message.id}").content.decode()
    assert (
        '<p class="govuk-body">Dear &lt;b&gt;Ada&lt;/b&gt;</p>\n<p class="govuk-body">Thank you.</p>' in page
    )
    assert page.count("Dear &lt;b&gt;Ada&lt;/b&gt;") == 2
    assert "<i>Ada" not in page
    assert "<script>alert" not in page
    assert "style=" not in page
    assert client.get(f"/demo/messages/{uuid4()}").status_code == 404
