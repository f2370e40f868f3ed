"""Whether the port to listen on is free."""

from __future__ import annotations

import errno
import socket

from portico.wiring.words import PlainError


def check_free(host: str, port: int) -> None:
    """Raise `PlainError` unless a server can listen on `host` and `port`."""
    if not 1 <= port <= 65535:
        raise PlainError(f"PORT is {port}. Write a number from 1 to 65535, such as 8000.")
    try:
        family, kind, protocol, _, address = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)[0]
    except socket.gaierror as error:
        raise PlainError(f"PORTICO_LISTEN is {host!r}, which is no address of this machine.") from error
    with socket.socket(family, kind, protocol) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind(address)
        except OSError as error:
            if error.errno == errno.EADDRINUSE:
                raise PlainError(
                    f"Port {port} is taken by another program. "
                    f"Choose another, for example: PORT={port + 1} make run"
                ) from error
            if error.errno in {errno.EACCES, errno.EPERM}:
                raise PlainError(
                    f"Only root may listen on port {port}. Choose one above 1023, for example: "
                    "PORT=8000 make run"
                ) from error
            raise PlainError(f"Portico cannot listen on {host}, port {port}: {error.strerror}.") from error
