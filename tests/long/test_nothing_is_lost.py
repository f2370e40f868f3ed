"""An acknowledged submission exists once, with its case, event and message, whatever is killed meanwhile.

The seed decides what is killed and when. To deal the same blows again:

    PORTICO_TEST_SEED=… python -m pytest -m long -s tests/long/test_nothing_is_lost.py
"""

from __future__ import annotations

import asyncio
import os
import random
import time
from collections import Counter
from collections.abc import Sequence

import psycopg
import pytest

from tests.long.conftest import Council
from tests.long.drafts import Held
from tests.long.killing import plan, strike
from tests.long.sending import Senders, Told

pytestmark = pytest.mark.long

SUBMISSIONS = 500
IN_FLIGHT = 32
KILLS = 20
SECONDS_FOR_ALL = 240.0

EXPECTED_ANSWERS = {"302", "503", "connection refused", "connection broken", "no answer in time"}
"""A resident meets the confirmation, the page that asks to try again, or no server; never anything else."""


def test_nothing_is_lost(council: Council):
    seed = int(os.environ.get("PORTICO_TEST_SEED") or random.randrange(1_000_000))
    print(f"\nSeed {seed}: {SUBMISSIONS} submissions, {IN_FLIGHT} in flight, {KILLS} kills")
    forms = council.finished_forms(SUBMISSIONS)
    address = council.launched.address()
    with psycopg.connect(address) as connection:
        for setting in ("fsync", "synchronous_commit", "full_page_writes"):
            assert connection.execute(f"SHOW {setting}").fetchone() == ("on",)

    begun = time.monotonic()
    told, killed = asyncio.run(_storm(council, forms, seed))
    kinds = dict(Counter(kind for kind, _ in killed))
    print(f"  {time.monotonic() - begun:.0f} s. Killed: {kinds}. Answers: {dict(told.answers)}")
    print(f"  Pressed Send more than once: {sum(tries > 1 for tries in told.tries.values())}")
    assert not told.given_up
    assert len(killed) == KILLS
    assert all(acknowledged < SUBMISSIONS for _, acknowledged in killed), "a blow fell when all was over"
    assert set(told.answers) <= EXPECTED_ANSWERS | {f"confirmation {name}" for name in EXPECTED_ANSWERS}

    council.launched.wait_until_ready(120)
    begun = time.monotonic()
    council.wait_until_drained()
    print(f"  Drained after {time.monotonic() - begun:.0f} s")
    _assert_each_exists_once(address, [form.draft for form in forms], told, council.message_ids())


async def _storm(council: Council, forms: Sequence[Held], seed: int) -> tuple[Told, list[tuple[str, int]]]:
    """Send everything while blows fall."""
    launched = council.launched
    senders = Senders(launched.port, forms, in_flight=IN_FLIGHT, seconds=SECONDS_FOR_ALL)
    blows = plan(seed, kills=KILLS, submissions=SUBMISSIONS)
    sending = asyncio.create_task(senders.send_all())
    killed = await strike(launched, blows, senders)
    return await sending, killed


def _assert_each_exists_once(address: str, drafts: list[str], told: Told, mailed: list[str]) -> None:
    """Every draft has one case with one event, contact and message, under the reference that was shown."""
    with psycopg.connect(address) as connection:
        rows = connection.execute(_WHAT_BECAME).fetchall()
        counts = {
            name: connection.execute(f"SELECT count(*) FROM {table}").fetchone()
            for name, table in _TABLES.items()
        }
        assert connection.execute(_FAILED_JOBS).fetchall() == []
    assert sorted(key for key, *_ in rows) == sorted(drafts)
    assert counts == dict.fromkeys(_TABLES, (len(drafts),))
    times = Counter(mailed)
    for key, reference, kept, opened, contacts, message_ids in rows:
        assert told.references[key] == reference == kept, key
        assert (opened, contacts, len(message_ids)) == (1, 1, 1), key
        assert times[message_ids[0]] >= 1, key
    assert set(times) == {id for *_, ids in rows for id in ids}
    print(f"  {len(rows)} cases, events, contacts and messages; {len(mailed)} times a message was taken")


_TABLES = {
    "cases": "cases_case",
    "contacts": "contacts_contact",
    "messages": "messages_message WHERE state = 'sent'",
    "openings": "ledger_event WHERE name = 'case.opened'",
    "forms sent": "ledger_event WHERE name = 'form.sent'",
    "messages written": "ledger_event WHERE name = 'message.written'",
    "messages sent": "ledger_event WHERE name = 'message.sent'",
}

_WHAT_BECAME = """
SELECT c.source_key, c.reference, d.case_reference,
       (SELECT count(*) FROM ledger_event e
         WHERE e.name = 'case.opened' AND e.subjects->>'case' = c.id::text),
       (SELECT count(*) FROM contacts_contact t WHERE t.case_id = c.id),
       (SELECT coalesce(array_agg(m.message_id), '{}') FROM messages_message m WHERE m.case_id = c.id)
  FROM cases_case c LEFT JOIN web_draft d ON d.id::text = c.source_key
 WHERE c.source = 'form'"""

_FAILED_JOBS = (
    "SELECT task_name, count(*) FROM procrastinate_jobs WHERE status = 'failed' GROUP BY task_name ORDER BY 1"
)
