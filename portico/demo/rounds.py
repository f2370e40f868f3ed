"""The collection rounds of the fictional council, and the days that bank holidays move."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date, timedelta

from portico.demo.addresses import Home
from portico.ground.calendar.working_days import Calendar
from portico.records.places.collections import Round, is_usual_day
from portico.records.places.importing.changes import GivenChange
from portico.records.places.importing.rounds import GivenRound

_WEEKDAY = {"Castle": 0, "Mill": 1, "Station": 2, "Westbank": 3, "Pediment": 4}
_NAME_OF_DAY = ("MON", "TUE", "WED", "THU", "FRI")
EVERY_HOME_WITH_GARDEN_WASTE = 3
SATURDAY = 5


def rounds_of(home: Home, beginning: date) -> dict[str, Round]:
    """The rounds of a home by kind of waste; all are counted from the Monday at or before `beginning`."""
    day = _WEEKDAY[home.ward]
    monday = beginning - timedelta(days=beginning.weekday())
    name = _NAME_OF_DAY[day]
    side = "A" if int(home.uprn) // 400 % 2 else "B"
    week = timedelta(days=day + (0 if side == "A" else 7))
    other_week = timedelta(days=day + (7 if side == "A" else 0))
    rounds = {
        "refuse": Round(f"REFUSE-{name}-{side}", "refuse", day, 2, monday + week),
        "recycling": Round(f"RECYCLING-{name}-{side}", "recycling", day, 2, monday + other_week),
        "food": Round(f"FOOD-{name}", "food", day, 1, monday + timedelta(days=day)),
    }
    if int(home.uprn) % EVERY_HOME_WITH_GARDEN_WASTE == 0 and not home.lines[0].startswith("Flat"):
        rounds["garden"] = Round(f"GARDEN-{name}-{side}", "garden", day, 2, monday + other_week)
    return rounds


def given_rounds(homes: Iterable[Home], beginning: date) -> Iterator[GivenRound]:
    """The round list, as rows of an imported file."""
    line = 1
    for home in homes:
        for stream, round_ in rounds_of(home, beginning).items():
            line += 1
            yield GivenRound(line, home.uprn, stream, round_)


def given_changes(
    rounds: Iterable[Round], calendar: Calendar, first: date, last: date
) -> Iterator[GivenChange]:
    """From each bank holiday on, the collections of that week are a day later; a Friday's on Saturday.

    Where the day after is a holiday too, it is the next one that is not; nothing is left out.
    """
    every = sorted(rounds, key=lambda one: one.code)
    day = first
    while day <= last:
        moved_to = _day_instead(day, calendar)
        if moved_to != day:
            for round_ in every:
                if is_usual_day(round_, day):
                    yield GivenChange(1, round_.code, day, moved_to)
        day += timedelta(days=1)


def _day_instead(day: date, calendar: Calendar) -> date:
    """The day on which crews that usually work on `day` do, one later for each holiday before in its week."""
    if day.weekday() >= SATURDAY:
        return day
    monday = day - timedelta(days=day.weekday())
    holidays = sum(
        1
        for number in range(day.weekday() + 1)
        if not calendar.is_working_day(monday + timedelta(days=number))
    )
    return day + timedelta(days=holidays)
