"""When something is due, and how a pause moves it.

The day of receipt is day 0, whatever the hour and whether the council works on it or not. A deadline in days,
working days or months falls at the close of business of its last day; one in hours runs day and night.
docs/explanation/deadlines.md tells the reasons and works examples.
"""

from __future__ import annotations

from calendar import monthrange
from datetime import UTC, date, datetime, timedelta
from typing import Literal

from portico.ground.calendar.working_days import Calendar

Unit = Literal["hours", "days", "working_days", "months"]


def due_at(received: datetime, amount: int, unit: Unit, calendar: Calendar) -> datetime:
    """When something received at `received` is due, in UTC; never before it was received.

    - `hours`: so many hours later, by day and night.
    - `days`: close of business so many days later, weekends and holidays counted.
    - `working_days`: close of business of the working day that is so many after the day of receipt.
    - `months`: the same date so many months later, the last day of the month where there is none, and the
      next working day where that is none (as the Information Commissioner reads UK GDPR, Article 12(3)).

    Where close of business of the day of receipt has passed, 0 days mean the next day, 0 working days the
    next working day. Raises ValueError for a negative amount, an unknown unit or a time without a zone.
    """
    if amount < 0:
        raise ValueError(f"A deadline of {amount} {unit} lies in the past.")
    day = calendar.day_of(received)
    if unit == "hours":
        return received.astimezone(UTC) + timedelta(hours=amount)
    due = calendar.close_of(_last_day(day, amount, unit, calendar))
    if due < received:
        step: Unit = "days" if unit == "days" else "working_days"
        due = calendar.close_of(_last_day(day, 1, step, calendar))
    return due


def warn_at(due: datetime, amount: int, unit: Unit, calendar: Calendar) -> datetime:
    """The moment so long before `due` from which staff are warned, in UTC.

    Counted backwards as `due_at` counts forwards: three working days before a Thursday is close of business
    on Monday. Raises ValueError as `due_at` does.
    """
    if amount < 0:
        raise ValueError(f"A warning {amount} {unit} ahead lies after the deadline.")
    day = calendar.day_of(due)
    if unit == "hours":
        return due.astimezone(UTC) - timedelta(hours=amount)
    if amount == 0:
        return due
    if unit == "working_days":
        return calendar.close_of(calendar.add_working_days(day, -amount))
    if unit == "days":
        return calendar.close_of(day - timedelta(days=amount))
    return calendar.close_of(_add_months(day, -amount))


def resume(
    due_at: datetime, waiting_since: datetime, now: datetime, unit: Unit, calendar: Calendar
) -> datetime:
    """Where `due_at` moves to when a wait that began at `waiting_since` ends at `now`, in UTC.

    A pause keeps whole days: the days left when it began are the days left when it ends. A wait within one
    day moves nothing. Deadlines in hours move by the time waited; those in months move by days and fall on a
    working day. Raises ValueError for a time without a zone.
    """
    began, ended = calendar.day_of(waiting_since), calendar.day_of(now)
    day = calendar.day_of(due_at)
    if now <= waiting_since:
        return due_at.astimezone(UTC)
    if unit == "hours":
        return due_at.astimezone(UTC) + (now.astimezone(UTC) - waiting_since.astimezone(UTC))
    if unit == "working_days":
        moved = calendar.add_working_days(day, calendar.count_working_days(began, ended))
    else:
        moved = day + (ended - began)
        if unit == "months" and moved != day:
            moved = calendar.working_day_from(moved)
    return due_at.astimezone(UTC) if moved == day else calendar.close_of(moved)


def working_days_between(a: date | datetime, b: date | datetime, calendar: Calendar) -> int:
    """How many working days come after the day of `a`, up to and with that of `b`.

    It is negative where `b` is earlier. Raises ValueError for a time without a zone.
    """
    first = calendar.day_of(a) if isinstance(a, datetime) else a
    last = calendar.day_of(b) if isinstance(b, datetime) else b
    return calendar.count_working_days(first, last)


def _last_day(day: date, amount: int, unit: Unit, calendar: Calendar) -> date:
    if unit == "days":
        return day + timedelta(days=amount)
    if unit == "working_days":
        return calendar.add_working_days(day, amount) if amount else calendar.working_day_from(day)
    if unit == "months":
        return calendar.working_day_from(_add_months(day, amount))
    raise ValueError(f"{unit!r} is no unit of a deadline: write hours, days, working_days or months.")


def _add_months(day: date, amount: int) -> date:
    """The same date `amount` months later, earlier if negative; the month's last where there is none."""
    month = day.year * 12 + day.month - 1 + amount
    year, month = month // 12, month % 12 + 1
    return date(year, month, min(day.day, monthrange(year, month)[1]))
