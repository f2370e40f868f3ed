"""A database for the time of one command."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager


@contextmanager
def database_at_hand(*, as_owner: bool) -> Iterator[None]:
    """Make sure a database answers while the block runs."""
    yield
