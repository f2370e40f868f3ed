"""`make bench`: measure Portico as shipped beside a floor, and write one JSON object a figure.

`--cases N` makes the large measures smaller (for trying the benchmark out); `--only NAME …` runs some.
"""

from __future__ import annotations

import argparse
import json
import sys
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from tests.bench.site import Site, running_site

if TYPE_CHECKING:
    from tests.bench.measures import Floors

SMALL = 10_000
A_BATCH = 100_000
PARTS = ("submit", "journey", "form", "case", "find", "queue", "search")


@dataclass(frozen=True)
class Bench:
    """What all measures of one run share."""

    site: Site
    floors: Floors
    session: str
    cases: int
    parts: list[str]


def main() -> None:
    """Run the benchmarks; figures go to standard output, what is being done to standard error."""
    parser = argparse.ArgumentParser(prog="make bench", description=__doc__)
    parser.add_argument("--cases", type=int, default=1_000_000, help="cases of the large measures")
    parser.add_argument("--only", nargs="+", choices=PARTS, default=list(PARTS), help="parts to run")
    arguments = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="portico-bench-") as folder:
        Path(folder).chmod(0o755)
        with running_site(Path(folder)) as site:
            for line in _run(site, arguments.cases, arguments.only):
                print(json.dumps(line), flush=True)  # noqa: T201 - this is what a benchmark is for


def _run(site: Site, cases: int, parts: list[str]) -> Iterator[dict[str, object]]:
    from tests.bench import measures
    from tests.bench.finding import finding
    from tests.bench.town import build_town, officer

    _say("Building the town")
    build_town()
    floors = measures.Floors(site)
    floors.insert_per_s(500)
    bench = Bench(site, floors, officer(), cases, parts)
    for part, said, measure in (
        ("submit", "Submissions", lambda: measures.submissions(site, floors)),
        ("journey", "Journeys", lambda: measures.journeys(site, floors)),
        ("form", "Form of sixty questions", lambda: measures.form_page(site, floors)),
        ("case", "Case page", lambda: measures.case_page(site, floors, bench.session)),
        ("find", "Finding services", lambda: finding(site)),
    ):
        if part in parts:
            _say(said)
            yield from (figure.as_line() for figure in measure())
    if {"queue", "search"} & set(parts):
        yield from _large(bench)
    yield from (figure.as_line() for figure in floors.figures())


def _large(bench: Bench) -> Iterator[dict[str, object]]:
    from tests.bench import measures

    sizes = {"10k": min(SMALL, bench.cases), "1m": bench.cases}
    filters = measures.typical_filters()
    ratios: dict[str, float] = {}
    have = 0
    for size, count in sizes.items():
        _make_cases(bench, have, count)
        have = count
        if "queue" in bench.parts:
            _say(f"Queue of {count:,}")
            for figure in measures.queue(bench.site, bench.floors, bench.session, size, filters):
                ratios[figure.name] = figure.value
                yield figure.as_line()
    if "queue" in bench.parts:
        growth = ratios["queue_floor_ratio_1m"] / ratios["queue_floor_ratio_10k"]
        yield measures.figure("queue_growth", growth, "ratio").as_line()
    if "search" in bench.parts:
        _say("Search")
        common, rare = measures.common_and_rare_words()
        for figure in measures.search(bench.site, bench.floors, bench.session, common, rare):
            yield figure.as_line()


def _make_cases(bench: Bench, have: int, count: int) -> None:
    from portico.benchmarks.seed import seed_cases, vacuum_as, vocabulary
    from portico.wiring.launcher.cluster import OWNER, cluster_of
    from portico.wiring.launcher.home import Home
    from tests.bench.town import kinds

    words, now = vocabulary(), datetime.now(UTC)
    for until in [*range(have + A_BATCH, count, A_BATCH), count]:
        _say(f"Making cases: {until:,} of {count:,}")
        seed_cases(until=until, kinds=kinds(), words=words, now=now)
    vacuum_as(cluster_of(Home(bench.site.home)).url(OWNER))


def _say(what: str) -> None:
    sys.stderr.write(f"{what} …\n")


if __name__ == "__main__":
    main()
