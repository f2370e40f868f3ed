"""Messages reach a real mail server at least once, whatever it says and however long it is away."""

from __future__ import annotations

import socket
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from uuid import uuid4

import pytest
import time_machine
from django.db import InterfaceError, OperationalError, connection

from portico.ground.ledger.actions import action
from portico.ground.ledger.events import Actor
from portico.ground.ledger.models import LedgerEvent
from portico.records.messages.actions import (
    MOST_AT_ONCE,
    MessageNotFoundError,
    deliver_messages,
    letter_of,
    new_message,
    resend_message,
    write_messages,
)
from portico.records.messages.delivery import transports
from portico.records.messages.delivery.letters import Letter, Sender
from portico.records.messages.delivery.transports import (
    Accepted,
    DemoOutbox,
    PutOff,
    Refused,
    SmtpServer,
    TransportDownError,
    forget_rest,
    resting_from_sending,
    transport_in_use,
)
from portico.records.messages.models import Message
from portico.records.messages.queries import message_shown, messages_of
from portico.records.messages.sending import send_what_waits
from portico.records.messages.tests.mail_server import MailServer, mail_server_running, text_of
from tests.cast import BEGINNING

SYSTEM = Actor.system()


@pytest.fixture(scope="module")
def running() -> Iterator[MailServer]:
    with mail_server_running() as server:
        yield server


@pytest.fixture(params=[True, False], ids=["in a row", "one by one"])
def server(running: MailServer, settings, request) -> MailServer:
    """A mail server that takes commands in a row, and one that does not."""
    running.begin_anew()
    running.pipelining = request.param
    settings.PORTICO_SMTP_HOST, settings.PORTICO_SMTP_PORT = "127.0.0.1", running.port
    forget_rest()
    transport = transport_in_use()
    assert isinstance(transport, SmtpServer)
    transport.close()
    return running


@action
def write(count: int = 1, at: datetime = BEGINNING, **fields: str) -> list[Message]:
    fields = {
        "to_name": "Ada Lovelace",
        "subject": "We have it",
        "body": "Thank you.",
        "language": "en",
        **fields,
    }
    address = fields.pop("to_address", "ada@example.org")
    messages = [
        new_message(at=at, to_address=address, cause=uuid4(), template="received", **fields)
        for _ in range(count)
    ]
    write_messages(messages, by=SYSTEM, at=at)
    return messages


def send(at: datetime = BEGINNING, **options):
    return deliver_messages(transport=transport_in_use(), by=SYSTEM, at=at, **options)


def now(message: Message) -> Message:
    message.refresh_from_db()
    return message


def test_an_accepted_message_is_sent_once(db, server):
    [message] = write()
    assert send().sent == 1
    assert not send().any
    [taken] = server.taken
    assert taken["Message-ID"] == f"<{message.message_id}>"
    assert message.message_id == f"{message.id}@porticoshire.example"
    sent = now(message)
    assert (sent.state, sent.tries, sent.sent_at, sent.failure) == ("sent", 1, BEGINNING, "")
    names = list(LedgerEvent.objects.order_by("position").values_list("name", flat=True))
    assert names == ["message.written", "message.sent"]


def test_other_alphabets_and_a_line_of_a_single_dot(db, server):
    write(to_name="Siân 山田", subject="Eich cais 🗑️", body="Annwyl Siân\n.\n..\n山田\n")
    send()
    [taken] = server.taken
    assert taken["To"].addresses[0].display_name == "Siân 山田"
    assert taken["Subject"] == "Eich cais 🗑️"
    assert text_of(taken) == "Annwyl Siân\n.\n..\n山田\n"


def test_put_off_then_taken_under_the_same_message_id(db, server):
    server.answers["ada@example.org"] = ["450 4.2.0 Greylisted", "451 later ada@example.org"]
    [message] = write()
    assert send().put_off == 1
    assert (now(message).state, message.tries) == ("queued", 1)
    assert message.failure == "the mail server asked to try later (450 4.2.0)"
    assert message.next_try_at == BEGINNING + timedelta(minutes=1)
    assert not send(BEGINNING + timedelta(seconds=59)).any
    assert send(BEGINNING + timedelta(minutes=1)).put_off == 1
    assert now(message).failure == "the mail server asked to try later (451)"
    assert message.next_try_at == BEGINNING + timedelta(minutes=3)
    assert send(BEGINNING + timedelta(minutes=3)).sent == 1
    assert (now(message).state, message.tries, message.failure) == ("sent", 3, "")
    assert [taken["Message-ID"] for taken in server.taken] == [f"<{message.message_id}>"]


