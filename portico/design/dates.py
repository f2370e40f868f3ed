"""Days and times in words, in the time of the United Kingdom and the language of the page."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime
from functools import lru_cache
from typing import Any
from zoneinfo import ZoneInfo

from django.utils.dates import MONTHS, MONTHS_3, WEEKDAYS
from django.utils.translation import get_language, gettext
from markupsafe import Markup

LONDON = ZoneInfo("Europe/London")


def _local(value: date) -> date:
    """The moment in Europe/London; a plain day as it is. Raises ValueError for a time without a zone."""
    if isinstance(value, datetime):
        if value.tzinfo is None:
            raise ValueError("A time without a time zone cannot be shown: make it aware.")
        return value.astimezone(LONDON)
    return value


def day(value: date) -> str:
    """The day: `3 March 2026`."""
    local = _local(value)
    return f"{local.day} {MONTHS[local.month]} {local.year}"


def full_day(value: date) -> str:
    """The day with its weekday: `Tuesday 3 March 2026`."""
    local = _local(value)
    # Django writes Welsh days as at the beginning of a sentence.
    weekday = str(WEEKDAYS[local.weekday()]).replace("Dydd", "dydd", 1)
    return f"{weekday} {local.day} {MONTHS[local.month]} {local.year}"


def short_day(value: date) -> str:
    """The day for narrow columns of staff pages: `3 Mar 2026`."""
    local = _local(value)
    return f"{local.day} {str(MONTHS_3[local.month]).title()} {local.year}"


def clock(value: datetime) -> str:
    """The time of day: `2:05pm`, `9am`, `midday`, `midnight`."""
    local = value.astimezone(LONDON)
    if local.minute == 0 and local.hour in {0, 12}:
        return gettext("midday") if local.hour else gettext("midnight")
    minutes = f":{local.minute:02d}" if local.minute else ""
    half = gettext("pm") if local.hour >= 12 else gettext("am")
    return f"{local.hour % 12 or 12}{minutes}{half}"


def moment(value: datetime) -> str:
    """Day and time: `3 March 2026 at 2:05pm`."""
    return gettext("%(day)s at %(time)s") % {"day": day(value), "time": clock(value)}


def machine_time(value: date) -> str:
    """The value for `<time datetime="…">`, with the offset of Europe/London where it is a moment."""
    local = _local(value)
    return local.isoformat(timespec="minutes") if isinstance(local, datetime) else local.isoformat()


MOST_KEPT = 4_096
"""Times kept as they were shown: those of a page repeat, and most are due at close of business."""


def time_of(value: date, shape: str = "") -> Markup:
    """A day or a moment for people and machines: `<time datetime="2026-03-03T14:05+00:00">3 March 2026 …`.

    `shape` is `moment` (as a datetime is shown where nothing is said), `day` (a plain date), `full_day`,
    `short_day` or `clock`.
    """
    return _time_of(value, shape or ("moment" if isinstance(value, datetime) else "day"), get_language())


@lru_cache(MOST_KEPT)
def _time_of(value: date, shape: str, language: str | None) -> Markup:
    in_words = _SHAPES[shape](value)
    return Markup(f'<time datetime="{machine_time(value)}">{in_words}</time>')  # noqa: S704 - our own words


_SHAPES: dict[str, Callable[[Any], str]] = {
    "day": day, "full_day": full_day, "short_day": short_day, "clock": clock, "moment": moment,
}  # fmt: skip
