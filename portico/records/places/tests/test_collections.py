from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from portico.records.places.collections import Round, is_usual_day, last_before, upcoming

MONDAY = date(2026, 3, 2)
FORTNIGHTLY = Round("R1", "refuse", 0, 2, MONDAY)

days = st.dates(date(2025, 1, 1), date(2027, 12, 31))
rounds = st.builds(
    Round,
    st.just("R"),
    st.just("refuse"),
    st.integers(0, 6),
    st.integers(1, 8),
    st.dates(date(2025, 1, 1), date(2026, 6, 1)),
)


def changes_of(round_, data):
    """A few changes of real collections of the round, within a week of the usual day."""
    begins = next(day for n in range(8) if is_usual_day(round_, day := round_.first_on + timedelta(n)))
    weeks = data.draw(st.sets(st.integers(0, 60), max_size=6))
    usual = [begins + timedelta(weeks=round_.every_weeks * week) for week in weeks]
    moves = st.one_of(st.none(), st.integers(-6, 6))
    return {
        day: None if (shift := data.draw(moves)) is None else day + timedelta(shift) for day in sorted(usual)
    }


def test_a_fortnightly_round():
    found = upcoming(FORTNIGHTLY, {}, date(2026, 3, 3), 3)
    assert [one.on for one in found] == [date(2026, 3, 16), date(2026, 3, 30), date(2026, 4, 13)]
    assert not any(one.changed for one in found)


def test_the_day_itself_is_still_to_come():
    assert upcoming(FORTNIGHTLY, {}, MONDAY, 1)[0].on == MONDAY


def test_a_bank_holiday_moves_one_collection_only():
    changes = {date(2026, 3, 16): date(2026, 3, 17)}
    found = upcoming(FORTNIGHTLY, changes, date(2026, 3, 17), 2)
    assert [one.on for one in found] == [date(2026, 3, 17), date(2026, 3, 30)]
    assert found[0].changed
    assert found[0].usual_on == date(2026, 3, 16)


def test_one_left_out_is_listed_and_does_not_count():
    changes = {date(2026, 3, 16): None}
    found = upcoming(FORTNIGHTLY, changes, date(2026, 3, 3), 1)
    assert [(one.usual_on, one.on) for one in found] == [
        (date(2026, 3, 16), None),
        (date(2026, 3, 30), date(2026, 3, 30)),
    ]


def test_a_change_on_a_day_without_collection_is_ignored():
    assert upcoming(FORTNIGHTLY, {date(2026, 3, 9): date(2026, 3, 10)}, MONDAY, 2) == upcoming(
        FORTNIGHTLY, {}, MONDAY, 2
    )


def test_a_first_day_on_another_weekday_moves_forward():
    assert upcoming(Round("R", "food", 4, 1, MONDAY), {}, MONDAY, 1)[0].on == date(2026, 3, 6)


def test_last_before_the_round_began_is_none():
    assert last_before(FORTNIGHTLY, {}, MONDAY - timedelta(days=1)) is None
    last = last_before(FORTNIGHTLY, {}, MONDAY)
    assert last is not None
    assert last.on == MONDAY


@given(st.data(), rounds, days, st.integers(1, 6))
def test_upcoming_is_what_a_day_by_day_walk_finds(data, round_, today, count):
    changes = changes_of(round_, data)
    horizon = max(today, round_.first_on) + timedelta(weeks=8 * (count + 10))
    expected = []
    day = round_.first_on
    while day <= horizon:
        if is_usual_day(round_, day):
            on = changes.get(day, day)
            if on is not None and on >= today:
                expected.append(on)
        day += timedelta(days=1)
    found = [one.on for one in upcoming(round_, changes, today, count) if one.on]
    assert found == sorted(expected)[:count]


@given(st.data(), rounds, days)
def test_last_is_the_latest_that_was(data, round_, today):
    changes = changes_of(round_, data)
    happened = []
    day = round_.first_on
    while day <= today + timedelta(days=7):
        if is_usual_day(round_, day):
            on = changes.get(day, day)
            if on is not None and on <= today:
                happened.append(on)
        day += timedelta(days=1)
    last = last_before(round_, changes, today)
    assert (last.on if last else None) == max(happened, default=None)
