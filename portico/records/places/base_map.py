"""The picture below the pins: drawn by whoever `wiring` names, kept in memory for a while."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import lru_cache

from portico.records.places.map import SIZES, Position, Size, Window

Draw = Callable[[Window, Size], bytes]
"""Gives the picture of a window as PNG or JPEG, in the size or a multiple of it; may raise `MapAwayError`."""

FURTHEST_METRES = 40_000.0
"""The map may be moved so far from the council's middle: enough for the largest district and its edges."""
PICTURES_KEPT = 256


class MapAwayError(Exception):
    """The base map cannot be fetched now, or the council offers none."""


@dataclass(frozen=True)
class BaseMap:
    """Where maps begin, what their source must be called, and what draws them."""

    centre: Position
    zoom: int
    credit: str
    draw: Draw


_base_map: list[BaseMap] = []


def set_base_map(base_map: BaseMap | None) -> None:
    """Say which base map this council has; `wiring` calls it once at start."""
    _base_map[:] = [base_map] if base_map else []
    _picture.cache_clear()


def base_map() -> BaseMap | None:
    """The base map of this council; none where a place is asked for without a map."""
    return _base_map[0] if _base_map else None


def picture_of(size_name: str, window: Window) -> bytes:
    """The picture of a window, `wide` or `narrow`.

    Raises LookupError for a size or window that is not offered, `MapAwayError` where it cannot be drawn now.
    """
    there = base_map()
    if there is None:
        raise MapAwayError("This council offers no map.")
    if size_name not in SIZES or not window.near(there.centre, FURTHEST_METRES):
        raise LookupError("There is no such picture of the map.")
    return _picture(there, size_name, window)


@lru_cache(maxsize=PICTURES_KEPT)
def _picture(base: BaseMap, size_name: str, window: Window) -> bytes:
    return base.draw(window, SIZES[size_name])
