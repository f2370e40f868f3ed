"""Days and times in words, in the time of the United Kingdom."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest
from django.utils import translation

from portico.design.dates import clock, day, full_day, machine_time, moment, short_day

WINTER = datetime(2026, 3, 3, 14, 5, tzinfo=UTC)
SUMMER = datetime(2026, 7, 1, 23, 30, tzinfo=UTC)


def test_days():
    assert day(date(2026, 3, 3)) == "3 March 2026"
    assert full_day(date(2026, 3, 3)) == "Tuesday 3 March 2026"
    assert short_day(date(2026, 3, 3)) == "3 Mar 2026"


def test_moments_are_in_london_summer_and_winter():
    assert moment(WINTER) == "3 March 2026 at 2:05pm"
    assert moment(SUMMER) == "2 July 2026 at 12:30am"
    assert day(SUMMER) == "2 July 2026"


@pytest.mark.parametrize(
    ("hour", "minute", "said"),
    [
        (0, 0, "midnight"),
        (0, 5, "12:05am"),
        (9, 0, "9am"),
        (12, 0, "midday"),
        (12, 30, "12:30pm"),
        (23, 59, "11:59pm"),
    ],
)
def test_the_time_of_day(hour: int, minute: int, said: str):
    assert clock(datetime(2026, 1, 5, hour, minute, tzinfo=UTC)) == said


def test_machines_read_the_offset():
    assert machine_time(SUMMER) == "2026-07-02T00:30+01:00"
    assert machine_time(date(2026, 7, 1)) == "2026-07-01"


def test_a_time_without_a_zone_is_an_error():
    with pytest.raises(ValueError, match="aware"):
        day(datetime(2026, 1, 1))  # noqa: DTZ001


def test_days_are_told_in_welsh():
    with translation.override("cy"):
        assert day(date(2026, 3, 3)) == "3 Mawrth 2026"
