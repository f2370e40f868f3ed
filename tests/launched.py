"""A whole Portico as people start it: `portico run` in a home of its own, with a PostgreSQL of its own.

launched = Launched(folder)
launched.start()                 # returns once it says that it is ready
launched.named("portico worker").kill()
launched.stop()
"""

from __future__ import annotations

import contextlib
import os
import signal
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Mapping
from pathlib import Path

import psutil

from tests.running import free_port


class Launched:
    """One `portico run` in a home of its own; `settings` are added to its environment."""

    def __init__(self, home: Path, settings: Mapping[str, str] | None = None) -> None:
        self.home = home
        self.port = free_port()
        self.environment = {
            name: value for name, value in os.environ.items() if name not in {"DATABASE_URL", "PORTICO_DEMO"}
        } | {"PORTICO_HOME": str(home), "PORT": str(self.port), **(settings or {})}
        self.process: subprocess.Popen[str] | None = None

    def start(self) -> None:
        self.process = subprocess.Popen(
            [sys.executable, "-m", "portico", "run"],
            env=self.environment, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True,
        )  # fmt: skip
        assert self.process.stdout
        said = []
        for line in self.process.stdout:
            said.append(line)
            if "Ctrl-C ends everything" in line:
                return
        raise AssertionError("".join(said))

    def stop(self) -> int:
        assert self.process
        self.process.send_signal(signal.SIGINT)
        self.process.communicate(timeout=60)
        return self.process.returncode

    def kill(self) -> None:
        assert self.process
        self.process.kill()
        self.process.communicate(timeout=60)

    def portico(self, *words: str) -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            [sys.executable, "-m", "portico", *words],
            env=self.environment, check=False, capture_output=True, text=True, timeout=120,
        )  # fmt: skip

    @property
    def number(self) -> int:
        """The process id of the launcher."""
        assert self.process
        return self.process.pid

    def begun(self) -> list[psutil.Process]:
        """Every living process that belongs to this home."""
        found = []
        for process in psutil.process_iter():
            with contextlib.suppress(psutil.Error):
                mine = process.environ().get("PORTICO_HOME") == str(self.home)
                if (mine or str(self.home) in process.cwd()) and process.pid != os.getpid():
                    found.append(process)
        return found

    def named(self, *words: str) -> psutil.Process:
        """The process whose command line holds all the words, the oldest first."""
        fitting = [p for p in self.begun() if all(word in " ".join(p.cmdline()) for word in words)]
        return min(fitting, key=lambda process: process.create_time())

    def is_ready(self) -> bool:
        with contextlib.suppress(urllib.error.URLError, OSError):
            return bool(
                urllib.request.urlopen(f"http://127.0.0.1:{self.port}/readyz", timeout=5).status == 200
            )
        return False

    def wait_until_ready(self, seconds: float = 60) -> None:
        until = time.monotonic() + seconds
        while not self.is_ready():
            assert time.monotonic() < until, "not ready in time"
            time.sleep(0.2)

    def address(self) -> str:
        return (self.home / "database_url").read_text()
