"""A whole Portico for tests: web server, worker, a database of its own, and a mail server that keeps all.

portico = start_portico(folder)
portico.address            # http://127.0.0.1:41234
portico.mails              # what was sent so far, as email.message.EmailMessage
portico.worker.kill()      # kill -9; portico.start_worker() brings it back
portico.stop()
"""

from __future__ import annotations

import contextlib
import os
import signal
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
import uuid
from dataclasses import dataclass, field
from email import message_from_bytes, policy
from email.message import EmailMessage
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit, urlunsplit

import psycopg
from aiosmtpd.controller import Controller
from psycopg import sql

SECONDS_TO_START = 60.0


class KeepingMailServer:
    """A mail server on loopback that accepts every message and keeps it in memory.

    While `refuse` is true it answers every message with a temporary failure.
    """

    def __init__(self, port: int = 0) -> None:
        self.mails: list[EmailMessage] = []
        self.refuse = False
        self.port = port or free_port()
        self._controller: Controller | None = None

    async def handle_DATA(self, server: Any, session: Any, envelope: Any) -> str:
        """Keep one message (the name is aiosmtpd's)."""
        if self.refuse:
            return "451 Try again later"
        message = message_from_bytes(envelope.content, policy=policy.default)
        assert isinstance(message, EmailMessage)
        self.mails.append(message)
        return "250 Kept"

    def start(self) -> None:
        """Begin to listen."""
        self._controller = Controller(self, hostname="127.0.0.1", port=self.port)
        self._controller.start()

    def stop(self) -> None:
        """Stop listening; what was kept stays."""
        if self._controller:
            self._controller.stop()
            self._controller = None


@dataclass
class Running:
    """A Portico that runs: how to reach it and how to end it."""

    address: str
    port: int
    home: Path
    database_url: str
    mail_server: KeepingMailServer
    environment: dict[str, str]
    web: subprocess.Popen[bytes] = field(init=False)
    worker: subprocess.Popen[bytes] = field(init=False)

    @property
    def mails(self) -> list[EmailMessage]:
        """Every message that the mail server took so far."""
        return self.mail_server.mails

    def portico(self, *words: str, check: bool = True) -> subprocess.CompletedProcess[str]:
        """Run a `portico` command against the same database and home."""
        return subprocess.run(
            [sys.executable, "-m", "portico", *words],
            env=self.environment, check=check, capture_output=True, text=True, timeout=600,
        )  # fmt: skip

    def start_web(self) -> None:
        """Start the web server; `wait_until_ready` says when it answers."""
        self.web = self._start("serve", "--port", str(self.port))

    def start_worker(self) -> None:
        """Start the worker."""
        self.worker = self._start("worker")

    def wait_until_ready(self, seconds: float = SECONDS_TO_START) -> None:
        """Return when /readyz answers 200; raise `TimeoutError` with the end of the log otherwise."""
        until = time.monotonic() + seconds
        while time.monotonic() < until:
            try:
                with urllib.request.urlopen(f"{self.address}/readyz", timeout=5) as answer:
                    if answer.status == 200:
                        return
            except (urllib.error.URLError, OSError):
                time.sleep(0.1)
        log = (self.home / "test.log").read_text(errors="replace")[-3000:]
        raise TimeoutError(f"Portico was not ready within {seconds:.0f} s.\n{log}")

    def wait_for_mails(self, count: int, seconds: float = 20.0) -> list[EmailMessage]:
        """Return the messages once there are at least `count`; raise `TimeoutError` otherwise."""
        until = time.monotonic() + seconds
        while len(self.mails) < count:
            if time.monotonic() > until:
                raise TimeoutError(f"{len(self.mails)} of {count} messages came within {seconds:.0f} s.")
            time.sleep(0.05)
        return self.mails

    def kill(self, process: subprocess.Popen[bytes]) -> None:
        """Kill a process and all it started, as `kill -9` does."""
        with contextlib.suppress(ProcessLookupError):
            os.killpg(process.pid, signal.SIGKILL)
        process.wait()

    def stop(self) -> None:
        """Stop everything and drop the database."""
        for process in (self.web, self.worker):
            process.terminate()
        for process in (self.web, self.worker):
            with contextlib.suppress(subprocess.TimeoutExpired):
                process.wait(timeout=20)
            self.kill(process)
        self.mail_server.stop()
        drop_database(self.database_url)

    def _start(self, *words: str) -> subprocess.Popen[bytes]:
        with (self.home / "test.log").open("ab") as log:
            return subprocess.Popen(
                [sys.executable, "-m", "portico", *words],
                env=self.environment, stdout=log, stderr=log, start_new_session=True,
            )  # fmt: skip


def start_portico(home: Path, *, settings: dict[str, str] | None = None) -> Running:
    """Start a whole Portico that keeps its files in `home`; `settings` are added to its environment.

    Its database is made on the server that the tests use (`DATABASE_URL`). Raises `TimeoutError` if it does
    not become ready.
    """
    port = free_port()
    url = make_database()
    mail_server = KeepingMailServer()
    mail_server.start()
    environment = {
        **os.environ,
        "DJANGO_SETTINGS_MODULE": "portico.wiring.settings",
        "DATABASE_URL": url,
        "PORTICO_HOME": str(home),
        "PORT": str(port),
        "PORTICO_PUBLIC_ADDRESS": f"http://127.0.0.1:{port}",
        "PORTICO_SMTP_HOST": "127.0.0.1",
        "PORTICO_SMTP_PORT": str(mail_server.port),
        "PORTICO_SMTP_TLS": "0",
        **(settings or {}),
    }
    running = Running(
        address=f"http://127.0.0.1:{port}",
        port=port,
        home=home,
        database_url=url,
        mail_server=mail_server,
        environment=environment,
    )
    running.portico("migrate")
    running.start_web()
    running.start_worker()
    try:
        running.wait_until_ready()
    except BaseException:
        running.stop()
        raise
    return running


def free_port() -> int:
    """A port on loopback that nothing listens on now."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


def make_database() -> str:
    """Create an empty database beside the one in `DATABASE_URL` and return its address."""
    server = os.environ["DATABASE_URL"]
    name = f"portico_running_{uuid.uuid4().hex[:10]}"
    with psycopg.connect(server, autocommit=True) as connection:
        connection.execute(sql.SQL("CREATE DATABASE {}").format(sql.Identifier(name)))
    return urlunsplit(urlsplit(server)._replace(path=f"/{name}"))


def drop_database(url: str) -> None:
    """Drop a database that `make_database` made, whoever is still connected."""
    name = urlsplit(url).path.strip("/")
    with psycopg.connect(os.environ["DATABASE_URL"], autocommit=True) as connection:
        connection.execute(sql.SQL("DROP DATABASE IF EXISTS {} WITH (FORCE)").format(sql.Identifier(name)))
