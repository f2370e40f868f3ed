"""Deadlines worked out by hand around weekends, holidays, the changes of the clock and the ends of months."""

from __future__ import annotations

import time
from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from portico.ground.calendar.bank_holidays import NATIONS
from portico.ground.calendar.deadlines import due_at, resume, warn_at, working_days_between
from portico.ground.calendar.working_days import LONDON, Calendar

ENGLAND = Calendar()
SCOTLAND = Calendar(nations=frozenset({"scotland"}))
ANYWHERE = Calendar(nations=frozenset(NATIONS))

moments = st.floats(946_684_800, 3_786_912_000).map(lambda seconds: datetime.fromtimestamp(seconds, UTC))
units = st.sampled_from(["days", "working_days", "months"])


def london(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=LONDON).astimezone(UTC)


@pytest.mark.parametrize(
    ("received", "amount", "unit", "due"),
    [
        # Monday morning, three working days: Tuesday, Wednesday, Thursday.
        ("2026-03-02 09:00", 3, "working_days", "2026-03-05 17:00"),
        # The hour does not matter: a minute to midnight is the same day 0.
        ("2026-03-02 23:59", 3, "working_days", "2026-03-05 17:00"),
        # Thursday over a weekend: Friday, Monday, Tuesday.
        ("2026-03-05 09:00", 3, "working_days", "2026-03-10 17:00"),
        # Received on Saturday or Sunday: Monday is day 1.
        ("2026-03-07 12:00", 1, "working_days", "2026-03-09 17:00"),
        ("2026-03-08 12:00", 1, "working_days", "2026-03-09 17:00"),
        # Christmas 2026: the 25th is a Friday, Boxing Day's substitute Monday the 28th, so day 1 is the 29th.
        ("2026-12-24 10:00", 1, "working_days", "2026-12-29 17:00"),
        # ... 29, 30, 31 December, 4 January (1 January is a Friday holiday): day 4.
        ("2026-12-24 10:00", 4, "working_days", "2027-01-04 17:00"),
        # Christmas 2027: Saturday and Sunday, substitutes on the 27th and 28th.
        ("2027-12-24 10:00", 1, "working_days", "2027-12-29 17:00"),
        # Easter 2026: Good Friday is 3 April, Easter Monday the 6th; the clock changed on 29 March.
        ("2026-04-02 10:00", 1, "working_days", "2026-04-07 17:00"),
        # Across the spring change: close of business is 17:00 in London, 16:00 UTC from then on.
        ("2026-03-27 10:00", 1, "working_days", "2026-03-30 17:00"),
        # Across the autumn change (25 October 2026).
        ("2026-10-23 10:00", 1, "working_days", "2026-10-26 17:00"),
        # Days count weekends.
        ("2026-03-06 10:00", 2, "days", "2026-03-08 17:00"),
        # Months: the same date; the last day where there is none (28 February 2026 is a Saturday: 2 March).
        ("2026-01-15 10:00", 1, "months", "2026-02-16 17:00"),
        ("2026-01-31 10:00", 1, "months", "2026-03-02 17:00"),
        ("2028-01-31 10:00", 1, "months", "2028-02-29 17:00"),
        ("2026-11-30 10:00", 3, "months", "2027-03-01 17:00"),
        ("2026-11-25 10:00", 1, "months", "2026-12-29 17:00"),
        # Nothing at all: the same day, unless its close of business has passed or it is no working day.
        ("2026-03-02 09:00", 0, "working_days", "2026-03-02 17:00"),
        ("2026-03-06 17:01", 0, "working_days", "2026-03-09 17:00"),
        ("2026-03-07 09:00", 0, "working_days", "2026-03-09 17:00"),
        ("2026-03-06 17:01", 0, "days", "2026-03-07 17:00"),
        ("2026-03-06 17:01", 0, "months", "2026-03-09 17:00"),
    ],
)  # fmt: skip
def test_by_hand(received, amount, unit, due):
    assert due_at(london(received), amount, unit, ENGLAND) == london(due)


