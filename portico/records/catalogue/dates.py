"""Limits of date questions as a definition writes them."""

from __future__ import annotations

import re
from datetime import date, timedelta

_RELATIVE = re.compile(r"today(?:([+-])([0-9]{1,5}))?")


def limit(text: str, today: date) -> date:
    """The day that `2026-04-01`, `today`, `today-30` or `today+14` means. Raises `ValueError`."""
    found = _RELATIVE.fullmatch(text.replace(" ", ""))
    if found is None:
        return date.fromisoformat(text)
    days = int(found[2] or 0)
    return today + timedelta(days=-days if found[1] == "-" else days)
