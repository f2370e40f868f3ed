"""Looking up addresses and the days on which their bins are collected. One SQL statement each."""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from django.db.models import F, FilteredRelation, Q, QuerySet

from portico.ground.calendar.deadlines import working_days_between
from portico.ground.calendar.working_days import Calendar
from portico.records.places.collections import Changes, Collection, Round, last_before, upcoming
from portico.records.places.keys import search_words_of
from portico.records.places.models import Address, AddressRound, CollectionRound
from portico.records.places.postcode import read_postcode
from portico.records.places.uprn import read_uprn

MOST_FOUND = 20
"""Addresses that a search gives at most: more cannot be chosen from."""
MOST_AT_A_POSTCODE = 200
"""A real postcode has at most a hundred delivery points."""
FEWEST_LETTERS = 3
"""A shorter search would match nearly everything."""
LONGEST_SEARCH = 200
LONGEST_ROUND = 40
MOST_ROUNDS = 12
"""An address is on one round for each kind of waste."""
METRES_A_DEGREE = 111_320.0
"""Length of a degree of latitude."""
CHANGES_MATTER_FOR = timedelta(weeks=26)
"""Changes older than this before the day asked about no longer matter: a round runs every 8 weeks at most."""


@dataclass(frozen=True)
class FoundAddress:
    """An address of the gazetteer."""

    uprn: str
    lines: tuple[str, ...]
    postcode: str
    latitude: float | None
    longitude: float | None
    ward: str

    @property
    def one_line(self) -> str:
        """The address as it is read out: lines and postcode, joined by commas."""
        return ", ".join([*self.lines, self.postcode])


@dataclass(frozen=True)
class StreamCollections:
    """The next collections of one kind of waste on one round."""

    round: str
    """Its code, shared by hundreds of homes: not personal."""
    stream: str
    collections: tuple[Collection, ...]


@dataclass(frozen=True)
class LastCollection:
    """What is known about one kind of waste at an address, as a missed-bin report needs it.

    `known` is false where the address is not on a round for it; all the rest is then none. `last_on` is the
    latest day on which it was collected, today included; `usual_on` the day it usually is, which differs
    after a bank holiday; `next_on` the first day after today.
    """

    known: bool
    last_on: date | None = None
    usual_on: date | None = None
    next_on: date | None = None

    def as_fact(self, today: date, calendar: Calendar) -> dict[str, bool | int | str | None]:
        """The fact `collections` of a form, ready for JSON; dates are written `YYYY-MM-DD`.

        `working_days_since_last` counts the working days after `last_on` up to today, 0 on the day itself.
        """
        if not self.known:
            return {
                "known": False,
                "last_on": None,
                "next_on": None,
                "working_days_since_last": None,
                "collected_today": False,
            }
        last_on = self.last_on
        return {
            "known": True,
            "last_on": last_on.isoformat() if last_on else None,
            "next_on": self.next_on.isoformat() if self.next_on else None,
            "working_days_since_last": working_days_between(last_on, today, calendar) if last_on else None,
            "collected_today": last_on == today,
        }


def addresses_at(postcode: str) -> list[FoundAddress]:
    """The addresses at a postcode, in order of street and number; `postcode` may be typed any way.

    Nothing is found where it cannot be read; call `read_postcode` first to tell the two apart.
    """
    wanted = read_postcode(postcode)
    if wanted is None:
        return []
    rows = Address.objects.filter(postcode=wanted).order_by("sort_key", "uprn")
    return _found(rows[:MOST_AT_A_POSTCODE])


def find_addresses(words: str, *, limit: int = MOST_FOUND) -> list[FoundAddress]:
    """The addresses nearest to what was typed, forgiving typing errors; the best first.

    Words are compared by their trigrams with the address lines and postcode. Addresses that carry more of
    the numbers typed come first, so that `12 Mill Lane` finds number 12 before its neighbours.
    """
    wanted = search_words_of(words[:LONGEST_SEARCH])
    if sum(sign.isalnum() for sign in wanted) < FEWEST_LETTERS:
        return []
    numbers = [word for word in wanted.split() if word[0].isdigit()]
    return _found(
        Address.objects.raw(
            "SELECT * FROM places_find_addresses(%s, %s, %s)",
            [wanted, numbers, max(1, min(limit, MOST_FOUND))],
        )
    )


def address(uprn: str) -> FoundAddress | None:
    """The address with that UPRN; none where the gazetteer has none."""
    wanted = read_uprn(uprn)
    if wanted is None:
        return None
    found = _found(Address.objects.filter(uprn=wanted))
    return found[0] if found else None


