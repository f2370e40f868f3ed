"""Doing something inside a try-out: tables, files and addresses are its own as long as it lasts.

    with inside(place):
        ...  # whatever is read or written here by whoever, is the try-out's

The tables of a place come before those of `public` in the search path of the transaction, so that all code
runs as it always does. PostgreSQL plans prepared statements anew where the path is another.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from django.conf import settings
from django.db import connection, transaction
from django.urls import get_script_prefix, set_script_prefix

from portico.ground.ledger.actions import is_acting

FOLDER = "tryouts"
"""Below `PORTICO_HOME`, where files of try-outs are until they end."""


def _everywhere(name: str) -> bool:
    return False


@dataclass(frozen=True)
class Place:
    """Where something is tried out: its schema, and where its pages stand."""

    schema: str
    prefix: str = "/"
    """Comes before the path of each of its pages; ends with a slash."""
    has_page: Callable[[str], bool] = _everywhere
    """Whether the page with that URL name is one of the try-out's; others are where they always are."""
    about: dict[str, Any] = field(default_factory=dict)
    """What its pages say of the try-out itself."""

    @property
    def files(self) -> Path:
        """The folder of its files."""
        return files_of(self.schema)


_place: ContextVar[Place | None] = ContextVar("place_of_tryout", default=None)
place_now = _place.get
"""The place of the try-out that is under way in this thread; none as a rule."""


def files_of(schema: str) -> Path:
    """The folder for files of the try-out in that place."""
    folder: Path = settings.PORTICO_HOME / FOLDER / schema
    return folder


@contextmanager
def inside(place: Place) -> Iterator[None]:
    """Do everything in the block inside a try-out, in one transaction.

    An action that is under way already would write its events at its end, and that is outside: RuntimeError.
    """
    if _place.get() is not None or is_acting():
        raise RuntimeError("A try-out is entered from outside, and not in the midst of an action.")
    prefix = get_script_prefix()
    token = _place.set(place)
    try:
        set_script_prefix(place.prefix)
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute("SELECT current_setting('search_path')")
            (path,) = cursor.fetchone()
            cursor.execute("SELECT set_config('search_path', %s, true)", [f"{place.schema}, public"])
            yield
            # Where the block fails PostgreSQL goes back by itself, with the transaction or its savepoint.
            cursor.execute("SELECT set_config('search_path', %s, true)", [path])
    finally:
        set_script_prefix(prefix)
        _place.reset(token)
