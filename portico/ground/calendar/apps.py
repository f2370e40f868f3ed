"""The calendar as a Django app: `portico check` tries the files that its settings name."""

from __future__ import annotations

from typing import Any

from django.apps import AppConfig
from django.core.checks import CheckMessage, Error, register


class CalendarConfig(AppConfig):
    """Registers the check of the calendar's files."""

    name = "portico.ground.calendar"
    label = "calendar"

    def ready(self) -> None:
        """Register the check."""
        register(check_calendar_files)


def check_calendar_files(**_: Any) -> list[CheckMessage]:
    """Say in one sentence each what is wrong with the files of bank holidays and of closed days."""
    from django.conf import settings

    from portico.ground.calendar.bank_holidays import BankHolidayFileError, read_bank_holiday_file
    from portico.ground.calendar.working_days import ClosedDaysFileError, read_closed_days

    found: list[CheckMessage] = []
    try:
        if settings.PORTICO_BANK_HOLIDAYS:
            read_bank_holiday_file(settings.PORTICO_BANK_HOLIDAYS)
    except BankHolidayFileError as error:
        found.append(Error(str(error), hint="The setting is PORTICO_BANK_HOLIDAYS.", id="calendar.E001"))
    try:
        if settings.PORTICO_CLOSED_DAYS:
            read_closed_days(settings.PORTICO_CLOSED_DAYS)
    except ClosedDaysFileError as error:
        found.append(Error(str(error), hint="The setting is PORTICO_CLOSED_DAYS.", id="calendar.E002"))
    return found
