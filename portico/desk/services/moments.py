"""A day and a time of the United Kingdom, as somebody types them."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import UTC, date, datetime, time, timedelta

from portico.design.dates import LONDON

FURTHEST = timedelta(days=2 * 366)
"""How far ahead something can be published."""
_TIME = re.compile(r"(\d{1,2})(?:[:.](\d{2}))?\s*([ap])?\.?m?\.?", re.ASCII | re.IGNORECASE)
_NAMED = {"midday": time(12), "noon": time(12), "midnight": time(0)}


class MomentError(ValueError):
    """What was typed is no such moment; `field` is the one to put right."""

    def __init__(self, field: str, words: str) -> None:
        super().__init__(words)
        self.field = field
        self.words = words


def read_moment(typed: Mapping[str, str], at: datetime) -> datetime:
    """The moment, aware and in UTC, that `day`, `month`, `year` and `time` say in London.

    Raises `MomentError`. It has to be after `at` and within two years. The hour that the clocks leave out in
    spring is refused; of the one they go through twice in autumn the first is meant.
    """
    day, clock = _day(typed), _time(typed.get("time", ""))
    local = datetime.combine(day, clock, LONDON)
    moment = local.astimezone(UTC)
    if moment.astimezone(LONDON).replace(tzinfo=None) != local.replace(tzinfo=None):
        raise MomentError("time", "That time does not exist: the clocks go forward then. Choose another")
    if moment <= at:
        raise MomentError("day", "That time has passed. Choose one to come, or publish it now")
    if moment > at + FURTHEST:
        raise MomentError("year", "Choose a day within the next two years")
    return moment


def _day(typed: Mapping[str, str]) -> date:
    parts = {name: typed.get(name, "").strip() for name in ("day", "month", "year")}
    for name, text in parts.items():
        if not text:
            raise MomentError(
                name, f"The day must include a {name}" if any(parts.values()) else "Enter a day"
            )
        if not re.fullmatch(r"[0-9]{1,4}", text):
            raise MomentError(name, f"Enter the {name} in figures, as in 27 3 2027")
    try:
        return date(int(parts["year"]), int(parts["month"]), int(parts["day"]))
    except ValueError:
        raise MomentError("day", "Enter a real day, such as 27 3 2027") from None


def _time(text: str) -> time:
    text = text.strip().lower()
    if text in _NAMED:
        return _NAMED[text]
    found = _TIME.fullmatch(text)
    if not text or found is None:
        raise MomentError("time", "Enter a time, such as 9am or 14:30")
    hour, minute, half = int(found[1]), int(found[2] or 0), found[3]
    if half and 1 <= hour <= 12:
        hour = hour % 12 + (12 if half == "p" else 0)
    elif half or found[2] is None:
        raise MomentError("time", "Enter a time, such as 9am or 14:30")
    if hour > 23 or minute > 59:
        raise MomentError("time", "Enter a time, such as 9am or 14:30")
    return time(hour, minute)