def test_close_of_business_is_london_time_in_summer_and_winter():
    assert due_at(london("2026-03-27 10:00"), 1, "working_days", ENGLAND) == datetime(
        2026, 3, 30, 16, tzinfo=UTC
    )
    assert due_at(london("2026-10-23 10:00"), 1, "working_days", ENGLAND) == datetime(
        2026, 10, 26, 17, tzinfo=UTC
    )


def test_the_day_is_londons_also_where_utc_has_another():
    received = datetime(2026, 6, 1, 23, 30, tzinfo=UTC)  # already Tuesday the 2nd in London
    assert due_at(received, 1, "working_days", ENGLAND) == london("2026-06-03 17:00")


def test_hours_run_through_the_night_and_the_change_of_the_clock():
    assert due_at(london("2026-03-28 23:30"), 2, "hours", ENGLAND) == london("2026-03-29 02:30")
    assert due_at(london("2026-10-24 23:30"), 4, "hours", ENGLAND) == london("2026-10-25 02:30")
    assert due_at(london("2026-12-25 03:00"), 2, "hours", ENGLAND) == london("2026-12-25 05:00")


def test_nations_keep_their_own_holidays():
    # 2 January and St Andrew's Day are holidays in Scotland, Easter Monday is not.
    assert due_at(london("2025-12-31 09:00"), 1, "working_days", SCOTLAND) == london("2026-01-05 17:00")
    assert due_at(london("2025-12-31 09:00"), 1, "working_days", ENGLAND) == london("2026-01-02 17:00")
    assert due_at(london("2026-04-02 09:00"), 1, "working_days", SCOTLAND) == london("2026-04-06 17:00")


def test_freedom_of_information_counts_a_holiday_anywhere():
    # Received Monday 2 March 2026: 20 working days. St Patrick's Day (17 March) counts although only Northern
    # Ireland keeps it: without it Monday 30 March, with it Tuesday 31 March.
    assert due_at(london("2026-03-02 09:00"), 20, "working_days", ENGLAND) == london("2026-03-30 17:00")
    assert due_at(london("2026-03-02 09:00"), 20, "working_days", ANYWHERE) == london("2026-03-31 17:00")


def test_closed_days_of_the_council_are_no_working_days():
    shut = Calendar(closed=frozenset({date(2026, 12, 29), date(2026, 12, 30), date(2026, 12, 31)}))
    assert due_at(london("2026-12-24 10:00"), 1, "working_days", shut) == london("2027-01-04 17:00")


@pytest.mark.parametrize(
    ("due", "since", "until", "unit", "moved"),
    [
        # Asked on Monday, answered on Wednesday: two working days later; Friday becomes Tuesday.
        ("2026-03-06 17:00", "2026-03-02 15:00", "2026-03-04 08:00", "working_days", "2026-03-10 17:00"),
        # Answered the same day, or at the weekend after Friday: nothing moves.
        ("2026-03-06 17:00", "2026-03-02 09:00", "2026-03-02 16:00", "working_days", "2026-03-06 17:00"),
        ("2026-03-10 17:00", "2026-03-06 09:00", "2026-03-08 16:00", "working_days", "2026-03-10 17:00"),
        # Over Christmas 2026: 24 December to 4 January are four working days (29, 30, 31, 4).
        ("2026-12-29 17:00", "2026-12-24 09:00", "2027-01-04 09:00", "working_days", "2027-01-05 17:00"),
        # Over the change of the clock: still close of business.
        ("2026-03-27 17:00", "2026-03-26 09:00", "2026-03-30 09:00", "working_days", "2026-03-31 17:00"),
        ("2026-03-27 17:00", "2026-03-26 09:00", "2026-03-30 09:00", "days", "2026-03-31 17:00"),
        # Months move by days and fall on a working day: Monday 16 + 4 = Friday 20; + 5 = Saturday, so Monday.
        ("2026-02-16 17:00", "2026-01-20 09:00", "2026-01-24 09:00", "months", "2026-02-20 17:00"),
        ("2026-02-16 17:00", "2026-01-20 09:00", "2026-01-25 09:00", "months", "2026-02-23 17:00"),
        # Hours move by the time waited, across the change of the clock too.
        ("2026-03-28 23:00", "2026-03-28 22:00", "2026-03-29 03:00", "hours", "2026-03-29 04:00"),
        # A clock that ran backwards waits for nothing.
        ("2026-03-06 17:00", "2026-03-04 15:00", "2026-03-02 08:00", "working_days", "2026-03-06 17:00"),
    ],
)  # fmt: skip
def test_pauses_by_hand(due, since, until, unit, moved):
    assert resume(london(due), london(since), london(until), unit, ENGLAND) == london(moved)


