"""The base map of the fictional council, drawn from the street network that its addresses lie on."""

from __future__ import annotations

import io
import math
from collections.abc import Iterable, Sequence
from functools import cache
from itertools import pairwise

from PIL import Image, ImageDraw, ImageFont

from portico.demo.addresses import Home, homes
from portico.demo.town import (
    LANDS,
    RAILWAY,
    RIVER,
    STATION,
    Kind,
    Point,
    Street,
    position_of,
    streets,
)
from portico.records.places.map import Position, Size, Window, to_pixels

DENSITY = 2
"""Pixels of the picture for one of the page: sharp on phones, and smooth when shown smaller."""
COLOURS = 96

_PAPER = "#f3efe6"
_LAND = {
    "park": "#cfe3bd",
    "wood": "#b4d3a3",
    "water": "#a9cce3",
    "built": "#eae4d8",
    "square": "#f7ecc8",
    "allotments": "#dfe5b9",
}
_RIVER, _RAIL, _HOUSE, _HOUSE_EDGE = "#a9cce3", "#6b6f7d", "#ddd3c2", "#b9ad98"
_ROAD: dict[Kind, tuple[str, str, float]] = {
    "main": ("#ffdf8f", "#b89445", 11.0),
    "street": ("#ffffff", "#a8a196", 8.0),
    "lane": ("#ffffff", "#a8a196", 6.0),
}
"""Colour, colour of the edge, width in metres."""
_INK, _WATER_INK, _GREEN_INK = "#2b2b33", "#2c5f85", "#3c6330"
_HOUSES_FROM_ZOOM, _NUMBERS_FROM_ZOOM, _STREET_NAMES_FROM_ZOOM = 16, 18, 15

_APART = 560
"""Pixels between two places where the same name is written."""

Pixel = tuple[float, float]


class _Sheet:
    """One picture being drawn: metres in, pixels out."""

    def __init__(self, window: Window, size: Size) -> None:
        self.zoom = window.zoom
        self.corner = window.corner(size)
        self.width, self.height = size.width * DENSITY, size.height * DENSITY
        self.image = Image.new("RGB", (self.width, self.height), _PAPER)
        self.draw = ImageDraw.Draw(self.image)
        latitude, _ = position_of((0, 0))
        metres_a_pixel = 40_075_016.686 * math.cos(math.radians(latitude)) / (256 * 2**window.zoom)
        self.scale = DENSITY / metres_a_pixel
        """Pixels of the picture for one metre."""
        self.taken: list[tuple[float, float, float, float]] = []
        self.written: dict[str, list[Pixel]] = {}

    def at(self, point: Point) -> Pixel:
        """The pixel of a point in metres."""
        latitude, longitude = position_of(point)
        x, y = to_pixels(Position(latitude, longitude), self.zoom)
        return (x - self.corner[0]) * DENSITY, (y - self.corner[1]) * DENSITY

    def line(self, points: Iterable[Point], colour: str, width: float) -> None:
        """Draw a line of that many pixels, with round joints and ends."""
        pixels = [self.at(point) for point in points]
        broad = max(1, round(width))
        self.draw.line(pixels, fill=colour, width=broad, joint="curve")
        for x, y in pixels:
            half = broad / 2
            self.draw.ellipse((x - half, y - half, x + half, y + half), fill=colour)

    def shape(self, points: Iterable[Point], colour: str, edge: str | None = None) -> None:
        """Fill an outline."""
        self.draw.polygon([self.at(point) for point in points], fill=colour, outline=edge)

    def sees(self, points: Sequence[Point], margin: float = 60) -> bool:
        """Whether a line may touch the picture."""
        pixels = [self.at(point) for point in points]
        xs, ys = [x for x, _ in pixels], [y for _, y in pixels]
        return (
            max(xs) > -margin
            and min(xs) < self.width + margin
            and max(ys) > -margin
            and min(ys) < self.height + margin
        )

    def write(self, text: str, middle: Pixel, turn: float, height: float, colour: str) -> None:
        """Write a name around a point, turned by `turn` radians, unless a name stands there or it is near."""
        if any(math.dist(middle, before) < _APART for before in self.written.get(text, ())):
            return
        font = _font(round(height))
        left, top, right, bottom = font.getbbox(text, stroke_width=4)
        label = Image.new("RGBA", (int(right - left) + 2, int(bottom - top) + 2))
        ImageDraw.Draw(label).text(
            (-left, -top), text, font=font, fill=colour, stroke_width=3, stroke_fill=_PAPER
        )
        label = label.rotate(math.degrees(turn), expand=True, resample=Image.Resampling.BICUBIC)
        x, y = middle[0] - label.width / 2, middle[1] - label.height / 2
        box = (x, y, x + label.width, y + label.height)
        if any(a < box[2] and b < box[3] and c > box[0] and d > box[1] for a, b, c, d in self.taken):
            return
        self.taken.append(box)
        self.written.setdefault(text, []).append(middle)
        self.image.paste(label, (round(x), round(y)), label)


