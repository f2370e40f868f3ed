"""Collections as the page tells them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from django.utils.translation import gettext

from portico.records.places.collections import Collection
from portico.records.places.queries import StreamCollections


@dataclass(frozen=True)
class ShownDay:
    """One collection: `on` is none where it is left out; `near` says today or tomorrow."""

    stream: str
    on: date | None
    usual_on: date
    changed: bool
    near: str


@dataclass(frozen=True)
class ShownStream:
    """One kind of waste with its next collections."""

    name: str
    days: tuple[ShownDay, ...]


def shown_streams(
    streams: Iterable[StreamCollections], names: Mapping[str, str], today: date
) -> list[ShownStream]:
    """The streams with the names that people know, seen from `today`."""
    shown = []
    for stream in streams:
        name = names.get(stream.stream) or stream.stream.replace("_", " ").capitalize()
        shown.append(ShownStream(name, tuple(_shown(one, name, today) for one in stream.collections)))
    return shown


def _shown(collection: Collection, name: str, today: date) -> ShownDay:
    near = ""
    if collection.on == today:
        near = gettext("today")
    elif collection.on == today + timedelta(days=1):
        near = gettext("tomorrow")
    return ShownDay(name, collection.on, collection.usual_on, collection.changed, near)
