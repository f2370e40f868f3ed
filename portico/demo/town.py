"""The land of Porticoshire: a fictional town, its streets, river, park and railway, in metres.

Nothing here is a real place. `x` counts metres east and `y` metres north of the Market Square of Weirbridge,
which lies where the North Sea is (the Dogger Bank), so that it can never be taken for somewhere else.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from itertools import pairwise
from typing import Literal

Point = tuple[float, float]
Kind = Literal["main", "street", "lane"]

CENTRE_LATITUDE, CENTRE_LONGITUDE = 54.62, 1.84
METRES_A_DEGREE = 111_320.0
"""Length of a degree of latitude on a sphere of 6,378 km; exact enough for a town that does not exist."""


@dataclass(frozen=True)
class Street:
    """A street: its name, the line along its middle, and where its houses belong."""

    name: str
    line: tuple[Point, ...]
    kind: Kind
    ward: str
    locality: str
    houses: bool = True
    named_houses: bool = False
    """Whether houses have names in place of numbers, as in the villages."""
    flats: bool = False

    @property
    def length(self) -> float:
        """In metres."""
        return sum(math.dist(a, b) for a, b in pairwise(self.line))


@dataclass(frozen=True)
class Land:
    """A patch of ground with a use: park, wood, water, fields for sports, a built-up area."""

    name: str
    use: Literal["park", "wood", "water", "built", "square", "allotments"]
    outline: tuple[Point, ...]


def position_of(point: Point) -> tuple[float, float]:
    """Latitude and longitude in degrees of a point in metres."""
    latitude = CENTRE_LATITUDE + point[1] / METRES_A_DEGREE
    longitude = CENTRE_LONGITUDE + point[0] / (METRES_A_DEGREE * math.cos(math.radians(CENTRE_LATITUDE)))
    return latitude, longitude


def point_of(latitude: float, longitude: float) -> Point:
    """The point in metres of a position in degrees; the inverse of `position_of`."""
    x = (longitude - CENTRE_LONGITUDE) * METRES_A_DEGREE * math.cos(math.radians(CENTRE_LATITUDE))
    return x, (latitude - CENTRE_LATITUDE) * METRES_A_DEGREE


RIVER: tuple[Point, ...] = (
    (-7000, 1900), (-4000, 1250), (-2200, 800), (-1600, 640), (-1000, 470), (-640, 300), (-400, 130),
    (-290, -50), (-210, -260), (-60, -480), (230, -690), (620, -860), (1100, -930), (1600, -1120),
    (2200, -1250), (4000, -1350), (7000, -2400),
)  # fmt: skip
"""The Weir, which flows to the south-east."""
RAILWAY: tuple[Point, ...] = (
    (-7000, -1500), (-2200, -1080), (-1500, -960), (-800, -800), (-200, -590), (200, -430), (520, -310),
    (900, -130), (1300, 90), (1750, 420), (2200, 820), (3200, 1500), (7000, 2600),
)  # fmt: skip
STATION: Point = (290, -400)

LANDS: tuple[Land, ...] = (
    Land(
        "Portico Park",
        "park",
        ((-470, 330), (-150, 300), (-130, 520), (-190, 760), (-420, 800), (-620, 560)),
    ),
    Land("Park pond", "water", ((-380, 520), (-300, 500), (-270, 560), (-320, 620), (-400, 590))),
    Land(
        "Turret Wood",
        "wood",
        ((480, 760), (900, 800), (1150, 1080), (980, 1400), (560, 1350), (420, 1050)),
    ),
    Land(
        "Keystone Common", "park", ((-1250, -720), (-900, -700), (-820, -480), (-1050, -420), (-1320, -520))
    ),
    Land("Station Allotments", "allotments", ((480, -420), (640, -350), (760, -420), (600, -500))),
    Land("Lintel Wood", "wood", ((-2200, 1150), (-1850, 1120), (-1700, 1420), (-1800, 1700), (-2200, 1700))),
    Land(
        "Weir Meadows",
        "park",
        ((-900, 300), (-680, 190), (-520, 130), (-560, 40), (-760, 120), (-930, 190)),
    ),
    Land("Marsh Heath", "park", ((1500, -300), (2500, -100), (2900, -500), (2000, -620), (1480, -540))),
    Land("Moor End Wood", "wood", ((-1300, 1900), (-300, 1700), (-200, 2300), (-900, 2700), (-1500, 2400))),
    Land("Quay Wood", "wood", ((-3600, -900), (-2600, -700), (-2500, -200), (-3100, 100), (-3800, -300))),
    Land("South Down", "park", ((-1800, -2200), (-200, -1500), (300, -1900), (-300, -2700), (-1500, -2800))),
    Land("Market Square", "square", ((-42, -34), (44, -30), (40, 40), (-38, 36))),
)

CASTLE, MILL, STATION_WARD, WESTBANK, PEDIMENT = "Castle", "Mill", "Station", "Westbank", "Pediment"


def _main(name: str, ward: str, *line: Point, houses: bool = True, flats: bool = False) -> Street:
    return Street(name, line, "main", ward, "Weirbridge", houses=houses, flats=flats)


def _street(name: str, ward: str, *line: Point, flats: bool = False) -> Street:
    return Street(name, line, "street", ward, "Weirbridge", flats=flats)


def _lane(name: str, locality: str, *line: Point) -> Street:
    return Street(name, line, "lane", PEDIMENT, locality, named_houses=True)


_THROUGH_TOWN: tuple[Street, ...] = (
    _main("High Street", CASTLE, (0, 270), (6, 120), (0, 0), (12, -90), (20, -190), flats=True),
    _main("Bridge Street", MILL, (0, 0), (-150, -14), (-300, -36), (-480, -20), (-700, 20)),
    _main("Westbank Road", WESTBANK, (-700, 20), (-1000, -40), (-1400, -20), (-2200, 60)),
    _main("Quay Road", WESTBANK, (-2200, 60), (-3600, 420), (-7000, 300), houses=False),
    _main("Station Road", STATION_WARD, (20, -190), (120, -280), (250, -350), flats=True),
    _main("Capital Road", CASTLE, (12, -90), (240, -40), (520, 40), (860, 120), (1250, 190), (1560, 300)),
    _main(
        "Pediment Road",
        PEDIMENT,
        (1560, 300),
        (1700, 480),
        (1760, 700),
        (2200, 900),
        (3600, 1000),
        (7000, 1700),
        houses=False,
    ),
    _main("Northgate", CASTLE, (0, 270), (-40, 520), (-70, 800), (-60, 1000), (-20, 1300)),
    _main("Moor Road", PEDIMENT, (-20, 1300), (60, 1700), (420, 3000), (200, 7000), houses=False),
    _main("Lintel Road", PEDIMENT, (-60, 1000), (-500, 1080), (-1000, 1040), (-1400, 1000), houses=False),
    _main("Archway Road", STATION_WARD, (120, -280), (190, -440), (330, -560), (560, -640), (900, -600)),
    _main("Marsh Road", STATION_WARD, (900, -600), (1500, -700), (3200, -700), (7000, -1500), houses=False),
    _street("Castle Hill", CASTLE, (0, 270), (140, 330), (260, 440), (330, 600)),
    _street("Church Street", CASTLE, (3, 130), (-130, 160), (-240, 190)),
    _street("Cloister Walk", CASTLE, (-130, 160), (-120, 60), (-150, -14)),
    _street("Mill Lane", MILL, (-150, -14), (-120, -150), (-60, -300)),
    _street("St Mary's Road", CASTLE, (6, 120), (140, 130), (300, 150), (430, 160)),
    _street("Belfry Row", CASTLE, (140, 330), (150, 230), (140, 130), (150, 20), (160, -56)),
    _street("Mason's Yard", MILL, (12, -90), (-60, -100), (-125, -120), flats=True),
    _street("Plinth Street", STATION_WARD, (20, -190), (-60, -300), (-10, -420), (100, -440)),
    _street("Weir Bank", WESTBANK, (-480, -20), (-400, -200), (-320, -380), (-250, -470)),
    _street("Campanile Road", CASTLE, (300, 150), (310, 300), (260, 440)),
    _street("Keystone Road", PEDIMENT, (1020, 150), (1000, 300)),
    _street("Park Terrace", CASTLE, (-40, 520), (-110, 500), (-100, 380), (-20, 400)),
)

_VILLAGES: tuple[Street, ...] = (
    _lane("The Green", "Pediment Green", (1760, 700), (1640, 780), (1560, 900), (1600, 1040)),
    _lane("Gargoyle Lane", "Pediment Green", (1640, 780), (1480, 740), (1340, 780)),
    _lane("The Gable Ends", "Pediment Green", (1560, 900), (1420, 940), (1330, 900), (1340, 780)),
    _lane("Forge Lane", "Pediment Green", (1560, 900), (1720, 930), (1860, 1010)),
    _lane("Chapel Lane", "Little Lintel", (-1400, 1000), (-1560, 1060), (-1640, 1180), (-1620, 1320)),
    _lane("Dovecote Lane", "Little Lintel", (-1560, 1060), (-1720, 1000), (-1860, 1000)),
    _lane("Upper Thatch", "Little Lintel", (-1640, 1180), (-1500, 1220), (-1380, 1180), (-1400, 1000)),
)


def _estate(
    ward: str,
    corner: Point,
    towards: float,
    length: float,
    *,
    names: Sequence[str],
    ends: tuple[str, str],
    apart: float = 84.0,
    bow: float = 22.0,
) -> list[Street]:
    """Parallel streets, gently bowed, between two roads at their ends.

    `corner` is the beginning of the first street, `towards` the direction of the streets in degrees
    anticlockwise from east; each next street lies `apart` metres to the left.
    """
    along = (math.cos(math.radians(towards)), math.sin(math.radians(towards)))
    left = (-along[1], along[0])

    def at(forward: float, sideways: float) -> Point:
        return (
            corner[0] + along[0] * forward + left[0] * sideways,
            corner[1] + along[1] * forward + left[1] * sideways,
        )

    rows = [
        _street(
            name,
            ward,
            *(
                at(length * part / 4, row * apart + bow * math.sin(math.pi * part / 4) * (-1) ** row)
                for part in range(5)
            ),
        )
        for row, name in enumerate(names)
    ]
    deep = (len(names) - 1) * apart
    return [
        *rows,
        _street(ends[0], ward, at(0, 0), at(-14, deep / 2), at(0, deep)),
        _street(ends[1], ward, at(length, 0), at(length + 14, deep / 2), at(length, deep)),
    ]


@cache
def streets() -> tuple[Street, ...]:
    """Every street of the district."""
    return (
        *_THROUGH_TOWN,
        *_VILLAGES,
        *_estate(
            CASTLE, (520, 40), 13.5, 400,
            names=["Capital Parade", "Architrave Avenue", "Cornice Street", "Frieze Gardens",
                   "Balustrade Road", "Mansard Street", "Cupola Crescent"],
            ends=("Doric Drive", "Ionic Way"),
        )[1:],
        *_estate(
            STATION_WARD, (560, -640), 8, 380,
            names=["Spandrel Street", "Mullion Street", "Transom Terrace"],
            ends=("Vault Row", "Oriel Close"),
            apart=80,
        ),
        *_estate(
            WESTBANK, (-1330, -374), 0, 480,
            names=["Buttress Road", "Quoin Street", "Rafter Street", "Obelisk Road", "Tracery Way"],
            ends=("Corinthian Crescent", "Pilaster Place"),
        ),
        *_estate(
            WESTBANK, (-1400, -20), -2.9, 400,
            names=["Westbank Parade", "Minaret Street", "Rotunda Avenue", "Parapet Street", "Trefoil Road"],
            ends=("Loggia Lane", "Apse Road"),
            apart=80,
        )[1:],
        *_estate(
            CASTLE, (-60, 1000), 2, 400,
            names=["Column Road", "Atrium Street", "Finial Rise", "Pagoda Gardens"],
            ends=("Northgate Rise", "Stoa Street"),
        ),
        *_estate(
            PEDIMENT, (1000, 300), 12, 360,
            names=["Entablature Lane", "Baluster Street", "Dentil Drive", "Ziggurat Rise"],
            ends=("Portal Way", "Nave Road"),
            apart=82,
        ),
    )  # fmt: skip