def draw_map(window: Window, size: Size) -> bytes:
    """Draw what `window` shows as a PNG of twice `size`."""
    sheet = _Sheet(window, size)
    for land in LANDS:
        if land.use != "square":
            sheet.shape(_smooth((*land.outline, land.outline[0])), _LAND[land.use])
    sheet.line(_smooth(RIVER), _RIVER, 38 * sheet.scale)
    if window.zoom >= _HOUSES_FROM_ZOOM:
        _draw_houses(sheet)
    _draw_roads(sheet)
    _draw_railway(sheet)
    _write_names(sheet)
    buffer = io.BytesIO()
    sheet.image.quantize(COLOURS, method=Image.Quantize.FASTOCTREE, dither=Image.Dither.NONE).save(
        buffer, "PNG", optimize=True
    )
    return buffer.getvalue()


def _draw_houses(sheet: _Sheet) -> None:
    for home, corners in _houses():
        if sheet.sees((home.point,)):
            sheet.shape(corners, _HOUSE, _HOUSE_EDGE)
            if sheet.zoom >= _NUMBERS_FROM_ZOOM and home.number and "Flat" not in home.lines[0]:
                x, y = sheet.at(home.point)
                sheet.draw.text((x, y), _label_of(home), font=_font(22), fill=_INK, anchor="mm")


def _label_of(home: Home) -> str:
    first_word = home.lines[0].split()[0]
    return first_word if first_word.isdigit() else ""


def _draw_roads(sheet: _Sheet) -> None:
    seen = [(street, _middle_line(street)) for street in streets()]
    seen = [(street, line) for street, line in seen if sheet.sees(line)]
    for edge in (True, False):
        for kind in ("lane", "street", "main"):
            colour, border, metres = _ROAD[kind]
            width = max(metres * sheet.scale, 3.0 if kind == "main" else 2.0)
            for street, line in seen:
                if street.kind == kind:
                    sheet.line(line, border if edge else colour, width + 3 if edge else width)
    for land in LANDS:
        if land.use == "square":
            sheet.shape(land.outline, _LAND["square"], _ROAD["main"][1])


def _draw_railway(sheet: _Sheet) -> None:
    line = _smooth(RAILWAY)
    sheet.line(line, _RAIL, max(3.0, 5 * sheet.scale))
    sheet.line(line, _PAPER, max(1.0, 2.4 * sheet.scale))
    spacing = 26 * DENSITY / sheet.scale
    for point, direction in _marks(line, spacing):
        half = max(3.0, 4 * sheet.scale) / sheet.scale
        across = (-math.sin(direction) * half, math.cos(direction) * half)
        ends = ((point[0] - across[0], point[1] - across[1]), (point[0] + across[0], point[1] + across[1]))
        sheet.draw.line([sheet.at(end) for end in ends], fill=_RAIL, width=3)
    x, y = sheet.at(STATION)
    half = max(8.0, 12 * sheet.scale)
    sheet.draw.rounded_rectangle((x - half * 2, y - half, x + half * 2, y + half), 4, "#ffffff", _RAIL, 3)


