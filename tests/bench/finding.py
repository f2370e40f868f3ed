"""The page that finds services, beside a bare view with one full text query over the same services."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from urllib.parse import urlencode

from django.contrib.postgres.search import SearchVector
from django.db.models import CharField, Value

from portico.benchmarks.floor.models import FloorService
from portico.records.catalogue.queries import current_service, published_codes
from tests.bench.load import Request, run_load
from tests.bench.measures import TURNS, Figure, figure, statements_of
from tests.bench.site import Site
from tests.finding.measure import TUNING, read_queries

ROUNDS = 4
"""How often each query is asked in one turn."""


def finding(site: Site) -> Iterator[Figure]:
    """The 95th percentile of searches by a hundred everyday queries, one client, against the floor's."""
    _fill_floor()
    pages = [Request(f"/find?{urlencode({'words': one.words})}") for one in read_queries(TUNING)]
    _milliseconds(site.port, pages)  # each process makes its index at its first search
    took: list[float] = []
    floor: list[float] = []
    for _ in range(TURNS):
        floor += _milliseconds(site.floor_port, pages * ROUNDS)
        took += _milliseconds(site.port, pages * ROUNDS)
    ours, theirs = _p95(took), _p95(floor)
    yield figure("floor_find_ms_p95", theirs, "ms")
    yield figure("find_floor_ratio", ours / theirs, "ratio", p95_ms=round(ours, 2), queries=len(pages))
    yield figure("find_sql", statements_of(pages[0].path), "statements")


def _fill_floor() -> None:
    for code in published_codes():
        definition = current_service(code).definition
        words = " ".join([definition.name.en, *definition.keywords, definition.summary.en])
        FloorService.objects.create(
            code=code,
            name=definition.name.en,
            summary=definition.summary.en,
            words=SearchVector(Value(words, output_field=CharField()), config="english"),
        )


def _milliseconds(port: int, pages: list[Request]) -> list[float]:
    result = run_load(port=port, requests=pages, in_flight=1)
    result.demand(200)
    return [1000 * latency for latency in result.latencies]


def _p95(took: Sequence[float]) -> float:
    return sorted(took)[int(0.95 * len(took))]
