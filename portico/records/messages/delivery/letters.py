"""A message as an e-mail: plain text, and simple HTML made of the same text.

The parts are put together here and not by `email.message`, which takes milliseconds for one message; the
encodings are the standard library's (RFC 2047 for headers, RFC 2045 quoted-printable for texts).
"""

from __future__ import annotations

import binascii
import re
import unicodedata
from dataclasses import dataclass
from datetime import datetime
from email.header import Header
from email.utils import format_datetime
from functools import cache
from html import escape
from uuid import UUID

LONGEST_ADDRESS = 254
LONGEST_NAME = 100
SIGNATURE = "\n-- \n"
"""What divides a message from the lines that are the same under every message (RFC 3676, section 4.3)."""

_ADDRESS = re.compile(
    r"[A-Za-z0-9.!#$%&'*+/=?^_`{|}~-]{1,64}@[A-Za-z0-9](?:[A-Za-z0-9.-]{0,251}[A-Za-z0-9])?"
)
_LINK = re.compile(r"https?://[^\s<>\"'\u200b]+[^\s<>\"'\u200b.,;:!?)]")
_STYLE = "font-family:Arial,Helvetica,sans-serif;font-size:18px;line-height:1.45;color:#1c2130"
_SMALL = "font-size:16px;border-top:1px solid #b1b4b6;padding-top:12px"


class UnusableAddressError(Exception):
    """The address of a message is none that e-mail can be sent to."""


@dataclass(frozen=True)
class Sender:
    """Whom messages come from: the council's name and its address."""

    name: str
    address: str

    @classmethod
    @cache
    def of_setting(cls, value: str) -> Sender:
        """Read `Name <address>` or a bare address. Raises `UnusableAddressError`."""
        match = re.fullmatch(r"\s*(?:\"?([^<>\"]*)\"?\s*<([^<>]+)>|([^<>\s]+))\s*", value)
        if match is None:
            raise UnusableAddressError(f"{value!r} is no sender. Write: Name of the council <address>.")
        return cls((match[1] or "").strip(), usable_address(match[2] or match[3]))

    @property
    def domain(self) -> str:
        """The part of the address behind the @."""
        return self.address.rpartition("@")[2]


@dataclass(frozen=True)
class Letter:
    """One e-mail, ready to be sent."""

    id: UUID
    message_id: str
    to_name: str
    to_address: str
    language: str
    subject: str
    body: str
    written_at: datetime

    def as_bytes(self, sender: Sender) -> bytes:
        """The whole e-mail with CRLF line ends. Raises `UnusableAddressError`."""
        boundary = f"=_{self.id.hex}"
        headers = [
            f"From: {_mailbox(sender.name, sender.address)}",
            f"To: {_mailbox(self.to_name, usable_address(self.to_address))}",
            f"Subject: {_header_text(self.subject)}",
            f"Date: {format_datetime(self.written_at)}",
            f"Message-ID: <{_one_line(self.message_id)}>",
            "Auto-Submitted: auto-generated",
            "X-Auto-Response-Suppress: All",
            f"Content-Language: {_one_line(self.language)}",
            "MIME-Version: 1.0",
            f'Content-Type: multipart/alternative; boundary="{boundary}"',
        ]
        page = html_page(self.subject, self.body, self.language)
        parts = [
            *headers,
            "",
            f"--{boundary}",
            *_part("plain", self.body),
            f"--{boundary}",
            *_part("html", page),
            f"--{boundary}--",
            "",
        ]
        return "\r\n".join(parts).encode("ascii")


def usable_address(address: str) -> str:
    """The address as the mail server is told it: in ASCII, its domain in the form of RFC 5890.

    Raises `UnusableAddressError` for what is no address, and for letters before the @ that are not ASCII.
    """
    local, _, domain = address.strip().rpartition("@")
    try:
        told = f"{local}@{domain.encode('idna').decode('ascii')}"
    except UnicodeError:
        told = ""
    if len(told) > LONGEST_ADDRESS or not _ADDRESS.fullmatch(told) or ".." in told:
        raise UnusableAddressError("This is no email address that can be written to.")
    return told


def html_fragment(body: str, *, styled: bool = False) -> str:
    """The text as HTML paragraphs: everything escaped, whole web addresses made links, nothing else.

    `styled`: for mail programs, with a style for the signature; else for our own pages, with their classes.
    """
    text, _, signature = body.replace("\r\n", "\n").partition(SIGNATURE)
    parts = [part for part in re.split(r"\n\s*\n", text.strip("\n")) if part.strip()]
    if not styled:
        parts += [signature.strip("\n")] if signature.strip() else []
        return "\n".join(_paragraph(part, ' class="govuk-body"', ' class="govuk-link"') for part in parts)
    paragraphs = [_paragraph(part) for part in parts]
    if signature.strip():
        paragraphs.append(_paragraph(signature.strip("\n"), f' style="{_SMALL}"'))
    return "\n".join(paragraphs)


def html_page(subject: str, body: str, language: str) -> str:
    """The text as a small page of its own: readable aloud, without pictures or anything from elsewhere."""
    return (
        f'<!DOCTYPE html>\n<html lang="{escape(language)}">\n<head>\n<meta charset="utf-8">\n'
        f'<meta name="viewport" content="width=device-width">\n<title>{escape(subject)}</title>\n</head>\n'
        f'<body style="{_STYLE}">\n<main style="max-width:600px;margin:0 auto;padding:16px">\n'
        f"{html_fragment(body, styled=True)}\n</main>\n</body>\n</html>\n"
    )


def _paragraph(text: str, of_paragraph: str = "", of_link: str = "") -> str:
    lines = "<br>\n".join(_linked(line, of_link) for line in text.split("\n"))
    return f"<p{of_paragraph}>{lines}</p>"


def _linked(line: str, attributes: str) -> str:
    parts, end = [], 0
    for found in _LINK.finditer(line):
        address = escape(found[0])
        parts += [escape(line[end : found.start()]), f'<a{attributes} href="{address}">{address}</a>']
        end = found.end()
    return "".join([*parts, escape(line[end:])])


def _part(kind: str, text: str) -> list[str]:
    plain = text.replace("\r\n", "\n").replace("\r", "\n").strip("\n").replace("\n", "\r\n")
    encoded = binascii.b2a_qp((plain + "\r\n").encode(), istext=True).decode("ascii")
    return [
        f"Content-Type: text/{kind}; charset=utf-8",
        "Content-Transfer-Encoding: quoted-printable",
        "",
        encoded.rstrip("\r\n"),
        "",
    ]


def _mailbox(name: str, address: str) -> str:
    """`Name <address>` (RFC 5322, section 3.4); a name is one line and never read as an address."""
    shown = _one_line(name)[:LONGEST_NAME].strip()
    if not shown:
        return address
    if shown.isascii():
        quoted = shown.replace("\\", "\\\\").replace('"', '\\"')
        return f'"{quoted}" <{address}>'
    return f"{_encoded(shown)} <{address}>"


def _header_text(text: str) -> str:
    line = _one_line(text)
    # What looks like an encoded word is encoded, so that it is shown as it was written.
    return line if line.isascii() and "=?" not in line and len(line) < 900 else _encoded(line)


def _encoded(text: str) -> str:
    return Header(text, "utf-8", maxlinelen=76).encode(linesep="\r\n")


def _one_line(text: str) -> str:
    """The text without line breaks and control characters: nothing in a header can begin another."""
    if text.isprintable():
        return " ".join(text.split())
    return " ".join(
        "".join(" " if unicodedata.category(sign) in {"Cc", "Zl", "Zp"} else sign for sign in text).split()
    )
