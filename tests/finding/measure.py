"""How well everyday queries find the service they mean: first, and among the first three.

What counts is what a resident sees on the page: pages of the portal stand among the services there.
"""

from __future__ import annotations

import csv
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

from portico.portal.finding.pages import pages_to_find
from portico.records.catalogue.finding.documents import documents_of, life_event_document
from portico.records.catalogue.finding.everyday import phrases_of
from portico.records.catalogue.finding.finder import Finder
from portico.records.catalogue.reading.folder import files_in, read_files

HERE = Path(__file__).parent
TUNING = HERE / "queries_tuning.csv"
HELD_OUT = HERE / "queries_held_out.csv"
SERVICES = HERE.parents[1] / "services"
FEW = 3


@dataclass(frozen=True)
class Query:
    """What somebody types, and the code of the service they mean."""

    words: str
    service: str


@dataclass(frozen=True)
class Measured:
    """How many queries there are, and how many find their service first and among the first three."""

    queries: int
    first: int
    among_three: int

    def __str__(self) -> str:
        return (
            f"{self.queries} queries: {self.first / self.queries:.0%} first, "
            f"{self.among_three / self.queries:.0%} among the first three"
        )


def read_queries(file: Path) -> list[Query]:
    """The queries of a file with the columns `query` and `service`."""
    with file.open(encoding="utf-8", newline="") as rows:
        return [Query(row["query"], row["service"]) for row in csv.DictReader(rows)]


def finder_of_files() -> Finder:
    """A finder of the demo council's files and the portal's pages, without a database."""
    read = read_files(files_in([SERVICES]))
    groups = {group.id: group.title for group in read.groups.groups} if read.groups else {}
    documents = [
        document
        for definition in read.definitions.values()
        for document in documents_of(definition, groups.get(definition.group))
    ]
    documents += [life_event_document(event) for event in read.life_events.events] if read.life_events else []
    everyday = phrases_of(read.words.words if read.words else ())
    return Finder([*documents, *pages_to_find()], groups, everyday)


def found_by(finder: Finder) -> Callable[[str], Sequence[str]]:
    """The codes of what a search shows, in its order; a page has the name of its address."""
    return lambda words: [one.key[1] for one in finder.find(words).tasks]


def measure(queries: Iterable[Query], found: Callable[[str], Sequence[str]]) -> Measured:
    """Ask every query and count."""
    places = []
    for query in queries:
        codes = found(query.words)
        places.append(codes.index(query.service) if query.service in codes else FEW)
    return Measured(len(places), places.count(0), sum(place < FEW for place in places))
