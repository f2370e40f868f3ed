"""A real mail server on loopback for tests: takes, refuses, puts off and hangs up as told."""

from __future__ import annotations

import socket
from collections.abc import Iterator
from contextlib import contextmanager
from email import message_from_bytes, policy
from email.message import EmailMessage
from typing import Any

from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP


class MailServer:
    """`answers` maps a recipient to the replies it gets in turn; `hang_up` hangs up so many times."""

    def __init__(self) -> None:
        self.port = 0
        self.begin_anew()

    def begin_anew(self) -> None:
        """Forget what was taken and what was to be answered."""
        self.taken: list[EmailMessage] = []
        self.answers: dict[str, list[str]] = {}
        self.content_answers: list[str] = []
        self.sender_answer = ""
        self.hang_up = 0
        self.connections = 0
        self.pipelining = True

    async def handle_EHLO(
        self, server: SMTP, session: Any, envelope: Any, hostname: str, responses: list[str]
    ) -> list[str]:
        self.connections += 1
        session.host_name = hostname
        return [*responses[:1], "250-PIPELINING", *responses[1:]] if self.pipelining else responses

    async def handle_MAIL(
        self, server: SMTP, session: Any, envelope: Any, address: str, options: list[str]
    ) -> str:
        if self.sender_answer:
            return self.sender_answer
        envelope.mail_from = address
        return "250 OK"

    async def handle_RCPT(
        self, server: SMTP, session: Any, envelope: Any, address: str, options: list[str]
    ) -> str:
        if self.answers.get(address):
            return self.answers[address].pop(0)
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, server: SMTP, session: Any, envelope: Any) -> str:
        if self.hang_up:
            self.hang_up -= 1
            assert server.transport is not None
            server.transport.close()
            return "421 never seen"
        if self.content_answers:
            return self.content_answers.pop(0)
        message = message_from_bytes(envelope.content, policy=policy.default)
        assert isinstance(message, EmailMessage)
        self.taken.append(message)
        return "250 OK"


@contextmanager
def mail_server_running(port: int = 0) -> Iterator[MailServer]:
    server = MailServer()
    controller = Controller(server, hostname="127.0.0.1", port=port or _free_port())
    controller.start()
    server.port = controller.port
    try:
        yield server
    finally:
        controller.stop()


def _free_port() -> int:
    with socket.socket() as one:
        one.bind(("127.0.0.1", 0))
        port: int = one.getsockname()[1]
        return port


def text_of(message: EmailMessage, kind: str = "plain") -> str:
    """The text of one part, with plain line ends."""
    part = message.get_body((kind,))
    assert part is not None
    content: str = part.get_content()
    return content.replace("\r\n", "\n")
