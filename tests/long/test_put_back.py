"""A backup of a Portico at work, put back elsewhere: every record and every file is there again."""

from __future__ import annotations

import asyncio
from pathlib import Path

import psycopg
import pytest
from psycopg import sql

from tests.launched import Launched
from tests.long.conftest import Council
from tests.long.sending import Senders

pytestmark = pytest.mark.long

FORMS = 40


def counts(address: str) -> dict[str, int]:
    """The rows of every table of ours, by its name; jobs come and go by themselves."""
    with psycopg.connect(address) as connection:
        names = connection.execute(
            "SELECT tablename FROM pg_tables WHERE schemaname = 'public'"
            " AND tablename NOT LIKE 'procrastinate%' ORDER BY 1"
        ).fetchall()
        found = {}
        for (name,) in names:
            row = connection.execute(sql.SQL("SELECT count(*) FROM {}").format(sql.Identifier(name)))
            (found[name],) = row.fetchone() or (0,)
        return found


def files_of(home: Path) -> dict[str, bytes]:
    """The content of every kept file."""
    kept = (home / "files").glob("[0-9a-f][0-9a-f]/*")
    return {path.name: path.read_bytes() for path in kept}


def test_a_backup_put_back_elsewhere_holds_the_same_counts(council: Council):
    one = council.launched
    senders = Senders(one.port, council.finished_forms(FORMS), in_flight=8, seconds=60)
    told = asyncio.run(senders.send_all())
    assert len(told.references) == FORMS
    council.wait_until_drained()
    before = counts(one.address())
    assert before["cases_case"] == before["messages_message"] == FORMS
    assert files_of(one.home)

    backup = one.home.parent / "backup"
    made = one.portico("backup", str(backup))
    assert made.returncode == 0, made.stderr
    two = Launched(one.home.parent / "other")
    restored = two.portico("restore", str(backup))
    assert restored.returncode == 0, restored.stderr
    assert files_of(two.home) == files_of(one.home)
    try:
        two.start()
        assert counts(two.address()) == before
        with psycopg.connect(two.address()) as connection:
            kept = connection.execute("SELECT source_key, reference FROM cases_case").fetchall()
        assert dict(kept) == told.references
    finally:
        two.stop()
