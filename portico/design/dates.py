"""Days and times in words, in the time of the United Kingdom and the language of the page."""

from __future__ import annotations

from datetime import date, datetime
from zoneinfo import ZoneInfo

from django.utils import dateformat
from django.utils.translation import gettext

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
    return dateformat.format(_local(value), "j F Y")


def full_day(value: date) -> str:
    """The day with its weekday: `Tuesday 3 March 2026`."""
    return dateformat.format(_local(value), "l j F Y")


def short_day(value: date) -> str:
    """The day for narrow columns of staff pages: `3 Mar 2026`."""
    return dateformat.format(_local(value), "j M Y")


def clock(value: datetime) -> str:
    """The time of day: `2:05pm`, `9am`, `midday`, `midnight`."""
    local = value.astimezone(LONDON)
    if local.minute == 0 and local.hour in {0, 12}:
        return gettext("midday") if local.hour else gettext("midnight")
    minutes = f":{local.minute:02d}" if local.minute else ""
    return f"{local.hour % 12 or 12}{minutes}{'pm' if local.hour >= 12 else 'am'}"


def moment(value: datetime) -> str:
    """Day and time: `3 March 2026 at 2:05pm`."""
    return gettext("%(day)s at %(time)s") % {"day": day(value), "time": clock(value)}


def machine_time(value: date) -> str:
    """The value for `<time datetime="…">`, with the offset of Europe/London where it is a moment."""
    local = _local(value)
    return local.isoformat(timespec="minutes") if isinstance(local, datetime) else local.isoformat()
