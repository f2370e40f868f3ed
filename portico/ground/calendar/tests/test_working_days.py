"""The council's calendar is made of settings and files, and says which of them is wrong."""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import date, time

import pytest

from portico.ground.calendar.apps import check_calendar_files
from portico.ground.calendar.bank_holidays import bank_holidays
from portico.ground.calendar.working_days import (
    Calendar,
    ClosedDaysFileError,
    council_calendar,
    information_calendar,
    read_closed_days,
)


@pytest.fixture(autouse=True)
def fresh_calendars() -> Iterator[None]:
    council_calendar.cache_clear()
    information_calendar.cache_clear()
    yield
    council_calendar.cache_clear()
    information_calendar.cache_clear()


def gov_uk(**days: list[str]) -> str:
    divisions = ["england-and-wales", "scotland", "northern-ireland"]
    return json.dumps(
        {
            division: {
                "division": division,
                "events": [
                    {"title": "Bank holiday", "date": day, "notes": "", "bunting": True}
                    for day in days.get(division.replace("-", "_"), [])
                ],
            }
            for division in divisions
        }
    )


def test_library_knows_the_holidays_of_2026():
    english = (
        "2026-01-01 2026-04-03 2026-04-06 2026-05-04 2026-05-25 2026-08-31 2026-12-25 2026-12-26 2026-12-28"
    )
    assert bank_holidays("england", 2026) == {date.fromisoformat(day) for day in english.split()}
    assert date(2026, 3, 17) in bank_holidays("northern-ireland", 2026)
    assert date(2022, 9, 19) in bank_holidays("wales", 2022)  # the funeral of Queen Elizabeth II


def test_a_file_of_gov_uk_takes_precedence_for_the_years_it_holds(tmp_path):
    file = tmp_path / "bank-holidays.json"
    file.write_text(gov_uk(england_and_wales=["2026-06-10"]))
    calendar = Calendar(bank_holiday_file=file)
    assert not calendar.is_working_day(date(2026, 6, 10))
    assert calendar.is_working_day(date(2026, 12, 25))
    assert not calendar.is_working_day(date(2025, 12, 25))


def test_settings_make_the_councils_calendar(settings, tmp_path):
    file = tmp_path / "closed.csv"
    file.write_text("date,reason\n2026-12-29,Christmas\n2026-12-30,Christmas\n")
    settings.PORTICO_NATION = "scotland"
    settings.PORTICO_CLOSED_DAYS = file
    settings.PORTICO_CLOSES = time(16, 30)
    calendar = council_calendar()
    assert not calendar.is_working_day(date(2026, 1, 2))
    assert not calendar.is_working_day(date(2026, 12, 30))
    assert calendar.closes == time(16, 30)
    assert council_calendar() is calendar
    assert information_calendar().is_working_day(date(2026, 12, 30))
    assert not information_calendar().is_working_day(date(2026, 3, 17))


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("2026-12-29\n", "line 1: there is no column"),
        ("date,reason\n2026-12-29,x\n29/12/2026,x\n", "line 3: '29/12/2026' is no date"),
        ("", "no column"),
    ],
)
def test_a_wrong_file_of_closed_days_is_told_by_line(tmp_path, text, says):
    file = tmp_path / "closed.csv"
    file.write_text(text)
    with pytest.raises(ClosedDaysFileError, match=says):
        read_closed_days(file)


def test_check_tells_of_files_that_cannot_be_used(settings, tmp_path):
    settings.PORTICO_BANK_HOLIDAYS = tmp_path / "none.json"
    settings.PORTICO_CLOSED_DAYS = tmp_path / "none.csv"
    assert [problem.id for problem in check_calendar_files()] == ["calendar.E001", "calendar.E002"]
    settings.PORTICO_BANK_HOLIDAYS = tmp_path / "page.json"
    settings.PORTICO_BANK_HOLIDAYS.write_text("<html>")
    settings.PORTICO_CLOSED_DAYS = None
    assert "gov.uk" in check_calendar_files()[0].msg
    settings.PORTICO_BANK_HOLIDAYS = None
    assert check_calendar_files() == []


def test_adding_no_working_days_leaves_the_day():
    assert Calendar().add_working_days(date(2026, 12, 25), 0) == date(2026, 12, 25)
    assert Calendar().working_day_from(date(2026, 12, 25)) == date(2026, 12, 29)
    assert Calendar().count_working_days(date(2024, 12, 31), date(2026, 1, 2)) == 254
