"""Searches for people: held by the server under an id, so that no name stands in an address."""

from __future__ import annotations

from uuid import UUID, uuid4

from django.contrib.sessions.backends.base import SessionBase

KEY = "portico_searches"
MOST_HELD = 20
"""The oldest of more is forgotten; its address then leads to an empty search."""


def hold(session: SessionBase, words: str) -> UUID:
    """Hold what somebody searches for in their session and return its id."""
    held: dict[str, str] = session.get(KEY, {})
    id = uuid4()
    held[id.hex] = words
    session[KEY] = dict(list(held.items())[-MOST_HELD:])
    return id


def held(session: SessionBase, id: UUID) -> str | None:
    """What was searched for under that id in this session; None where it is not held any more."""
    words: str | None = session.get(KEY, {}).get(id.hex)
    return words