def _write_names(sheet: _Sheet) -> None:
    if sheet.zoom <= _STREET_NAMES_FROM_ZOOM:
        for name, point in (
            ("Weirbridge", (60, -20)), ("Pediment Green", (1560, 800)), ("Little Lintel", (-1560, 1100)),
            ("Westbank", (-1100, -230)),
        ):  # fmt: skip
            height = 40 if name == "Weirbridge" else 28
            sheet.write(name, sheet.at(point), 0, height, _INK)
    x, y = sheet.at(STATION)
    sheet.write("Weirbridge station", (x, y - 26), 0, 24, _INK)
    for land in LANDS:
        middle = _middle(land.outline)
        ink = _WATER_INK if land.use == "water" else _INK if land.use == "square" else _GREEN_INK
        if sheet.sees((middle,), 200) and (sheet.zoom >= 14 or land.use in {"park", "wood"}):
            sheet.write(land.name, sheet.at(middle), 0, 24, ink)
    _write_along(sheet, "River Weir", RIVER, 26, _WATER_INK)
    for kind in ("main", "street", "lane"):
        for street in streets():
            if street.kind == kind and sheet.zoom >= (
                _STREET_NAMES_FROM_ZOOM - 1 if kind == "main" else _STREET_NAMES_FROM_ZOOM
            ):
                _write_along(sheet, street.name, street.line, 22 if sheet.zoom < 17 else 25, _INK)


def _write_along(sheet: _Sheet, name: str, line: tuple[Point, ...], height: float, colour: str) -> None:
    """Write a name on those parts of a line that are long enough for it and lie in the picture."""
    needed = _font(round(height)).getlength(name) * 0.9
    for start, end in pairwise(line):
        a, b = sheet.at(start), sheet.at(end)
        middle = ((a[0] + b[0]) / 2, (a[1] + b[1]) / 2)
        inside = 0 < middle[0] < sheet.width and 0 < middle[1] < sheet.height
        if inside and math.dist(a, b) >= min(needed, sheet.width / 3):
            turn = math.atan2(a[1] - b[1], b[0] - a[0])
            upright = math.atan(math.tan(turn)) if abs(math.cos(turn)) > 0.01 else math.pi / 2
            sheet.write(name, middle, upright, height, colour)


@cache
def _middle_line(street: Street) -> tuple[Point, ...]:
    return _smooth(street.line)


@cache
def _smooth(line: tuple[Point, ...]) -> tuple[Point, ...]:
    """The line with its inner corners rounded a little (Chaikin's corner cutting, twice)."""
    for _ in range(2):
        if len(line) <= 2:
            return line
        cut: list[Point] = [line[0]]
        for (ax, ay), (bx, by) in pairwise(line):
            cut += [
                (ax * 0.85 + bx * 0.15, ay * 0.85 + by * 0.15),
                (ax * 0.15 + bx * 0.85, ay * 0.15 + by * 0.85),
            ]
        line = (*cut, line[-1])
    return line


@cache
def _houses() -> tuple[tuple[Home, tuple[Point, ...]], ...]:
    """Each house once (flats share theirs), with its four corners."""
    houses: dict[Point, Home] = {}
    for home in homes():
        houses.setdefault(home.point, home)
    return tuple((home, _corners(home)) for home in houses.values())


def _corners(home: Home) -> tuple[Point, ...]:
    long, deep = (8.0, 4.5) if "Flat" not in home.lines[0] else (9.5, 7.0)
    along, left = (
        (math.cos(home.facing), math.sin(home.facing)),
        (-math.sin(home.facing), math.cos(home.facing)),
    )
    return tuple(
        (
            home.point[0] + along[0] * long * a + left[0] * deep * b,
            home.point[1] + along[1] * long * a + left[1] * deep * b,
        )
        for a, b in ((-1, -1), (1, -1), (1, 1), (-1, 1))
    )


def _middle(outline: tuple[Point, ...]) -> Point:
    return sum(x for x, _ in outline) / len(outline), sum(y for _, y in outline) / len(outline)


def _marks(line: Sequence[Point], every: float) -> Iterable[tuple[Point, float]]:
    """Points along a line, `every` metres, with its direction there."""
    gone = 0.0
    for start, end in pairwise(line):
        length = math.dist(start, end)
        direction = math.atan2(end[1] - start[1], end[0] - start[0])
        while gone < length:
            share = gone / length
            yield (start[0] + (end[0] - start[0]) * share, start[1] + (end[1] - start[1]) * share), direction
            gone += every
        gone -= length


@cache
def _font(height: int) -> ImageFont.FreeTypeFont:
    font = ImageFont.load_default(height)
    if not isinstance(font, ImageFont.FreeTypeFont):
        raise RuntimeError("Pillow was built without FreeType, which the demo's map needs for its letters.")
    return font