def address_near(latitude: float, longitude: float, within_metres: float = 150) -> FoundAddress | None:
    """The address nearest to a position in degrees, within so many metres; none where there is none.

    Distances are reckoned on a plane, which is exact to a hand's breadth at such a range.
    """
    a_degree_east = METRES_A_DEGREE * math.cos(math.radians(latitude))
    if not a_degree_east > 1:
        return None
    tall, broad = within_metres / METRES_A_DEGREE, within_metres / a_degree_east
    away = ((F("latitude") - latitude) * METRES_A_DEGREE) * ((F("latitude") - latitude) * METRES_A_DEGREE) + (
        (F("longitude") - longitude) * a_degree_east
    ) * ((F("longitude") - longitude) * a_degree_east)
    rows = (
        Address.objects.filter(
            latitude__range=(latitude - tall, latitude + tall),
            longitude__range=(longitude - broad, longitude + broad),
        )
        .annotate(away=away)
        .filter(away__lte=within_metres * within_metres)
        .order_by("away", "sort_key", "uprn")
    )
    return next(iter(_found(rows[:1])), None)


def collections_of(uprn: str, from_date: date, count: int) -> list[StreamCollections]:
    """The next `count` collections of each kind of waste at an address, on or after `from_date`.

    In order of the first of them. Empty where the address is on no round.
    """
    return _upcoming_of(_rounds_of(uprn, from_date), from_date, count)


def collections_on(rounds: Iterable[str], from_date: date, count: int) -> list[StreamCollections]:
    """The next `count` collections on each of the rounds with these codes, as `collections_of` gives them."""
    wanted = [code[:LONGEST_ROUND] for code in rounds if "\x00" not in code][:MOST_ROUNDS]
    rows = CollectionRound.objects.filter(code__in=wanted).order_by("stream", "code")
    return _upcoming_of(_with_changes(rows, "", from_date), from_date, count)


def last_collection(uprn: str, stream: str, today: date) -> LastCollection:
    """When that kind of waste was last collected at an address and when it is next, seen from `today`."""
    for round_, changes in _rounds_of(uprn, today, stream=stream):
        last = last_before(round_, changes, today)
        coming = upcoming(round_, changes, today + timedelta(days=1), 1)
        return LastCollection(
            known=True,
            last_on=last.on if last else None,
            usual_on=last.usual_on if last else None,
            next_on=coming[-1].on if coming else None,
        )
    return LastCollection(known=False)


def _found(rows: Iterable[Address]) -> list[FoundAddress]:
    return [
        FoundAddress(row.uprn, tuple(row.lines), row.postcode, row.latitude, row.longitude, row.ward)
        for row in rows
    ]


def _rounds_of(uprn: str, around: date, *, stream: str | None = None) -> list[tuple[Round, Changes]]:
    wanted = read_uprn(uprn)
    if wanted is None:
        return []
    rows = AddressRound.objects.filter(address_id=wanted)
    if stream is not None:
        rows = rows.filter(stream=stream)
    return _with_changes(rows.order_by("stream"), "round__", around)


def _with_changes(
    rows: QuerySet[AddressRound] | QuerySet[CollectionRound], through: str, around: date
) -> list[tuple[Round, Changes]]:
    """The rounds of `rows`, each with its changes that matter around a day, in one statement."""
    recent = Q(**{f"{through}changes__usual_on__gte": around - CHANGES_MATTER_FOR})
    changes: dict[Round, dict[date, date | None]] = defaultdict(dict)
    for code, stream, weekday, every_weeks, first_on, usual_on, moved_to in rows.annotate(
        change=FilteredRelation(f"{through}changes", condition=recent)
    ).values_list(
        f"{through}code",
        "stream",
        f"{through}weekday",
        f"{through}every_weeks",
        f"{through}first_on",
        F("change__usual_on"),
        F("change__moved_to"),
    ):
        of_round = changes[Round(code, stream, weekday, every_weeks, first_on)]
        if usual_on is not None:
            of_round[usual_on] = moved_to
    return list(changes.items())


def _upcoming_of(
    rounds: Iterable[tuple[Round, Changes]], from_date: date, count: int
) -> list[StreamCollections]:
    found = [
        StreamCollections(round_.code, round_.stream, tuple(upcoming(round_, changes, from_date, count)))
        for round_, changes in rounds
    ]
    return sorted(found, key=lambda one: (one.collections[0].order if one.collections else (), one.stream))