@given(moments, st.integers(0, 300), units)
def test_due_never_before_receipt_and_at_close_of_business(received, amount, unit):
    due = due_at(received, amount, unit, ENGLAND)
    assert due >= received
    assert due.astimezone(LONDON).time() == ENGLAND.closes
    if unit != "days":
        assert ENGLAND.is_working_day(ENGLAND.day_of(due))


@given(moments, st.integers(1, 300))
def test_working_days_agree_with_counting_one_by_one(received, amount):
    day, counted = ENGLAND.day_of(received), 0
    while counted < amount:
        day += timedelta(days=1)
        counted += ENGLAND.is_working_day(day)
    assert due_at(received, amount, "working_days", ENGLAND) == ENGLAND.close_of(day)
    assert working_days_between(received, day, ENGLAND) == amount
    assert working_days_between(day, received, ENGLAND) == -amount
    back = ENGLAND.day_of(warn_at(ENGLAND.close_of(day), amount, "working_days", ENGLAND))
    assert working_days_between(back, day, ENGLAND) == amount


@given(moments, st.integers(1, 60), st.integers(0, 40), st.integers(0, 60), units)
def test_the_days_left_when_a_pause_begins_are_left_when_it_ends(received, amount, after, waited, unit):
    due = due_at(received, amount, unit, ENGLAND)
    since = received + timedelta(days=after)
    now = since + timedelta(days=waited)
    moved = resume(due, since, now, unit, ENGLAND)
    assert moved >= due
    if unit == "working_days":
        assert working_days_between(now, moved, ENGLAND) == working_days_between(since, due, ENGLAND)
    elif unit == "days":
        left = ENGLAND.day_of(due) - ENGLAND.day_of(since)
        assert ENGLAND.day_of(moved) - ENGLAND.day_of(now) == left


@given(moments, st.integers(0, 200), st.integers(0, 200))
def test_later_and_longer_is_never_due_earlier(received, amount, more):
    due = due_at(received, amount, "working_days", ENGLAND)
    assert due_at(received, amount + more, "working_days", ENGLAND) >= due
    assert due_at(received + timedelta(hours=more), amount, "working_days", ENGLAND) >= due


def test_warnings_count_backwards():
    due = london("2026-04-07 17:00")
    assert warn_at(due, 1, "working_days", ENGLAND) == london("2026-04-02 17:00")
    assert warn_at(due, 1, "days", ENGLAND) == london("2026-04-06 17:00")
    assert warn_at(london("2026-03-31 17:00"), 1, "months", ENGLAND) == london("2026-02-28 17:00")
    assert warn_at(due, 3, "hours", ENGLAND) == london("2026-04-07 14:00")
    assert warn_at(due, 0, "working_days", ENGLAND) == due


@pytest.mark.parametrize(("amount", "unit"), [(-1, "days"), (-1, "hours"), (1, "weeks")])
def test_what_makes_no_sense_is_refused(amount, unit):
    with pytest.raises(ValueError, match=r"past|unit"):
        due_at(london("2026-03-02 09:00"), amount, unit, ENGLAND)
    with pytest.raises(ValueError, match="without a zone"):
        due_at(datetime(2026, 3, 2, 9), 1, "days", ENGLAND)  # noqa: DTZ001 - that is the point


def test_a_deadline_costs_microseconds():
    received = london("2026-03-02 09:00")
    due_at(received, 10, "working_days", ENGLAND)
    began = time.perf_counter()
    for _ in range(1_000):
        due_at(received, 10, "working_days", ENGLAND)
    assert (time.perf_counter() - began) / 1_000 < 100e-6
