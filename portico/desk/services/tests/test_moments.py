"""A day and a time of the United Kingdom as somebody types them."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from portico.desk.services.moments import MomentError, read_moment

NOW = datetime(2026, 3, 2, 9, tzinfo=UTC)


def moment(day="27", month="4", year="2026", time="9am"):
    return read_moment({"day": day, "month": month, "year": year, "time": time}, NOW)


@pytest.mark.parametrize(
    ("time", "hour", "minute"),
    [
        ("9am", 8, 0),
        ("9:30 am", 8, 30),
        ("9.30PM", 20, 30),
        ("14:05", 13, 5),
        ("12am", 23, 0),
        ("12pm", 11, 0),
        ("midday", 11, 0),
        ("Midnight", 23, 0),
        ("9 a.m.", 8, 0),
        ("0:00", 23, 0),
    ],
)
def test_times_are_read_as_people_write_them_in_london(time, hour, minute):
    found = moment(time=time)
    assert (found.hour, found.minute) == (hour, minute)
    assert found.tzinfo is UTC


def test_winter_and_summer_time_differ():
    assert moment(day="20", month="3").hour == 9
    assert moment(day="20", month="4").hour == 8


@pytest.mark.parametrize(
    ("given", "field", "words"),
    [
        ({"day": "", "month": "", "year": ""}, "day", "Enter a day"),
        ({"day": ""}, "day", "must include a day"),
        ({"month": ""}, "month", "must include a month"),
        ({"year": "twenty"}, "year", "in figures"),
        ({"day": "31"}, "day", "real day"),
        ({"day": "0"}, "day", "real day"),
        ({"year": "0"}, "day", "real day"),
        ({"year": "1"}, "day", "has passed"),
        ({"year": "9999"}, "year", "two years"),
        ({"day": "٣"}, "day", "in figures"),
        ({"time": ""}, "time", "Enter a time"),
        ({"time": "noonish"}, "time", "Enter a time"),
        ({"time": "25:00"}, "time", "Enter a time"),
        ({"time": "9:60"}, "time", "Enter a time"),
        ({"time": "13pm"}, "time", "Enter a time"),
        ({"time": "9"}, "time", "Enter a time"),
        ({"day": "2", "month": "3", "time": "9am"}, "day", "has passed"),
        ({"day": "29", "month": "3", "time": "1:30am"}, "time", "clocks go forward"),
    ],
)
def test_what_is_no_moment_to_come_is_refused_plainly(given, field, words):
    with pytest.raises(MomentError, match=words) as refused:
        moment(**given)
    assert refused.value.field == field


def test_of_the_hour_that_comes_twice_the_first_is_meant():
    assert moment(day="25", month="10", time="1:30am") == datetime(2026, 10, 25, 0, 30, tzinfo=UTC)
