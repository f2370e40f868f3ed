"""A mail server that says yes to everything and keeps nothing, so that it hardly counts in a benchmark.

It takes commands in a row, as real ones do.
"""

from __future__ import annotations

import asyncio
import sys


class _Sink(asyncio.Protocol):
    """One conversation: what came and was not answered yet, and whether a message is being taken."""

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        """Greet."""
        assert isinstance(transport, asyncio.Transport)
        self.transport, self.held, self.in_message = transport, b"", False
        transport.write(b"220 sink\r\n")

    def data_received(self, data: bytes) -> None:
        """Answer all that is whole, with one write."""
        self.held += data
        answers = []
        while True:
            end = b"\r\n.\r\n" if self.in_message else b"\r\n"
            before, found, after = self.held.partition(end)
            if not found:
                break
            self.held = after
            if self.in_message:
                self.in_message = False
                answers.append(b"250 taken\r\n")
            else:
                answers.append(self.answer_to(before[:4].upper()))
        self.transport.write(b"".join(answers))

    def answer_to(self, verb: bytes) -> bytes:
        """The answer to one command."""
        if verb == b"DATA":
            self.in_message = True
            return b"354 go on\r\n"
        if verb == b"QUIT":
            self.transport.close()
        return b"250-sink\r\n250-PIPELINING\r\n250 8BITMIME\r\n" if verb == b"EHLO" else b"250 ok\r\n"


async def _serve(port: int) -> None:
    server = await asyncio.get_running_loop().create_server(_Sink, "127.0.0.1", port)
    await server.serve_forever()


if __name__ == "__main__":
    asyncio.run(_serve(int(sys.argv[1])))