@pytest.mark.parametrize(
    ("reply", "says"),
    [
        (
            "550 5.1.1 <ada@example.org> no such user",
            "the mail server says that there is no such address (550 5.1.1)",
        ),
        ("552 5.2.2 full", "the mailbox takes no mail (full or closed) (552 5.2.2)"),
        ("554 go away ada@example.org", "the mail server refused it (554)"),
    ],
)
def test_refused_for_good_says_why_without_the_address(db, server, reply, says):
    server.answers["ada@example.org"] = [reply]
    [message] = write()
    assert send().failed == 1
    assert (now(message).state, message.failure) == ("failed", says)
    assert not send(BEGINNING + timedelta(days=1)).any
    event = LedgerEvent.objects.get(name="message.failed")
    assert event.payload == {"tries": 1, "reason": "refused"}


def test_refused_content(db, server):
    server.content_answers = ["554 5.7.1 looks like spam", "452 4.3.1 full"]
    first, second = write(2)
    done = send()
    assert (done.failed, done.put_off) == (1, 1)
    assert now(first).failure == "the mail server does not let this message through (554 5.7.1)"
    assert now(second).state == "queued"


def test_an_address_that_is_none_fails_and_stops_nobody(db, server):
    bad, good = [*write(to_address="ada@exa mple.org"), *write()]
    send()
    assert now(bad).state == "failed"
    assert "exa mple" not in bad.failure
    assert now(good).state == "sent"


def test_a_connection_dropped_in_the_middle_is_opened_anew(db, server):
    messages = write(4)
    server.hang_up = 1
    assert send().sent == 4
    assert len(server.taken) == 4
    assert all(now(message).state == "sent" for message in messages)


def test_a_message_over_which_the_server_hangs_up_each_time_does_not_block_the_next(db, server):
    server.hang_up = 2
    first, second = write(2)
    done = send()
    assert (done.put_off, done.sent) == (1, 1)
    assert now(first).failure == "the mail server broke off the connection"
    assert now(second).state == "sent"


def test_one_connection_takes_many(db, server):
    write(20)
    transport = transport_in_use()
    assert isinstance(transport, SmtpServer)
    transport.close()
    assert send().sent == 20
    assert server.connections == 1


def test_a_server_that_closes_is_down_for_all(db, server):
    server.answers["ada@example.org"] = ["421 4.3.2 closing"]
    messages = write(3)
    done = send()
    assert done.down == "the mail server hangs up (421 4.3.2)"
    assert done.put_off == 3
    assert {now(message).state for message in messages} == {"queued"}


def test_our_own_fault_fails_no_message(db, server, settings):
    server.sender_answer = "550 5.7.60 not you"
    [message] = write()
    assert send().down == "the mail server does not let us send (550 5.7.60)"
    settings.PORTICO_SMTP_USER = "somebody"
    assert "does not" in send(BEGINNING + timedelta(hours=1)).down or "cannot" in now(message).failure
    assert now(message).state == "queued"


def test_a_mail_server_down_for_an_hour_loses_and_doubles_nothing(db, settings):
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    settings.PORTICO_SMTP_HOST, settings.PORTICO_SMTP_PORT = "127.0.0.1", port
    forget_rest()
    start = datetime(2026, 3, 2, 9, tzinfo=UTC)
    with time_machine.travel(start, tick=False) as clock:
        messages = write(3, at=start)
        send_what_waits()
        assert resting_from_sending()
        assert now(messages[2]).failure == "the mail server cannot be reached (connection refused)"
        for minute in range(1, 60):
            clock.move_to(start + timedelta(minutes=minute))
            forget_rest()
            send_what_waits()
        tries = [now(message).tries for message in messages]
        assert all(5 <= count <= 8 for count in tries), tries
        [late] = write(at=start + timedelta(minutes=59))
        with mail_server_running(port) as server:
            for minute in range(60, 95):
                clock.move_to(start + timedelta(minutes=minute))
                forget_rest()
                send_what_waits()
            ids = [taken["Message-ID"] for taken in server.taken]
        assert sorted(ids) == sorted(f"<{message.message_id}>" for message in [*messages, late])
    assert {now(message).state for message in [*messages, late]} == {"sent"}


