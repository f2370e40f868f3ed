"""What Portico writes into its logs: when, how grave, where in the code; never anything about a person."""

from __future__ import annotations

import logging
import traceback
from types import TracebackType
from typing import Any

import psycopg

ExceptionInfo = tuple[type[BaseException], BaseException, TracebackType | None] | tuple[None, None, None]


class DiscreetFormatter(logging.Formatter):
    """Writes an error as the places it passed through and its kind, without its words.

    The words of an exception often quote what somebody typed ("could not parse 'Ada Lovelace'"), and those of
    a database error quote whole rows. For a database error the name of the broken constraint is given.
    """

    def formatException(self, ei: ExceptionInfo) -> str:  # noqa: N802 - the name is logging's
        """Describe an exception and what caused it."""
        parts: list[str] = []
        error = ei[1]
        while error is not None and len(parts) < 10:
            frames = traceback.extract_tb(error.__traceback__)
            places = [f"  {frame.filename}:{frame.lineno} in {frame.name}" for frame in frames]
            parts.append("\n".join([*places, f"  {_kind(error)}"]))
            error = error.__cause__ or (None if error.__suppress_context__ else error.__context__)
        return "\ncaused by\n".join(parts)

    def formatStack(self, stack_info: str) -> str:  # noqa: N802 - the name is logging's
        """Leave the source lines of a stack as they are: they are code."""
        return stack_info


def _kind(error: BaseException) -> str:
    name = f"{type(error).__module__}.{type(error).__qualname__}"
    if isinstance(error, psycopg.Error):
        known = {
            "state": error.sqlstate,
            "constraint": error.diag.constraint_name,
            "table": error.diag.table_name,
        }
        told = ", ".join(f"{key} {value}" for key, value in known.items() if value)
        return f"{name} ({told})" if told else name
    return name


def logging_settings(*, debug: bool) -> dict[str, Any]:
    """Django's LOGGING: everything to standard error, which the launcher keeps below PORTICO_HOME/log.

    With `debug` (PORTICO_DEBUG, for developers only) errors are written with their words.
    """
    kind = "logging.Formatter" if debug else "portico.wiring.logs.DiscreetFormatter"
    return {
        "version": 1,
        "disable_existing_loggers": False,
        "formatters": {"line": {"()": kind, "fmt": "%(asctime)s %(levelname)s %(name)s: %(message)s"}},
        "handlers": {"stderr": {"class": "logging.StreamHandler", "formatter": "line"}},
        "root": {"handlers": ["stderr"], "level": "WARNING"},
        "loggers": {
            "portico": {"level": "INFO"},
            # Django's own set-up would add a mail to administrators, which holds the whole request.
            "django": {"handlers": ["stderr"], "level": "WARNING", "propagate": False},
            # A page that is not there is the visitor's matter; its address may hold what they were told.
            "django.request": {"level": "ERROR"},
            # It names who failed to sign in; the audit keeps that where erasure reaches it.
            "axes": {"level": "CRITICAL"},
        },
    }
