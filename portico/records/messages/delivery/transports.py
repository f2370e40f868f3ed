"""What takes messages: a mail server by SMTP, or in the demo the outbox that only shows them."""

from __future__ import annotations

import logging
import re
import smtplib
import socket
import ssl
import threading
import time
from dataclasses import dataclass
from typing import Protocol

from django.conf import settings

from portico.records.messages.delivery.letters import Letter, Sender, UnusableAddressError, usable_address

log = logging.getLogger("portico.messages")

SECONDS_FOR_A_STEP = 15.0
SECONDS_IDLE = 30.0
"""A connection not used for longer is opened anew: mail servers hang up on idle ones."""

SECONDS_OF_REST = 20.0
"""How long a process asks nothing of a mail server that was down."""

SERVICE_CLOSING = 421
"""The reply with which a mail server says that it hangs up (RFC 5321, section 3.8)."""

TOO_LARGE = 552
TAKEN, FORWARDED, GO_ON = 250, 251, 354
_LEADING_DOT = re.compile(rb"(?m)^\.")

_WORDS = {
    "5.1": "the mail server says that there is no such address",
    "5.2": "the mailbox takes no mail (full or closed)",
    "5.3": "the mail server does not take such a message",
    "5.7": "the mail server does not let this message through",
}
"""Plain words for the classes of status codes (RFC 3463) that tell staff what to do."""


@dataclass(frozen=True)
class Accepted:
    """The message is the mail server's now."""


@dataclass(frozen=True)
class PutOff:
    """Not this time, because of `reason`: to be tried again."""

    reason: str


@dataclass(frozen=True)
class Refused:
    """Never, because of `reason`."""

    reason: str


Outcome = Accepted | PutOff | Refused


class TransportDownError(Exception):
    """Nothing can be sent at present, whatever the message; the words are for staff."""


class Transport(Protocol):
    """Something that takes messages one by one."""

    label: str
    """What it is called to staff."""

    def send(self, letter: Letter) -> Outcome:
        """Hand over one letter. Raises `TransportDownError`."""


class DemoOutbox:
    """Takes every message and sends none: the demo shows them on a page of their own."""

    label = "demo outbox"

    def send(self, letter: Letter) -> Outcome:
        """Accept what could be sent."""
        try:
            usable_address(letter.to_address)
        except UnusableAddressError as error:
            return Refused(str(error))
        return Accepted()


class SmtpServer:
    """A mail server, over one connection that is kept while it is used."""

    label = "mail server"

    def __init__(self, host: str, port: int, *, user: str, password: str, tls: bool, sender: Sender) -> None:
        self.host, self.port, self.user, self.password, self.tls = host, port, user, password, tls
        self.sender = sender
        self._connection: smtplib.SMTP | None = None
        self._used_at = 0.0

    def send(self, letter: Letter) -> Outcome:
        """Hand over one letter; a connection that the server dropped is opened anew, once."""
        try:
            content, to = letter.as_bytes(self.sender), usable_address(letter.to_address)
        except UnusableAddressError as error:
            return Refused(str(error))
        for last_try in (False, True):
            connection = self._open()
            try:
                _hand_over(connection, self.sender.address, to, content)
            except smtplib.SMTPRecipientsRefused as error:
                return self._verdict(*error.recipients[to])
            except smtplib.SMTPSenderRefused as error:
                if error.smtp_code == TOO_LARGE:
                    return self._verdict(error.smtp_code, error.smtp_error)
                self.close()
                raise TransportDownError(
                    f"the mail server does not let us send ({_codes(error.smtp_code, error.smtp_error)})"
                ) from None
            except smtplib.SMTPResponseException as error:
                return self._verdict(error.smtp_code, error.smtp_error)
            except (smtplib.SMTPException, OSError):
                self.close()
                if last_try:
                    return PutOff("the mail server broke off the connection")
            except Exception:
                # A fault of ours in the middle of a message: the next one is not to go on from there.
                self.close()
                raise
            else:
                self._used_at = time.monotonic()
                return Accepted()
        raise AssertionError("unreachable")

    def close(self) -> None:
        """Hang up."""
        if self._connection is not None:
            self._connection.close()
            self._connection = None

    def _open(self) -> smtplib.SMTP:
        if self._connection is not None and time.monotonic() - self._used_at > SECONDS_IDLE:
            self.close()
        if self._connection is None:
            try:
                self._connection = self._connect()
            except smtplib.SMTPAuthenticationError as error:
                told = _codes(error.smtp_code, error.smtp_error)
                raise TransportDownError(f"the mail server does not accept our sign-in ({told})") from None
            except (smtplib.SMTPException, OSError) as error:
                raise TransportDownError(f"the mail server cannot be reached ({_cause(error)})") from None
        self._used_at = time.monotonic()
        return self._connection

    def _connect(self) -> smtplib.SMTP:
        context = ssl.create_default_context()
        name = socket.gethostname()
        if self.tls and self.port == smtplib.SMTP_SSL_PORT:
            connection: smtplib.SMTP = smtplib.SMTP_SSL(
                self.host, self.port, name, timeout=SECONDS_FOR_A_STEP, context=context
            )
        else:
            connection = smtplib.SMTP(self.host, self.port, name, timeout=SECONDS_FOR_A_STEP)
        try:
            if self.tls and self.port != smtplib.SMTP_SSL_PORT:
                connection.starttls(context=context)
            connection.ehlo_or_helo_if_needed()
            if self.user:
                connection.login(self.user, self.password)
        except BaseException:
            connection.close()
            raise
        if connection.sock is not None:
            connection.sock.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        return connection

    def _verdict(self, code: int, text: bytes | str) -> Outcome:
        """What a reply means; a server that says it closes is down."""
        told = _codes(code, text)
        if code == SERVICE_CLOSING:
            self.close()
            raise TransportDownError(f"the mail server hangs up ({told})")
        if 500 <= code < 600:
            words = next(
                (words for start, words in _WORDS.items() if start in told), "the mail server refused it"
            )
            return Refused(f"{words} ({told})")
        return PutOff(f"the mail server asked to try later ({told})")


