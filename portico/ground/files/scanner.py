"""Talking to a virus scanner: clamd's INSTREAM, over TCP or a Unix socket.

The protocol (clamd(8), COMMANDS): `zINSTREAM`, then chunks, each behind its length in four bytes, most
significant first; a length of 0 ends the stream. The answer is one line: `stream: OK`,
`stream: <signature> FOUND`, or `… ERROR`, ended by a NUL because the command began with `z`.
"""

from __future__ import annotations

import re
import socket
import struct
from dataclasses import dataclass
from typing import BinaryIO

CONNECT_SECONDS = 5.0
ANSWER_SECONDS = 120.0
"""How long one step (sending a chunk, waiting for the answer) may take."""

CHUNK_BYTES = 65_536
LONGEST_ANSWER = 4_096
LONGEST_FINDING = 200


class ScannerUnavailableError(Exception):
    """The scanner did not answer, or not to the question: try again later."""


@dataclass(frozen=True)
class Finding:
    """What the scanner says: `infected`, and by what."""

    infected: bool
    signature: str = ""


@dataclass(frozen=True)
class Scanner:
    """A clamd at `address`: `host:port` (`[::1]:3310` for IPv6) or the path of a Unix socket."""

    address: str
    connect_seconds: float = CONNECT_SECONDS
    answer_seconds: float = ANSWER_SECONDS

    def scan(self, content: BinaryIO) -> Finding:
        """Let the scanner look at a content. Raises `ScannerUnavailableError` where it gives no verdict."""
        try:
            with self._connect() as connection:
                answer = _send(connection, content)
        except OSError as error:
            raise ScannerUnavailableError(
                f"The virus scanner at {self.address} cannot be reached ({error})."
            ) from error
        return _read_answer(answer)

    def answers(self) -> bool:
        """Say whether the scanner is there (`zPING` is answered by `PONG`)."""
        try:
            with self._connect() as connection:
                connection.sendall(b"zPING\0")
                return _receive(connection) == "PONG"
        except OSError:
            return False

    def _connect(self) -> socket.socket:
        if self.address.startswith("/"):
            connection = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
            try:
                connection.settimeout(self.connect_seconds)
                connection.connect(self.address)
            except OSError:
                connection.close()
                raise
        else:
            host, _, port = self.address.rpartition(":")
            connection = socket.create_connection((host.strip("[]"), int(port)), self.connect_seconds)
        connection.settimeout(self.answer_seconds)
        return connection


def is_scanner_address(address: str) -> bool:
    """Say whether this can be the address of a scanner: a path from `/`, or `host:port`."""
    if address.startswith("/"):
        return True
    match = re.fullmatch(r"(\[[0-9a-fA-F:]+\]|[A-Za-z0-9.-]+):(\d{1,5})", address)
    return match is not None and 0 < int(match[2]) < 65_536


def _send(connection: socket.socket, content: BinaryIO) -> str:
    """Send the content and return the answer.

    A scanner that has seen enough (its own size limit) answers and hangs up while we still send: then its
    answer is what counts, if there is one.
    """
    try:
        connection.sendall(b"zINSTREAM\0")
        while chunk := content.read(CHUNK_BYTES):
            connection.sendall(struct.pack("!I", len(chunk)) + chunk)
        connection.sendall(struct.pack("!I", 0))
    except (BrokenPipeError, ConnectionResetError):
        answer = _receive(connection)
        if not answer:
            raise
        return answer
    return _receive(connection)


def _receive(connection: socket.socket) -> str:
    answer = b""
    while not answer.endswith(b"\0") and len(answer) < LONGEST_ANSWER:
        received = connection.recv(LONGEST_ANSWER)
        if not received:
            break
        answer += received
    return answer.rstrip(b"\0").decode("utf-8", "replace").strip()


def _read_answer(answer: str) -> Finding:
    if answer == "stream: OK":
        return Finding(infected=False)
    found = re.fullmatch(r"stream: (.+) FOUND", answer)
    if found:
        return Finding(infected=True, signature=found[1][:LONGEST_FINDING])
    raise ScannerUnavailableError(f"The virus scanner gave no verdict: {answer[:200]!r}.")