def test_tries_go_on_for_four_days_and_then_end(db):
    class Busy(DemoOutbox):
        def send(self, letter):
            return PutOff("the mail server asked to try later (450)")

    [message] = write()
    at, tries = BEGINNING, 0
    while now(message).state == "queued":
        at = max(at, message.next_try_at)
        deliver_messages(transport=Busy(), by=SYSTEM, at=at)
        tries += 1
    assert timedelta(days=4) < at - BEGINNING < timedelta(days=4, hours=1)
    assert tries > 150
    assert message.state == "failed"
    assert message.failure == "not taken for 4 days: the mail server asked to try later (450)"
    assert LedgerEvent.objects.get(name="message.failed").payload["reason"] == "given_up"


def test_a_worker_killed_while_sending_sends_again_under_the_same_message_id(db, server):
    [message] = write()

    class Killed(BaseException):
        pass

    class KilledAfterSending(DemoOutbox):
        def send(self, letter):
            assert isinstance(transport_in_use().send(letter), Accepted)
            raise Killed

    with pytest.raises(Killed):
        deliver_messages(transport=KilledAfterSending(), by=SYSTEM, at=BEGINNING)
    assert now(message).state == "queued"
    send()
    assert [taken["Message-ID"] for taken in server.taken] == [f"<{message.message_id}>"] * 2


def test_workers_at_once_send_no_message_twice(committed, server):
    write(60)
    barrier = threading.Barrier(3)

    def work() -> None:
        barrier.wait()
        while send(most=7).sent:
            pass
        connection.close()

    workers = [threading.Thread(target=work) for _ in range(3)]
    for worker in workers:
        worker.start()
    for worker in workers:
        worker.join()
    ids = [taken["Message-ID"] for taken in server.taken]
    assert len(ids) == len(set(ids)) == 60
    assert Message.objects.filter(state="sent", tries=1).count() == 60


def test_a_batch_costs_few_statements_and_says_whether_there_may_be_more(
    db, server, django_assert_num_queries
):
    messages = write(MOST_AT_ONCE + 5, at=datetime.now(UTC))
    with django_assert_num_queries(5):  # the savepoint and its end, lock, mark, events
        assert send_what_waits()
    assert Message.objects.filter(state="sent").count() == MOST_AT_ONCE
    assert not send_what_waits()
    assert {now(message).state for message in messages} == {"sent"}
    with django_assert_num_queries(3):  # the savepoint and its end, lock
        assert not send_what_waits()


def test_a_message_that_we_fail_to_put_together_holds_up_no_other(db, server, monkeypatch):
    [broken, whole] = write(2)

    def letter(message: Message) -> Letter:
        if message.id == broken.id:
            raise ValueError("a template says {so} to Ada Lovelace")
        return letter_of(message)

    monkeypatch.setattr("portico.records.messages.actions.letter_of", letter)
    assert (send().sent, len(server.taken)) == (1, 1)
    assert now(whole).state == "sent"
    assert (now(broken).state, broken.tries) == ("queued", 1)
    assert broken.failure == "it could not be put together (ValueError)"
    assert broken.next_try_at > BEGINNING


def test_after_a_fault_in_the_middle_of_a_message_the_next_begins_anew(db, server, monkeypatch):
    write(2)
    transport = transport_in_use()
    assert isinstance(transport, SmtpServer)
    hand_over, faults = transports._hand_over, [ValueError("ours")]

    def falls_once(connection, sender, to, content) -> None:
        if faults:
            connection.mail(sender)  # the server waits for the recipient now
            raise faults.pop()
        hand_over(connection, sender, to, content)

    monkeypatch.setattr(transports, "_hand_over", falls_once)
    assert send().sent == 1
    assert len(server.taken) == 1


@pytest.mark.parametrize("error", [OperationalError, InterfaceError, ValueError])
def test_whatever_goes_wrong_the_messages_wait(db, server, monkeypatch, error):
    [message] = write(at=datetime.now(UTC))

    def fails(**_: object) -> None:
        raise error

    with monkeypatch.context() as broken:
        broken.setattr("portico.records.messages.sending.deliver_messages", fails)
        assert not send_what_waits()
    assert now(message).state == "queued"
    send_what_waits()
    assert now(message).state == "sent"


def test_nothing_is_asked_of_a_server_that_was_down_a_moment_ago(db, settings):
    settings.PORTICO_SMTP_HOST, settings.PORTICO_SMTP_PORT = "127.0.0.1", 1
    [message] = write(at=datetime.now(UTC))
    forget_rest()
    send_what_waits()
    send_what_waits()
    assert now(message).tries == 1
    forget_rest()


def test_a_message_without_an_address_is_kept_and_not_sent(db):
    [message] = write(to_address="")
    assert message.state == "no_address"
    assert not send().any
    assert LedgerEvent.objects.get().payload["state"] == "no_address"


