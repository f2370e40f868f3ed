"""A Portico as people start it, with a small council, finished forms and a mail server."""

from __future__ import annotations

import contextlib
import json
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import psutil
import psycopg
import pytest

from tests.launched import Launched
from tests.long.drafts import Held
from tests.running import KeepingMailServer


@dataclass(frozen=True)
class Council:
    """A Portico that runs, and the mail server that it hands its messages to."""

    launched: Launched
    mail: KeepingMailServer

    def finished_forms(self, count: int) -> list[Held]:
        """So many forms of as many people, ready to be sent."""
        done = subprocess.run(
            [sys.executable, "-m", "tests.long.drafts", str(count)],
            env={**self.launched.environment, "DJANGO_SETTINGS_MODULE": "portico.wiring.settings"},
            stdout=subprocess.PIPE, text=True, check=True, timeout=300,
        )  # fmt: skip
        return [Held(**form) for form in json.loads(done.stdout.splitlines()[-1])]

    def message_ids(self) -> list[str]:
        """The Message-ID of every message that the mail server took, once for each time."""
        return [str(message["Message-ID"]).strip("<> ") for message in self.mail.mails]

    def wait_until_drained(self, seconds: float = 150.0) -> None:
        """Return once no job is left to do and no message waits; raise `TimeoutError` otherwise."""
        until = time.monotonic() + seconds
        left: tuple[int, ...] | None = None
        while time.monotonic() < until:
            with psycopg.connect(self.launched.address()) as connection:
                left = connection.execute(_LEFT).fetchone()
            if left == (0, 0):
                return
            time.sleep(0.5)
        raise TimeoutError(f"The worker did not finish; jobs and messages left: {left}")


_LEFT = """
SELECT (SELECT count(*) FROM procrastinate_jobs WHERE status IN ('todo', 'doing')),
       (SELECT count(*) FROM messages_message WHERE state = 'queued')"""


@pytest.fixture(scope="module")
def council() -> Iterator[Council]:
    """`portico run` with a PostgreSQL of its own, durable as shipped, and a mail server that keeps all."""
    mail = KeepingMailServer()
    mail.start()
    with tempfile.TemporaryDirectory(prefix="portico-long-") as folder:
        # PostgreSQL's account has to reach its folder when root runs this.
        Path(folder).chmod(0o711)
        settings = {
            "PORTICO_SMTP_HOST": "127.0.0.1",
            "PORTICO_SMTP_PORT": str(mail.port),
            "PORTICO_SMTP_TLS": "0",
        }
        launched = Launched(Path(folder) / "home", settings)
        try:
            launched.start()
            yield Council(launched, mail)
        finally:
            with contextlib.suppress(Exception):
                launched.stop()
            for process in launched.begun():
                with contextlib.suppress(psutil.Error):
                    process.kill()
            mail.stop()
