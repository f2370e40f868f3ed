"""Limits of date questions as a definition writes them."""

from __future__ import annotations

import re
from datetime import date, timedelta

_RELATIVE = re.compile(r"today(?:([+-])([0-9]{1,5}))?")

_ISO = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")


def day_of(text: str) -> date:
    """The day written as `2026-04-01`, and in no other way of ISO 8601. Raises `ValueError`."""
    if not _ISO.fullmatch(text):
        raise ValueError(f"{text!r} is not written as 2026-04-01.")
    return date.fromisoformat(text)


def limit(text: str, today: date) -> date:
    """The day that `2026-04-01`, `today`, `today-30` or `today+14` means. Raises `ValueError`."""
    found = _RELATIVE.fullmatch(text.replace(" ", ""))
    if found is None:
        return day_of(text)
    days = int(found[2] or 0)
    return today + timedelta(days=-days if found[1] == "-" else days)