def test_the_demo_outbox_takes_everything_and_sends_nothing(db, settings):
    settings.PORTICO_SMTP_HOST, settings.PORTICO_DEMO = "", True
    [good], [bad] = write(), write(to_address="nobody")
    assert transport_in_use().label == "demo outbox"
    send()
    assert (now(good).state, now(bad).state) == ("sent", "failed")


def test_without_a_mail_server_messages_wait_and_say_why(db, settings):
    settings.PORTICO_SMTP_HOST, settings.PORTICO_DEMO = "", False
    [message] = write()
    send()
    assert now(message).state == "queued"
    assert "PORTICO_SMTP_HOST" in message.failure


def test_sent_again_it_is_a_message_of_its_own(db, server):
    [first] = write()
    send()
    again = resend_message(message_id=first.id, by=SYSTEM, at=BEGINNING)
    assert again.message_id != first.message_id
    assert again.original_id == first.id
    send()
    assert (now(first).state, now(again).state) == ("sent", "sent")
    assert len(server.taken) == 2
    third = resend_message(message_id=again.id, by=SYSTEM, at=BEGINNING)
    assert third.original_id == first.id
    with pytest.raises(MessageNotFoundError):
        resend_message(message_id=uuid4(), by=SYSTEM, at=BEGINNING)


def test_no_event_and_no_log_names_the_address(db, server, caplog):
    caplog.set_level("DEBUG")
    server.answers["ada@example.org"] = ["550 no ada@example.org"]
    write()
    send()
    told = " ".join(str((event.subjects, event.payload)) for event in LedgerEvent.objects.all())
    assert "ada" not in told.lower()
    ours = [record.getMessage() for record in caplog.records if record.name.startswith("portico")]
    assert "ada@example.org" not in " ".join(ours)


def test_a_message_is_shown_with_its_letter(db):
    [message] = write(body="Dear <Ada>\n\n-- \nPorticoshire")
    shown = message_shown(message.id)
    assert shown is not None
    assert "&lt;Ada&gt;" in shown.html
    assert shown.line.state == "queued"
    assert not shown.line.delayed
    assert message_shown(uuid4()) is None
    assert messages_of(uuid4()) == []
    assert letter_of(message).message_id == message.message_id


def test_a_server_that_greets_with_a_refusal_is_down():
    away = b"554 5.3.2 go away\r\n"
    with speaking(away) as transport, pytest.raises(TransportDownError, match=r"554 5\.3\.2"):
        transport.send(a_letter())


def test_a_recipient_refused_by_a_server_that_wants_the_message_all_the_same():
    replies = (b"220 hm\r\n", b"250-hm\r\n250 PIPELINING\r\n", b"250 ok\r\n550 5.1.1 nobody\r\n354 go on\r\n")
    after = (
        b"554 5.5.1 to nobody\r\n",
        b"250 forgotten\r\n",
        b"250 ok\r\n250 ok\r\n354 go on\r\n",
        b"250 ok\r\n",
    )
    with speaking(*replies, *after) as transport:
        assert transport.send(a_letter()) == Refused(
            "the mail server says that there is no such address (550 5.1.1)"
        )
        assert transport.send(a_letter()) == Accepted()


def test_a_server_that_hangs_up_in_the_middle_of_a_row_says_so():
    said = (b"220 hm\r\n", b"250-hm\r\n250 PIPELINING\r\n", b"421 4.3.2 closing\r\n")
    with speaking(*said) as transport, pytest.raises(TransportDownError, match=r"421 4\.3\.2"):
        transport.send(a_letter())


@contextmanager
def speaking(*replies: bytes) -> Iterator[SmtpServer]:
    """A transport to a mail server that says these things, each in turn to whatever comes, and hangs up."""
    with socket.create_server(("127.0.0.1", 0)) as rude:

        def speak() -> None:
            client, _ = rude.accept()
            with client:
                for number, reply in enumerate(replies):
                    if number and not client.recv(100_000):
                        break
                    client.sendall(reply)

        threading.Thread(target=speak, daemon=True).start()
        sender = Sender("Council", "no-reply@c.example")
        port = rude.getsockname()[1]
        transport = SmtpServer("127.0.0.1", port, user="", password="", tls=False, sender=sender)
        yield transport
        transport.close()


def a_letter() -> Letter:
    message = new_message(at=BEGINNING, to_address="ada@example.org", subject="x", body="y", language="en")
    return letter_of(message)
