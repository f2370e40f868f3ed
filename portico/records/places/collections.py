"""When the bins are collected: pure arithmetic on rounds and their changes."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta


@dataclass(frozen=True)
class Round:
    """A round: one kind of waste, one weekday, every so many weeks counted from `first_on`."""

    code: str
    stream: str
    weekday: int
    """0 Monday to 6 Sunday."""
    every_weeks: int
    first_on: date


@dataclass(frozen=True)
class Collection:
    """One collection: its usual day, and the day it really is; none where it is left out."""

    stream: str
    usual_on: date
    on: date | None

    @property
    def changed(self) -> bool:
        """Whether it is on another day than usual, or left out."""
        return self.on != self.usual_on

    @property
    def order(self) -> tuple[date, date]:
        """The place in a list of collections; one left out stands where it would have been."""
        return (self.on or self.usual_on, self.usual_on)


Changes = Mapping[date, date | None]
"""From the usual day to the day instead, or to none where that collection is left out."""


def is_usual_day(round_: Round, day: date) -> bool:
    """Whether the round collects on `day` when nothing is changed."""
    begins = _first_usual_day(round_)
    return day >= begins and (day - begins).days % (7 * round_.every_weeks) == 0


def upcoming(round_: Round, changes: Changes, from_date: date, count: int) -> list[Collection]:
    """The next `count` collections on or after `from_date`, in order of the day they really are.

    Collections left out are listed where they would have been, without counting towards `count`, so that
    people can be told. Changes for days on which the round does not collect are ignored.
    """
    if count < 1:
        return []
    known = {day: moved for day, moved in changes.items() if is_usual_day(round_, day)}
    found = [
        Collection(round_.stream, usual, moved)
        for usual, moved in known.items()
        if (moved or usual) >= from_date
    ]
    regular = 0
    day = _usual_day_from(round_, from_date)
    while regular < count:
        if day not in known:
            found.append(Collection(round_.stream, day, day))
            regular += 1
        day += timedelta(weeks=round_.every_weeks)
    return _cut_after(sorted(found, key=lambda collection: collection.order), count)


def last_before(round_: Round, changes: Changes, today: date) -> Collection | None:
    """The latest collection that was on `today` or before; none where the round has not begun."""
    known = {day: moved for day, moved in changes.items() if is_usual_day(round_, day)}
    happened = [
        Collection(round_.stream, usual, moved)
        for usual, moved in known.items()
        if moved is not None and moved <= today
    ]
    begins = _first_usual_day(round_)
    step = timedelta(weeks=round_.every_weeks)
    day = _usual_day_from(round_, today)
    if day > today:
        day -= step
    while day >= begins and day in known:
        day -= step
    if begins <= day <= today:
        happened.append(Collection(round_.stream, day, day))
    return max(happened, key=lambda collection: collection.order, default=None)


def _first_usual_day(round_: Round) -> date:
    """`first_on`, moved forward to the round's weekday should it lie on another."""
    return round_.first_on + timedelta(days=(round_.weekday - round_.first_on.weekday()) % 7)


def _usual_day_from(round_: Round, day: date) -> date:
    begins = _first_usual_day(round_)
    if day <= begins:
        return begins
    period = 7 * round_.every_weeks
    return begins + timedelta(days=-(-(day - begins).days // period) * period)


def _cut_after(collections: Iterable[Collection], count: int) -> list[Collection]:
    """The list up to and with its `count`-th collection that takes place."""
    kept: list[Collection] = []
    taking_place = 0
    for collection in collections:
        kept.append(collection)
        taking_place += collection.on is not None
        if taking_place == count:
            break
    return kept
