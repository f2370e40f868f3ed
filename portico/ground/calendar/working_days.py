"""Which days a council works, and when its business closes."""

from __future__ import annotations

import csv
from bisect import bisect_left, bisect_right
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time, timedelta
from functools import cache
from pathlib import Path
from typing import cast
from zoneinfo import ZoneInfo

from django.conf import settings

from portico.ground.calendar.bank_holidays import NATIONS, Nation, bank_holidays_told

LONDON = ZoneInfo("Europe/London")
SATURDAY = 5


class ClosedDaysFileError(Exception):
    """The file of the council's own closed days cannot be used; the message says which line and why."""


@dataclass(frozen=True)
class Calendar:
    """The working days of a council: Monday to Friday without bank holidays and the council's closed days.

    `nations`: a bank holiday in any of them is no working day. `closed`: days on which this council is shut
    besides. `closes`: the close of business, in Europe/London. `bank_holiday_file`: gov.uk's own list.
    """

    nations: frozenset[Nation] = frozenset({"england"})
    closed: frozenset[date] = frozenset()
    closes: time = time(17, 0)
    bank_holiday_file: Path | None = None
    _years: dict[int, list[int]] = field(default_factory=dict, compare=False, repr=False)

    def day_of(self, moment: datetime) -> date:
        """The date in London at that moment. Raises ValueError for a time without a zone."""
        if moment.tzinfo is None:
            raise ValueError("A time without a zone was given; times are aware.")
        return moment.astimezone(LONDON).date()

    def close_of(self, day: date) -> datetime:
        """The close of business of that day, in UTC."""
        return datetime.combine(day, self.closes, LONDON).astimezone(UTC)

    def is_working_day(self, day: date) -> bool:
        """Say whether the council works on that day."""
        days = self._working_days_of(day.year)
        place = bisect_left(days, day.toordinal())
        return place < len(days) and days[place] == day.toordinal()

    def working_day_from(self, day: date) -> date:
        """That day if it is a working day, else the next one."""
        return self.add_working_days(day - timedelta(days=1), 1)

    def add_working_days(self, day: date, amount: int) -> date:
        """The working day that is `amount` working days after `day`; before it where `amount` is negative.

        `day` itself is never counted. With 0 it is returned as it is, working day or not.
        """
        if amount == 0:
            return day
        year, left = day.year, abs(amount)
        forwards = amount > 0
        days = self._working_days_of(year)
        if forwards:
            place = bisect_right(days, day.toordinal())
            while left > len(days) - place:
                left -= len(days) - place
                year, place = year + 1, 0
                days = self._working_days_of(year)
            return date.fromordinal(days[place + left - 1])
        place = bisect_left(days, day.toordinal())
        while left > place:
            left -= place
            year -= 1
            days = self._working_days_of(year)
            place = len(days)
        return date.fromordinal(days[place - left])

    def count_working_days(self, after: date, until: date) -> int:
        """How many working days come after `after`, up to and with `until`; negative where it is earlier."""
        if until < after:
            return -self.count_working_days(until, after)
        if after.year == until.year:
            days = self._working_days_of(after.year)
            return bisect_right(days, until.toordinal()) - bisect_right(days, after.toordinal())
        first = self._working_days_of(after.year)
        count = len(first) - bisect_right(first, after.toordinal())
        count += sum(len(self._working_days_of(year)) for year in range(after.year + 1, until.year))
        return count + bisect_right(self._working_days_of(until.year), until.toordinal())

    def _working_days_of(self, year: int) -> list[int]:
        """The working days of one year as ordinals, in order; worked out once."""
        days = self._years.get(year)
        if days is None:
            shut = self.closed.union(
                *(bank_holidays_told(nation, year, self.bank_holiday_file) for nation in self.nations)
            )
            first, last = date(year, 1, 1).toordinal(), date(year, 12, 31).toordinal()
            days = [
                ordinal
                for ordinal in range(first, last + 1)
                if (day := date.fromordinal(ordinal)).weekday() < SATURDAY and day not in shut
            ]
            self._years[year] = days
        return days


@cache
def council_calendar() -> Calendar:
    """The calendar of this council, from its settings; read once, so a changed file needs a restart.

    Raises `ClosedDaysFileError` here, and `BankHolidayFileError` when first used, for files it cannot read.
    """
    file: Path | None = settings.PORTICO_CLOSED_DAYS
    nation = cast(Nation, settings.PORTICO_NATION)
    return Calendar(
        nations=frozenset({nation}),
        closed=frozenset() if file is None else read_closed_days(file),
        closes=settings.PORTICO_CLOSES,
        bank_holiday_file=settings.PORTICO_BANK_HOLIDAYS,
    )


@cache
def information_calendar() -> Calendar:
    """The calendar of the Freedom of Information Act 2000, section 10(6), whatever the council's own.

    A bank holiday anywhere in the United Kingdom is no working day; a day on which only this council is shut
    is one.
    """
    return Calendar(
        nations=frozenset(NATIONS),
        closes=settings.PORTICO_CLOSES,
        bank_holiday_file=settings.PORTICO_BANK_HOLIDAYS,
    )


def read_closed_days(file: Path) -> frozenset[date]:
    """Read the council's own closed days: CSV with a column `date` (2026-12-29) and any others.

    Raises `ClosedDaysFileError` where the file or a line of it cannot be read.
    """
    try:
        with file.open(encoding="utf-8-sig", newline="") as lines:
            return frozenset(_closed_days(csv.DictReader(lines), file))
    except (OSError, UnicodeDecodeError) as error:
        raise ClosedDaysFileError(f"The file of closed days {file} cannot be read ({error}).") from error


def _closed_days(rows: csv.DictReader[str], file: Path) -> Iterable[date]:
    if "date" not in (rows.fieldnames or ()):
        raise ClosedDaysFileError(f"{file}, line 1: there is no column `date`. Begin with `date,reason`.")
    for row in rows:
        try:
            yield date.fromisoformat((row["date"] or "").strip())
        except ValueError:
            raise ClosedDaysFileError(
                f"{file}, line {rows.line_num}: {row['date']!r} is no date. Write it as 2026-12-29."
            ) from None