def _hand_over(connection: smtplib.SMTP, sender: str, to: str, content: bytes) -> None:
    """Send one message to one recipient. Raises what `smtplib.SMTP.sendmail` raises.

    Where the server takes commands in a row (PIPELINING, RFC 2920), as nearly all do, it is asked twice for a
    message instead of four times: over a line of 20 ms that is 25 messages a second instead of 12.
    """
    if not connection.has_extn("pipelining"):
        connection.sendmail(sender, [to], content)
        return
    size = f" SIZE={len(content)}" if connection.has_extn("size") else ""
    connection.send(f"MAIL FROM:<{sender}>{size}\r\nRCPT TO:<{to}>\r\nDATA\r\n")
    of_sender, of_recipient, of_data = (_reply(connection) for _ in range(3))
    refused: smtplib.SMTPException | None = None
    if of_sender[0] != TAKEN:
        refused = smtplib.SMTPSenderRefused(*of_sender, sender)
    elif of_recipient[0] not in (TAKEN, FORWARDED):
        refused = smtplib.SMTPRecipientsRefused({to: of_recipient})
    elif of_data[0] != GO_ON:
        refused = smtplib.SMTPDataError(*of_data)
    if refused is not None:
        if of_data[0] == GO_ON:
            # It waits for a message all the same: an empty one to nobody (RFC 2920, section 3.1).
            connection.send(".\r\n")
            connection.getreply()
        connection.rset()
        raise refused
    connection.send(_LEADING_DOT.sub(b"..", content) + b".\r\n")
    of_message = _reply(connection)
    if of_message[0] != TAKEN:
        connection.rset()
        raise smtplib.SMTPDataError(*of_message)


def _reply(connection: smtplib.SMTP) -> tuple[int, bytes]:
    """The next reply; with 421 the server hangs up, and no other follows."""
    code, text = connection.getreply()
    if code == SERVICE_CLOSING:
        connection.close()
        raise smtplib.SMTPDataError(code, text)
    return code, text


class NoMailServer:
    """Takes nothing: no mail server is named in the settings, and this is no demo."""

    label = "no mail server"

    def send(self, letter: Letter) -> Outcome:
        """Refuse, until somebody names one."""
        raise TransportDownError("no mail server is set up (PORTICO_SMTP_HOST)")


_of_thread = threading.local()
_rest = {"until": 0.0}


def transport_in_use() -> Transport:
    """What takes this Portico's messages; each thread has a connection of its own."""
    wanted = (
        settings.PORTICO_SMTP_HOST,
        settings.PORTICO_SMTP_PORT,
        settings.PORTICO_SMTP_USER,
        settings.PORTICO_SMTP_PASSWORD,
        settings.PORTICO_SMTP_TLS,
        settings.PORTICO_MAIL_FROM,
        settings.PORTICO_DEMO,
    )
    if getattr(_of_thread, "wanted", None) != wanted:
        _of_thread.transport, _of_thread.wanted = _new_transport(), wanted
    transport: Transport = _of_thread.transport
    return transport


def rest_from_sending() -> None:
    """Ask nothing of the mail server for a while: it is down, and every try costs time."""
    _rest["until"] = time.monotonic() + SECONDS_OF_REST


def resting_from_sending() -> bool:
    """Say whether the mail server was down a moment ago."""
    return time.monotonic() < _rest["until"]


def forget_rest() -> None:
    """Ask again at once."""
    _rest["until"] = 0.0


def _new_transport() -> Transport:
    if settings.PORTICO_SMTP_HOST:
        return SmtpServer(
            settings.PORTICO_SMTP_HOST,
            settings.PORTICO_SMTP_PORT,
            user=settings.PORTICO_SMTP_USER,
            password=settings.PORTICO_SMTP_PASSWORD,
            tls=settings.PORTICO_SMTP_TLS,
            sender=Sender.of_setting(settings.PORTICO_MAIL_FROM),
        )
    return DemoOutbox() if settings.PORTICO_DEMO else NoMailServer()


def _codes(code: int, text: bytes | str) -> str:
    """The codes of a reply without its words, which may hold the address: `550 5.1.1`."""
    words = text.decode("ascii", "replace") if isinstance(text, bytes) else text
    status = re.match(r"\s*([245]\.\d{1,3}\.\d{1,3})\b", words)
    return f"{code} {status[1]}" if status else str(code)


def _cause(error: Exception) -> str:
    if isinstance(error, TimeoutError):
        return "no answer"
    if isinstance(error, ConnectionRefusedError):
        return "connection refused"
    if isinstance(error, ssl.SSLError):
        return "no secure connection"
    if isinstance(error, smtplib.SMTPResponseException):
        return _codes(error.smtp_code, error.smtp_error)
    return type(error).__name__
