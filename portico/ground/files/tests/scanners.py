"""A scanner for tests: speaks clamd's protocol on loopback and knows one signature."""

from __future__ import annotations

import socketserver
import struct
import threading
from collections.abc import Iterator
from contextlib import contextmanager

EICAR = rb"X5O!P%@AP[4\PZX54(P^)7CC)7}$" + rb"EICAR-STANDARD-ANTIVIRUS-TEST-FILE!$H+H*"
"""The harmless string that every scanner reports (eicar.org), in two halves: none reports this file."""


class _Handler(socketserver.BaseRequestHandler):
    server: LoopbackScanner

    def handle(self) -> None:
        command = self._until_nul()
        if command == b"zPING":
            self.request.sendall(b"PONG\0")
            return
        if self.server.answer is not None:
            self.request.sendall(self.server.answer)
            return
        content = b""
        while size := struct.unpack("!I", self._exactly(4))[0]:
            content += self._exactly(size)
        verdict = b"Eicar-Test-Signature FOUND" if EICAR in content else b"OK"
        self.request.sendall(b"stream: " + verdict + b"\0")

    def _until_nul(self) -> bytes:
        received = b""
        while not received.endswith(b"\0"):
            received += self._exactly(1)
        return received[:-1]

    def _exactly(self, size: int) -> bytes:
        received = b""
        while len(received) < size:
            piece = self.request.recv(size - len(received))
            if not piece:
                raise ConnectionResetError
            received += piece
        return received


class LoopbackScanner(socketserver.ThreadingTCPServer):
    """Listens on a free port; with `answer` set it says just that and hangs up."""

    allow_reuse_address = True
    daemon_threads = True
    answer: bytes | None = None

    def handle_error(self, request: object, client_address: object) -> None:
        """Say nothing of clients that hang up."""

    @property
    def address(self) -> str:
        return f"127.0.0.1:{self.server_address[1]}"


@contextmanager
def scanner_running() -> Iterator[LoopbackScanner]:
    with LoopbackScanner(("127.0.0.1", 0), _Handler) as server:
        threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True).start()
        try:
            yield server
        finally:
            server.shutdown()
