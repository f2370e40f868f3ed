"""Two hundred everyday queries, asked as residents ask: what the page shows first, and among the first three.

The held-out half is measured, never read: a failure tells the totals only.
"""

from __future__ import annotations

import re

import pytest

from tests.demo_catalogue import demo_catalogue_fixture
from tests.finding.measure import HELD_OUT, TUNING, measure, read_queries

FIRST = 0.75
AMONG_THREE = 0.9
_RESULT = re.compile(r'portico-found__name" href="(?:/apply/([a-z0-9-]+)/"|([^"]+)")')


services = demo_catalogue_fixture()


@pytest.mark.usefixtures("services", "db")
@pytest.mark.parametrize("file", [TUNING, HELD_OUT], ids=["tuning", "held-out"])
def test_everyday_queries_find_their_service(client, file):
    def shown(words: str) -> list[str]:
        page = client.get("/find", {"words": words}).content.decode()
        return [service or other for service, other in _RESULT.findall(page)]

    measured = measure(read_queries(file), shown)
    good = (
        measured.first >= FIRST * measured.queries and measured.among_three >= AMONG_THREE * measured.queries
    )
    assert good, str(measured)


def test_the_halves_are_a_hundred_queries_each_and_share_none():
    tuning, held_out = read_queries(TUNING), read_queries(HELD_OUT)
    assert len(tuning) == len(held_out) == 100
    shared = {query.words.casefold() for query in tuning} & {query.words.casefold() for query in held_out}
    assert not shared, f"{len(shared)} queries are in both halves"
