"""The worker does every job at least once, and what a job enqueues is in the job's own transaction."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import psycopg
import pytest

from tests.running import drop_database, make_database

pytestmark = pytest.mark.long

WORKER = """
import django
django.setup()
from django.db import connection, transaction
from procrastinate import RetryStrategy
from procrastinate.contrib.django import app
from portico.wiring.jobs import work

def note(words):
    with connection.cursor() as cursor:
        cursor.execute("INSERT INTO done (words) VALUES (%s)", [words])

@app.task(name="plain")
def plain(number):
    note(f"plain {number}")

@app.task(name="falls_once", retry=RetryStrategy(max_attempts=3, wait=0), pass_context=True)
def falls_once(context):
    note(f"attempt {context.job.attempts}")
    if not context.job.attempts:
        raise ValueError("once")

@app.task(name="falls")
def falls():
    raise ValueError("always, said Ada Lovelace")

@app.task(name="enqueues")
def enqueues(keep):
    try:
        with transaction.atomic():
            app.configure_task(name="plain").defer(number=100 + keep)
            if not keep:
                raise RuntimeError
    except RuntimeError:
        note("rolled back")

for number in range(20):
    app.configure_task(name="plain").defer(number=number)
app.configure_task(name="falls_once").defer()
app.configure_task(name="falls").defer()
app.configure_task(name="enqueues").batch_defer({"keep": 0}, {"keep": 1})
work(at_once=4, until_empty=True)
work(at_once=4, until_empty=True)
"""


@pytest.fixture
def database() -> Iterator[str]:
    url = make_database()
    yield url
    drop_database(url)


def test_jobs_are_done_tried_again_and_kept_when_they_fail(database, tmp_path: Path):
    environment = {
        **os.environ,
        "DATABASE_URL": database,
        "PORTICO_HOME": str(tmp_path),
        "DJANGO_SETTINGS_MODULE": "portico.wiring.settings",
    }
    subprocess.run(
        [sys.executable, "-m", "portico", "migrate"], env=environment, check=True, capture_output=True
    )
    with psycopg.connect(database, autocommit=True) as connection:
        connection.execute("CREATE TABLE done (words text)")
        worked = subprocess.run(
            [sys.executable, "-c", WORKER],
            env=environment,
            check=True,
            capture_output=True,
            text=True,
            timeout=120,
        )
        done = sorted(row[0] for row in connection.execute("SELECT words FROM done"))
        left = connection.execute("SELECT task_name, status FROM procrastinate_jobs").fetchall()
    assert done == sorted(
        [*(f"plain {number}" for number in range(20)), "attempt 0", "attempt 1", "rolled back", "plain 101"]
    )
    assert left == [("falls", "failed")]
    assert "builtins.ValueError" in worked.stderr
    assert "Ada" not in worked.stderr
