"""`make bench`: measure Portico as shipped beside a floor, and write one JSON object a figure.

`--cases N` makes the large measures smaller (for trying the benchmark out); `--only NAME …` runs some.
"""

from __future__ import annotations

import argparse
import json
import sys
import tempfile
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

from tests.bench.site import Site, running_site

SMALL = 10_000
A_BATCH = 100_000
PARTS = ("submit", "journey", "case", "queue", "search")


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
    from tests.bench.town import build_town, kinds, officer

    _say("Building the town")
    build_town()
    session = officer()
    floors = measures.Floors(site)
    floors.insert_per_s(500)
    steps: list[tuple[str, Iterator[measures.Figure]]] = []
    if "submit" in parts or "case" in parts:
        steps.append(("Submissions", measures.submissions(site, floors)))
    if "journey" in parts:
        steps.append(("Journeys", measures.journeys(site, floors)))
    if "case" in parts:
        steps.append(("Case page", measures.case_page(site, floors, session)))
    for said, figures in steps:
        _say(said)
        yield from (figure.as_line() for figure in figures)
    if {"queue", "search"} & set(parts):
        yield from _large(site, floors, session, cases, parts, kinds())
    yield from (figure.as_line() for figure in floors.figures())


def _large(
    site: Site, floors, session: str, cases: int, parts: list[str], kinds
) -> Iterator[dict[str, object]]:  # type: ignore[no-untyped-def]
    from portico.benchmarks.seed import seed_cases, vocabulary
    from tests.bench import measures

    words, now = vocabulary(), datetime.now(UTC)
    filters = measures.typical_filters()
    values: dict[str, float] = {}
    for size, count in (("10k", min(SMALL, cases)), ("1m", cases)):
        _say(f"Making cases up to {count:,}")
        have = SMALL if size == "1m" else 0
        for until in [*range(have + A_BATCH, count, A_BATCH), count]:
            seed_cases(until=until, kinds=kinds, words=words, now=now)
        if "queue" in parts:
            _say(f"Queue of {count:,}")
            for figure in measures.queue(site, floors, session, size, filters):
                values[figure.name] = figure.value
                yield figure.as_line()
    if "queue" in parts:
        growth = values["queue_floor_ratio_1m"] / values["queue_floor_ratio_10k"]
        yield measures.figure("queue_growth", growth, "ratio").as_line()
    if "search" in parts:
        _say("Search")
        common, rare = measures.common_and_rare_words()
        for figure in measures.search(site, floors, session, common, rare):
            yield figure.as_line()


def _say(what: str) -> None:
    sys.stderr.write(f"{what} …\n")


if __name__ == "__main__":
    main()
