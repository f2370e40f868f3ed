"""Bank holidays of the nations of the United Kingdom.

They come from the `holidays` library, which works without a network; a file in the form that gov.uk publishes
(https://www.gov.uk/bank-holidays.json) takes precedence for the years it holds.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import date
from functools import cache
from pathlib import Path
from typing import Literal, get_args

Nation = Literal["england", "wales", "scotland", "northern-ireland"]
NATIONS: tuple[Nation, ...] = get_args(Nation)

_SUBDIVISION: Mapping[Nation, str] = {
    "england": "ENG",
    "wales": "WLS",
    "scotland": "SCT",
    "northern-ireland": "NIR",
}
_DIVISION: Mapping[Nation, str] = {
    "england": "england-and-wales",
    "wales": "england-and-wales",
    "scotland": "scotland",
    "northern-ireland": "northern-ireland",
}


class BankHolidayFileError(Exception):
    """The file of bank holidays cannot be used; the message says why and what to put there instead."""


BankHolidays = Mapping[str, Mapping[int, frozenset[date]]]
"""By division of gov.uk, then by year."""


def bank_holidays(nation: Nation, year: int) -> frozenset[date]:
    """The bank holidays of one nation in one year, substitute days included, as the library knows them.

    Proclaimed single days (a coronation) are known as far as the library's release does; the library knows
    the years 1872 to 2100.
    """
    from holidays.countries.united_kingdom import UnitedKingdom  # takes half a second: only where needed

    known = UnitedKingdom(subdiv=_SUBDIVISION[nation], years=year)  # type: ignore[no-untyped-call]
    return frozenset(known)


@cache
def read_bank_holiday_file(file: Path) -> BankHolidays:
    """Read a file in gov.uk's form. Raises `BankHolidayFileError` where it is not one."""
    try:
        told = json.loads(file.read_text(encoding="utf-8"))
        found: dict[str, dict[int, set[date]]] = {}
        for division in dict.fromkeys(_DIVISION.values()):
            years = found.setdefault(division, {})
            for event in told[division]["events"]:
                day = date.fromisoformat(event["date"])
                years.setdefault(day.year, set()).add(day)
    except OSError as error:
        raise BankHolidayFileError(
            f"The file of bank holidays {file} cannot be read ({error.strerror})."
        ) from error
    except (ValueError, KeyError, TypeError) as error:
        raise BankHolidayFileError(
            f"The file of bank holidays {file} is not in the form of gov.uk's bank-holidays.json "
            f"({type(error).__name__}: {error}). Save that file there again."
        ) from error
    return {
        division: {year: frozenset(days) for year, days in years.items()} for division, years in found.items()
    }


def bank_holidays_told(nation: Nation, year: int, file: Path | None) -> frozenset[date]:
    """The bank holidays of the file where it holds that year, else those of the library."""
    if file is not None:
        days = read_bank_holiday_file(file)[_DIVISION[nation]].get(year)
        if days is not None:
            return days
    return bank_holidays(nation, year)
