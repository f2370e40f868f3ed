"""The map: where a point of a picture lies on earth, and which picture shows it. Pure arithmetic.

The projection is the Web Mercator of the common tile maps (EPSG:3857 on a sphere): at zoom `z` the world is
a square of 256·2^z pixels, x from west to east, y from north to south.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import Literal

TILE = 256
LEAST_ZOOM, MOST_ZOOM = 12, 18
STEP = 32
"""The middle of a picture lies on a grid of so many pixels: there are few pictures, which can be kept, and
their addresses tell the neighbourhood looked at, never the point that was chosen."""
PAN = 4 * STEP
MOST_LATITUDE = 85.0
"""Beyond it the projection has no sense."""
EARTH_RADIUS_METRES = 6_371_008.8

Direction = Literal["north", "south", "east", "west"]
_TOWARDS: dict[Direction, tuple[int, int]] = {
    "north": (0, -PAN),
    "south": (0, PAN),
    "east": (PAN, 0),
    "west": (-PAN, 0),
}


@dataclass(frozen=True)
class Position:
    """A place on earth in degrees (WGS 84)."""

    latitude: float
    longitude: float

    def metres_to(self, other: Position) -> float:
        """The distance on a sphere, by the haversine formula."""
        a, b = math.radians(self.latitude), math.radians(other.latitude)
        turn = math.radians(other.longitude - self.longitude)
        half = math.sin((b - a) / 2) ** 2 + math.cos(a) * math.cos(b) * math.sin(turn / 2) ** 2
        return 2 * EARTH_RADIUS_METRES * math.asin(min(1.0, math.sqrt(half)))


@dataclass(frozen=True)
class Size:
    """The size of a picture in CSS pixels."""

    width: int
    height: int


WIDE = Size(608, 400)
NARROW = Size(284, 320)
"""Fits a window of 320 pixels with its margins and frame: a picture that is a button cannot be scaled, for
the browser tells clicks in pixels of the page."""
SIZES = {"wide": WIDE, "narrow": NARROW}


def to_pixels(position: Position, zoom: int) -> tuple[float, float]:
    """The pixel of the world at that zoom where a position lies."""
    latitude = math.radians(min(MOST_LATITUDE, max(-MOST_LATITUDE, position.latitude)))
    world = TILE * 2.0**zoom
    x = (position.longitude + 180.0) / 360.0 * world
    y = (1.0 - math.asinh(math.tan(latitude)) / math.pi) / 2.0 * world
    return x, y


def to_position(x: float, y: float, zoom: int) -> Position:
    """The position of a pixel of the world at that zoom."""
    world = TILE * 2.0**zoom
    latitude = math.degrees(math.atan(math.sinh(math.pi * (1.0 - 2.0 * y / world))))
    return Position(latitude, x / world * 360.0 - 180.0)


@dataclass(frozen=True)
class Window:
    """What a picture shows: a zoom, and its middle in steps of the grid."""

    zoom: int
    column: int
    row: int

    @classmethod
    def around(cls, position: Position, zoom: int) -> Window:
        """The window whose middle is nearest to a position."""
        zoom = min(MOST_ZOOM, max(LEAST_ZOOM, zoom))
        x, y = to_pixels(position, zoom)
        return cls(zoom, round(x / STEP), round(y / STEP))

    @property
    def middle(self) -> Position:
        """The position of its middle."""
        return to_position(self.column * STEP, self.row * STEP, self.zoom)

    def corner(self, size: Size) -> tuple[int, int]:
        """The pixel of the world at the left upper corner of a picture of that size."""
        return self.column * STEP - size.width // 2, self.row * STEP - size.height // 2

    def position_at(self, x: float, y: float, size: Size) -> Position:
        """The position under a point of the picture, counted from its left upper corner."""
        left, top = self.corner(size)
        x, y = min(max(x, 0.0), size.width), min(max(y, 0.0), size.height)
        return to_position(left + x, top + y, self.zoom)

    def point_of(self, position: Position, size: Size) -> tuple[int, int] | None:
        """Where a position lies in the picture; none where it lies outside."""
        left, top = self.corner(size)
        x, y = to_pixels(position, self.zoom)
        point = round(x - left), round(y - top)
        inside = 0 <= point[0] <= size.width and 0 <= point[1] <= size.height
        return point if inside else None

    def moved(self, direction: Direction) -> Window:
        """The window a part of a picture further on."""
        x, y = _TOWARDS[direction]
        return Window(self.zoom, self.column + x // STEP, self.row + y // STEP)

    def zoomed(self, by: int, around: Position | None = None) -> Window:
        """The window nearer (`by` above 0) or further away, around a position or its own middle."""
        return Window.around(around or self.middle, self.zoom + by)

    def near(self, centre: Position, within_metres: float) -> bool:
        """Whether its middle lies so near to `centre`, and its zoom is one that is offered."""
        return (
            LEAST_ZOOM <= self.zoom <= MOST_ZOOM
            and 0 <= self.column * STEP <= TILE * 2**self.zoom
            and 0 <= self.row * STEP <= TILE * 2**self.zoom
            and self.middle.metres_to(centre) <= within_metres
        )
