"""The addresses of Porticoshire: houses along both sides of the streets of the fictional town.

UPRNs run from 999000000001: the range that begins with 9990 is far above every UPRN given out so far.
Postcodes lie in the area PX, which does not exist.
"""

from __future__ import annotations

import math
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from itertools import count, pairwise

from portico.demo.town import LANDS, RAILWAY, RIVER, Kind, Point, Street, position_of, streets
from portico.records.places.importing.addresses import GivenAddress

FIRST_UPRN = 999_000_000_001
MOST_AT_A_POSTCODE = 30
_INWARD_LETTERS = "ABDEFGHJLNPQRSTUWXYZ"
_OUTWARD = {"Castle": "PX1", "Mill": "PX1", "Station": "PX2", "Westbank": "PX3", "Pediment": "PX4"}
_APART: dict[Kind, float] = {"main": 21.0, "street": 18.5, "lane": 34.0}
"""Metres from house to house on one side."""
_SET_BACK: dict[Kind, float] = {"main": 17.0, "street": 15.0, "lane": 18.0}
"""Metres from the middle of the street to the middle of the house."""
_CLEAR_OF_CORNERS = 20.0
_CLEAR_OF_OTHER_STREETS = 13.0
_CLEAR_OF_RIVER_AND_RAILWAY = 34.0
FLATS_IN_A_BLOCK = 6
_HOUSE_NAMES = (
    "The Old Forge", "Rose Cottage", "Weir View", "The Granary", "Orchard End", "Lintel House",
    "Dove Cottage", "The Malthouse", "Thatchers", "Ivy Bank", "The Old Schoolhouse", "Gable Cottage",
    "Meadow Barn", "Beech House", "The Coach House", "Fern Lea", "Tower House", "The Laurels", "Hilltop",
    "Willow Cottage", "The Dairy", "Larkfield", "Bell House", "Stone Barn", "Holly Lodge", "The Smithy",
    "Quince Cottage", "Swallow’s Rest", "Tŷ Newydd", "Briar End",
)  # fmt: skip


@dataclass(frozen=True)
class Home:
    """One address of the fictional council, where it lies, and which way its house faces."""

    uprn: str
    lines: tuple[str, ...]
    postcode: str
    point: Point
    facing: float
    """The direction of the street before it, in radians anticlockwise from east."""
    number: str
    ward: str
    street: str

    def given(self, line: int) -> GivenAddress:
        """The address as a row of an imported file."""
        latitude, longitude = position_of(self.point)
        return GivenAddress(
            line=line,
            uprn=self.uprn,
            lines=self.lines,
            postcode=self.postcode,
            latitude=round(latitude, 6),
            longitude=round(longitude, 6),
            ward=self.ward,
        )


@cache
def homes() -> tuple[Home, ...]:
    """Every address, in the order of its UPRN; always the same."""
    uprns = count(FIRST_UPRN)
    codes = {outward: _postcodes(outward) for outward in sorted(set(_OUTWARD.values()))}
    found: list[Home] = []
    for street in streets():
        if not street.houses:
            continue
        names = iter(_named_from(len(found)))
        at_this_code = MOST_AT_A_POSTCODE
        for plot, (number, point, facing) in enumerate(_plots(street)):
            if at_this_code >= MOST_AT_A_POSTCODE:
                code, at_this_code = next(codes[_OUTWARD[street.ward]]), 0
            for first_line in _first_lines(street, plot, number, names):
                lines = (*first_line, *_last_lines(street))
                found.append(
                    Home(str(next(uprns)), lines, code, point, facing, str(number), street.ward, street.name)
                )
                at_this_code += 1
    return tuple(found)


def _first_lines(street: Street, plot: int, number: int, names: Iterator[str]) -> Iterator[tuple[str, ...]]:
    if street.named_houses:
        yield next(names), street.name
    elif street.flats and plot % 9 == 4:
        for flat in range(1, FLATS_IN_A_BLOCK + 1):
            yield f"Flat {flat}", f"{number} {street.name}"
    else:
        yield (f"{number} {street.name}",)


def _last_lines(street: Street) -> tuple[str, ...]:
    return ("Weirbridge",) if street.locality == "Weirbridge" else (street.locality, "Weirbridge")


def _named_from(start: int) -> list[str]:
    """House names, begun at another place of the list in each village street."""
    turn = start % len(_HOUSE_NAMES)
    names = [*_HOUSE_NAMES[turn:], *_HOUSE_NAMES[:turn]]
    return [*names, *(f"{name} Annexe" for name in names)]


def _plots(street: Street) -> Iterator[tuple[int, Point, float]]:
    """Where houses stand: number, point, direction of the street; odd numbers on the left side."""
    numbers = {1: count(1, 2), -1: count(2, 2)}
    forward = _CLEAR_OF_CORNERS
    while forward <= street.length - _CLEAR_OF_CORNERS:
        point, facing = _along(street.line, forward)
        for side in (1, -1):
            away = side * _SET_BACK[street.kind]
            stands = (point[0] - math.sin(facing) * away, point[1] + math.cos(facing) * away)
            if _is_free(stands, street):
                yield next(numbers[side]), (round(stands[0], 1), round(stands[1], 1)), facing
        forward += _APART[street.kind]


def _along(line: tuple[Point, ...], forward: float) -> tuple[Point, float]:
    """The point `forward` metres along a line, and the direction of the line there."""
    for start, end in pairwise(line):
        length = math.dist(start, end)
        direction = math.atan2(end[1] - start[1], end[0] - start[0])
        if forward <= length:
            share = forward / length
            return (
                start[0] + (end[0] - start[0]) * share,
                start[1] + (end[1] - start[1]) * share,
            ), direction
        forward -= length
    return line[-1], direction


def _is_free(point: Point, street: Street) -> bool:
    """Whether a house can stand there without standing in another street."""
    if any(distance_to_line(point, line) < _CLEAR_OF_RIVER_AND_RAILWAY for line in (RIVER, RAILWAY)):
        return False
    if any(_lies_in(point, land.outline) for land in LANDS):
        return False
    return all(
        other.name == street.name or distance_to_line(point, other.line) > _CLEAR_OF_OTHER_STREETS
        for other in streets()
    )


def distance_to_line(point: Point, line: tuple[Point, ...]) -> float:
    """Metres from a point to the nearest part of a line."""
    return min(_distance_to_part(point, a, b) for a, b in pairwise(line))


def _distance_to_part(point: Point, start: Point, end: Point) -> float:
    dx, dy = end[0] - start[0], end[1] - start[1]
    share = ((point[0] - start[0]) * dx + (point[1] - start[1]) * dy) / (dx * dx + dy * dy)
    share = min(1.0, max(0.0, share))
    return math.dist(point, (start[0] + dx * share, start[1] + dy * share))


def _lies_in(point: Point, outline: tuple[Point, ...]) -> bool:
    """Whether a point lies inside an outline, by counting the edges crossed on the way east."""
    x, y = point
    crossed = 0
    for (ax, ay), (bx, by) in pairwise((*outline, outline[0])):
        if (ay > y) != (by > y) and x < ax + (bx - ax) * (y - ay) / (by - ay):
            crossed += 1
    return crossed % 2 == 1


def _postcodes(outward: str) -> Iterator[str]:
    """Postcodes of one district, one after the other: `PX1 1AA`, `PX1 1AB`, …"""
    for digit in range(1, 10):
        for first in _INWARD_LETTERS:
            for second in _INWARD_LETTERS:
                yield f"{outward} {digit}{first}{second}"
