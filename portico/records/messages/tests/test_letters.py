"""What a mail program reads is what was written, and nothing else can be smuggled in."""

from __future__ import annotations

from datetime import UTC, datetime
from email import message_from_bytes, policy
from email.message import EmailMessage
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from portico.records.messages.delivery.letters import (
    Letter,
    Sender,
    UnusableAddressError,
    html_fragment,
    usable_address,
)
from portico.records.messages.tests.mail_server import text_of

COUNCIL = Sender("Porticoshire District Council", "no-reply@porticoshire.example")


def letter(**changes: str) -> Letter:
    fields = {
        "message_id": "0190@porticoshire.example",
        "to_name": "Ada Lovelace",
        "to_address": "ada@example.org",
        "language": "en",
        "subject": "We have your report",
        "body": "Dear Ada\n\nThank you.\n\n-- \nPorticoshire\n",
        **changes,
    }
    return Letter(id=UUID(int=7), written_at=datetime(2026, 3, 2, 9, tzinfo=UTC), **fields)


def read(content: bytes) -> EmailMessage:
    message = message_from_bytes(content, policy=policy.default)
    assert isinstance(message, EmailMessage)
    assert not message.defects
    return message


def test_the_usual_letter():
    message = read(letter().as_bytes(COUNCIL))
    assert message["From"].addresses[0].display_name == "Porticoshire District Council"
    assert message["From"].addresses[0].addr_spec == "no-reply@porticoshire.example"
    assert message["To"].addresses[0].display_name == "Ada Lovelace"
    assert message["To"].addresses[0].addr_spec == "ada@example.org"
    assert message["Subject"] == "We have your report"
    assert message["Message-ID"] == "<0190@porticoshire.example>"
    assert message["Auto-Submitted"] == "auto-generated"
    assert message["Content-Language"] == "en"
    assert message["Date"].datetime == datetime(2026, 3, 2, 9, tzinfo=UTC)
    assert text_of(message) == "Dear Ada\n\nThank you.\n\n-- \nPorticoshire\n"
    html = text_of(message, "html")
    assert "<p>Dear Ada</p>\n<p>Thank you.</p>" in html
    assert '<html lang="en">' in html
    assert "<title>We have your report</title>" in html


def test_every_try_is_the_same_to_the_byte():
    assert letter().as_bytes(COUNCIL) == letter().as_bytes(COUNCIL)


def test_other_alphabets():
    message = read(
        letter(to_name="Siân 山田", subject="Eich cais ŵyŷ 🗑️", body="Annwyl Siân ŵ 山田\n").as_bytes(COUNCIL)
    )
    assert message["To"].addresses[0].display_name == "Siân 山田"
    assert message["Subject"] == "Eich cais ŵyŷ 🗑️"
    assert text_of(message) == "Annwyl Siân ŵ 山田\n"


@pytest.mark.parametrize("field", ["to_name", "subject", "message_id", "language"])
def test_a_line_break_begins_no_header(field):
    changed = {field: "x\r\nBcc: everybody@example.org\n\nSecond body\x00\x85\u2028Bcc: all@example.org"}
    message = read(letter(**changed).as_bytes(COUNCIL))
    assert message["Bcc"] is None
    assert len(message.items()) == 10
    assert text_of(message).startswith("Dear Ada")


@pytest.mark.parametrize(
    "address", ["a@example.org\r\nBcc: x@example.org", "a@example.org, b@example.org", "<a@b.example>"]
)
def test_an_address_is_one_address(address):
    with pytest.raises(UnusableAddressError):
        letter(to_address=address).as_bytes(COUNCIL)


@given(st.text(max_size=120), st.text(max_size=200), st.text(max_size=400))
def test_whatever_was_typed_the_letter_can_be_read(name, subject, body):
    message = read(letter(to_name=name, subject=subject, body=body).as_bytes(COUNCIL))
    assert message["To"].addresses[0].addr_spec == "ada@example.org"
    assert message["Bcc"] is None
    lines = letter(to_name=name, subject=subject, body=body).as_bytes(COUNCIL).split(b"\r\n")
    assert all(b"\n" not in line and b"\r" not in line and len(line) < 998 for line in lines)


@given(st.text(st.characters(exclude_categories=["C"], exclude_characters="\x85\u2028\u2029"), max_size=300))
def test_the_text_arrives_as_it_was_written(body):
    message = read(letter(body=body).as_bytes(COUNCIL))
    assert text_of(message) == body.strip("\n") + "\n"


def test_html_is_the_same_text_and_nothing_of_it_is_markup():
    fragment = html_fragment(
        '<b>Ada</b> & "Co"\nline\n\nhttps://council.example/follow?a=1&b=2.\n\n-- \nFooter'
    )
    assert "&lt;b&gt;Ada&lt;/b&gt; &amp; &quot;Co&quot;<br>\nline" in fragment
    address = "https://council.example/follow?a=1&amp;b=2"
    assert f'<a class="govuk-link" href="{address}">{address}</a>.' in fragment
    assert "<b>" not in fragment
    assert fragment.count("<p") == 3
    assert "javascript:" not in html_fragment("javascript:alert(1)").replace("javascript:alert(1)", "", 1)
    assert 'href="https://x.example/"' in html_fragment('https://x.example/"onclick="alert(1)')


@pytest.mark.parametrize(
    ("given_address", "told"),
    [
        ("ada@example.org", "ada@example.org"),
        (" Ada.L+bins@Example.org ", "Ada.L+bins@example.org"),
        ("ada@bücher.example", "ada@xn--bcher-kva.example"),
    ],
)
def test_usable_addresses(given_address, told):
    assert usable_address(given_address).lower() == told.lower()


@pytest.mark.parametrize(
    "address",
    [
        "",
        "ada",
        "@example.org",
        "ada@",
        "ada@exa mple.org",
        "siân@example.org",
        "a@b@c",
        "x" * 65 + "@example.org",
        "a..b@example.org",
        "a@" + "x" * 300,
    ],
)
def test_addresses_that_cannot_be_used(address):
    with pytest.raises(UnusableAddressError):
        usable_address(address)


@pytest.mark.parametrize(
    "setting", ["Council <no-reply@c.example>", '"Council" <no-reply@c.example>', "no-reply@c.example"]
)
def test_senders(setting):
    assert Sender.of_setting(setting).domain == "c.example"


def test_no_sender():
    with pytest.raises(UnusableAddressError):
        Sender.of_setting("Council")
