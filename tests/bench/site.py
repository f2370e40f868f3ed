"""A whole Portico as shipped, in a home of its own, and the floor beside it on the same database."""

from __future__ import annotations

import contextlib
import os
import signal
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from tests.running import free_port

SECONDS_TO_START = 180.0


@dataclass(frozen=True)
class Site:
    """Where Portico and the floor answer, and where its files are."""

    home: Path
    port: int
    floor_port: int


@contextlib.contextmanager
def running_site(home: Path) -> Iterator[Site]:
    """Run Portico (`portico run`: its own PostgreSQL, web server, worker), a mail sink and the floor."""
    site = Site(home, free_port(), free_port())
    mail_port = free_port()
    for name in ("DATABASE_URL", "PORTICO_OWNER_URL"):
        os.environ.pop(name, None)
    os.environ |= {
        "PORTICO_HOME": str(home),
        "PORT": str(site.port),
        "PORTICO_DEMO": "0",
        "PORTICO_SMTP_HOST": "127.0.0.1",
        "PORTICO_SMTP_PORT": str(mail_port),
        "PORTICO_SMTP_TLS": "0",
        "DJANGO_SETTINGS_MODULE": "portico.wiring.settings",
    }
    with contextlib.ExitStack() as stack:
        stack.enter_context(_process(["-m", "tests.bench.mail_sink", str(mail_port)]))
        stack.enter_context(_process(["-m", "portico", "run"]))
        _wait_for(f"http://127.0.0.1:{site.port}/readyz")
        os.environ["DATABASE_URL"] = (home / "database_url").read_text().strip()
        import django

        django.setup()
        _make_floor_tables(home)
        stack.enter_context(_process(["-m", "portico.benchmarks.floor", str(site.floor_port)]))
        _wait_for(f"http://127.0.0.1:{site.floor_port}/page")
        yield site


@contextlib.contextmanager
def _process(words: list[str]) -> Iterator[subprocess.Popen[bytes]]:
    process = subprocess.Popen(
        [sys.executable, *words], stdout=subprocess.DEVNULL, stderr=sys.stderr, start_new_session=True
    )
    try:
        yield process
    finally:
        process.send_signal(signal.SIGTERM)
        with contextlib.suppress(subprocess.TimeoutExpired):
            process.wait(timeout=60)
        with contextlib.suppress(ProcessLookupError):
            os.killpg(process.pid, signal.SIGKILL)


def _wait_for(address: str) -> None:
    until = time.monotonic() + SECONDS_TO_START
    while time.monotonic() < until:
        try:
            with urllib.request.urlopen(address, timeout=5):
                return
        except (urllib.error.URLError, OSError):
            time.sleep(0.2)
    raise TimeoutError(f"{address} did not answer within {SECONDS_TO_START:.0f} s.")


def _make_floor_tables(home: Path) -> None:
    """Create the tables of the floor as the owner, as migrations do, and let the serving role use them."""
    import psycopg
    from django.db import connection

    from portico.benchmarks.floor.models import TABLES
    from portico.wiring.launcher.cluster import OWNER, cluster_of
    from portico.wiring.launcher.home import Home

    with connection.schema_editor(collect_sql=True) as editor:
        for table in TABLES:
            editor.create_model(table)
    with psycopg.connect(cluster_of(Home(home)).url(OWNER)) as owner:
        for statement in editor.collected_sql:
            owner.execute(str(statement))
        for table in TABLES:
            owner.execute(f"GRANT SELECT, INSERT ON {table._meta.db_table} TO portico")
