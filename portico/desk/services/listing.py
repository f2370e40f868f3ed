"""The list of services for designers: what goes on with each, and what waits for whom."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from uuid import UUID

from portico.records.catalogue.editing.queries import DesignedService, designed_services
from portico.records.catalogue.queries import group_titles
from portico.records.catalogue.words import search_words

LONGEST_WORDS = 200
"""Most characters of the words that the list is filtered by."""

STATES: Mapping[str, str] = {
    "for-me": "Waits for my review",
    "open": "Being changed",
    "in_review": "Waits for review",
    "approved": "Approved",
    "new": "Never published",
    "withdrawn": "Withdrawn",
    "quiet": "No change goes on",
}
"""What the list can be narrowed down to, as its addresses and its page say it."""


@dataclass(frozen=True)
class ServiceRow:
    """One service of the list, with what whoever looks is asked to do about it."""

    service: DesignedService
    group: str
    to_review: bool
    """Whether whoever looks was asked for a review, or anybody was."""
    to_publish: bool = False
    """Whether a change that they asked a review of is approved, or could not come into force by itself."""
    sent_back: bool = False
    """Whether a change that they asked a review of was sent back."""


@dataclass(frozen=True)
class ServicesShown:
    """The list: what waits for who looks, then all that were asked for."""

    to_review: tuple[ServiceRow, ...]
    to_publish: tuple[ServiceRow, ...]
    sent_back: tuple[ServiceRow, ...]
    rows: tuple[ServiceRow, ...]
    count: int
    """How many services there are altogether."""


def services_shown(designer_id: UUID, words: str, state: str) -> ServicesShown:
    """The services whose name, id or group has all of `words`, in that state; three SQL statements."""
    titles = group_titles()
    rows = [_row(service, titles, designer_id) for service in designed_services()]
    found = _with_words(rows, words)
    is_so = _IS.get(state)
    return ServicesShown(
        to_review=tuple(row for row in rows if row.to_review),
        to_publish=tuple(row for row in rows if row.to_publish),
        sent_back=tuple(row for row in rows if row.sent_back),
        rows=tuple(row for row in found if is_so is None or is_so(row)),
        count=len(rows),
    )


def _row(service: DesignedService, titles: Mapping[str, str], designer_id: UUID) -> ServiceRow:
    mine = service.asked_by_id == designer_id
    return ServiceRow(
        service,
        titles.get(service.group, service.group),
        to_review=service.edit_state == "in_review"
        and not mine
        and service.asked_of_id in {None, designer_id},
        to_publish=service.edit_state == "approved" and mine and service.publish_at is None,
        sent_back=service.sent_back and mine,
    )


def _with_words(rows: Iterable[ServiceRow], words: str) -> list[ServiceRow]:
    wanted = search_words(words).split()
    return [
        row
        for row in rows
        if all(word in search_words(f"{row.service.name} {row.service.code} {row.group}") for word in wanted)
    ]


_IS: Mapping[str, Callable[[ServiceRow], bool]] = {
    "for-me": lambda row: row.to_review,
    "open": lambda row: row.service.edit_state == "open",
    "in_review": lambda row: row.service.edit_state == "in_review",
    "approved": lambda row: row.service.edit_state == "approved",
    "new": lambda row: row.service.version is None,
    "withdrawn": lambda row: row.service.withdrawn_at is not None,
    "quiet": lambda row: not row.service.edit_state,
}
