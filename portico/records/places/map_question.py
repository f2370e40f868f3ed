"""Asking for a place on the map, in a form that works without JavaScript.

The picture is a button: pressed, it sends where it was pressed, and the page comes back with the pin there.
Everything else — nearer, further, sideways, search, pin in the middle — is a button with words, so that
nobody needs a pointer. The whole state goes along in hidden fields of the form.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Literal, cast

from portico.records.places.base_map import FURTHEST_METRES, BaseMap, base_map
from portico.records.places.map import LEAST_ZOOM, MOST_ZOOM, SIZES, Direction, Position, Window
from portico.records.places.queries import FoundAddress, address_near, find_addresses

FOUND_ZOOM = 17
"""So near that house numbers and side streets can be told apart."""
LONGEST_SEARCH = 100

Searched = Literal["", "found", "nothing", "outside"]


@dataclass(frozen=True)
class Picture:
    """One size of the map's picture, with the points drawn over it in pixels of the page."""

    name: str
    width: int
    height: int
    pin: tuple[int, int] | None
    marks: tuple[tuple[int, int, int], ...]
    """Number and point of each place that is already known, such as open reports nearby."""


@dataclass(frozen=True)
class MapQuestion:
    """The state of one map on one page."""

    name: str
    """Of the question; all fields of the form begin with it."""
    window: Window
    credit: str
    pin: Position | None = None
    search: str = ""
    searched: Searched = ""
    found: str = ""
    """The address the search went to."""
    marks: tuple[Position, ...] = ()

    @property
    def nearest(self) -> bool:
        """Whether it cannot be brought nearer."""
        return self.window.zoom >= MOST_ZOOM

    @property
    def furthest(self) -> bool:
        """Whether it cannot be taken further away."""
        return self.window.zoom <= LEAST_ZOOM

    @property
    def window_field(self) -> str:
        """The window as the hidden field carries it."""
        return f"{self.window.zoom}/{self.window.column}/{self.window.row}"

    @property
    def pin_field(self) -> str:
        """The pin as the hidden field carries it, to about 10 centimetres; empty without one."""
        return f"{self.pin.latitude:.6f},{self.pin.longitude:.6f}" if self.pin else ""

    @property
    def pictures(self) -> tuple[Picture, ...]:
        """The picture in both sizes; the page shows the one that fits."""
        return tuple(
            Picture(
                name,
                size.width,
                size.height,
                self.window.point_of(self.pin, size) if self.pin else None,
                tuple(
                    (number, *point)
                    for number, mark in enumerate(self.marks, start=1)
                    if (point := self.window.point_of(mark, size))
                ),
            )
            for name, size in SIZES.items()
        )

    def near(self) -> FoundAddress | None:
        """The address nearest to the pin, so that it can be told in words; one SQL statement."""
        return address_near(self.pin.latitude, self.pin.longitude) if self.pin else None


def ask_on_map(
    name: str, *, pin: Position | None = None, marks: Sequence[Position] = ()
) -> MapQuestion | None:
    """The map as it first shows, around the pin where there is one; none where the council offers no map."""
    base = base_map()
    if base is None:
        return None
    if pin is not None and pin.metres_to(base.centre) > FURTHEST_METRES:
        pin = None
    window = Window.around(pin or base.centre, FOUND_ZOOM if pin else base.zoom)
    return MapQuestion(name, window, base.credit, pin, marks=tuple(marks))


def read_map(
    name: str,
    posted: Mapping[str, str],
    *,
    marks: Sequence[Position] = (),
    find: Callable[[str], Sequence[FoundAddress]] = find_addresses,
) -> tuple[MapQuestion, bool] | None:
    """The map as the posted form leaves it, and whether a button of the map was pressed.

    Where one was, the page is shown again; where none was, the form goes on with `pin`. None where the
    council offers no map. What cannot be read is passed over, never an error.
    """
    base = base_map()
    if base is None:
        return None
    question = _posted_state(name, posted, base, tuple(marks))
    for size_name, size in SIZES.items():
        x, y = (_number(posted.get(f"{name}-{size_name}.{axis}", "")) for axis in "xy")
        if x is not None and y is not None:
            return replace(question, pin=question.window.position_at(x, y, size)), True
    press = posted.get(f"{name}-map", "")
    if press == "search" and not question.search.strip():
        return question, False
    pressed = _press(question, press, posted, find)
    return (pressed, True) if pressed is not None else (question, False)


def _posted_state(
    name: str, posted: Mapping[str, str], base: BaseMap, marks: tuple[Position, ...]
) -> MapQuestion:
    window = _window(posted.get(f"{name}-window", ""))
    if window is None or not window.near(base.centre, FURTHEST_METRES):
        window = Window.around(base.centre, base.zoom)
    pin = _position(posted.get(f"{name}-pin", ""), base)
    search = posted.get(f"{name}-search", "")[:LONGEST_SEARCH]
    return MapQuestion(name, window, base.credit, pin, search, marks=marks)


def _press(
    question: MapQuestion,
    press: str,
    posted: Mapping[str, str],
    find: Callable[[str], Sequence[FoundAddress]],
) -> MapQuestion | None:
    """What a button of the map does; none where the press is of no such button."""
    window = question.window
    pressed: MapQuestion | None = None
    if press in {"north", "south", "east", "west"}:
        pressed = _within_reach(question, window.moved(cast(Direction, press)))
    elif press in {"in", "out"}:
        in_sight = question.pin and window.point_of(question.pin, SIZES["narrow"])
        around = question.pin if in_sight else None
        pressed = _within_reach(question, window.zoomed(1 if press == "in" else -1, around))
    elif press == "middle":
        pressed = replace(question, pin=window.middle)
    elif press == "remove":
        pressed = replace(question, pin=None)
    elif press == "search":
        pressed = _search(question, find)
    elif press == "here":
        pressed = _go_here(question, posted.get(f"{question.name}-here", ""))
    return pressed


def _within_reach(question: MapQuestion, window: Window) -> MapQuestion:
    base = base_map()
    return (
        replace(question, window=window) if base and window.near(base.centre, FURTHEST_METRES) else question
    )


def _go_here(question: MapQuestion, told: str) -> MapQuestion:
    """Put the pin where the browser says it is, unless that is nowhere near the council."""
    base = base_map()
    here = _position(told, base) if base else None
    if here is None:
        return replace(question, searched="outside" if told else "")
    return replace(question, pin=here, window=Window.around(here, FOUND_ZOOM))


def _search(question: MapQuestion, find: Callable[[str], Sequence[FoundAddress]]) -> MapQuestion:
    for one in find(question.search):
        if one.latitude is not None and one.longitude is not None:
            window = Window.around(Position(one.latitude, one.longitude), FOUND_ZOOM)
            return replace(question, window=window, searched="found", found=one.one_line)
    return replace(question, searched="nothing")


def _number(text: str) -> float | None:
    return float(text) if text.isascii() and text.isdigit() and len(text) <= len("10000") else None


def _window(text: str) -> Window | None:
    parts = text.split("/")
    if len(parts) != len(("zoom", "column", "row")) or not all(
        part.isascii() and part.isdigit() and len(part) <= len("100000000") for part in parts
    ):
        return None
    return Window(*(int(part) for part in parts))


def _position(text: str, base: BaseMap) -> Position | None:
    try:
        latitude, longitude = (float(part) for part in text.split(","))
    except ValueError:
        return None
    position = Position(latitude, longitude)
    usable = (
        abs(latitude) <= 90 and abs(longitude) <= 180 and position.metres_to(base.centre) <= FURTHEST_METRES
    )
    return position if usable else None
