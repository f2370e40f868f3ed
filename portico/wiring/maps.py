"""Which base map this Portico shows: the demo's drawn one, a tile server's, or none."""

from __future__ import annotations

from django.conf import settings

from portico.records.places.base_map import BaseMap
from portico.records.places.map import LEAST_ZOOM, MOST_ZOOM, Position, Size, Window
from portico.records.places.tile_server import TileAddressError, TileServer
from portico.wiring.environment import SettingError

DEMO_MAP = "demo"
DEMO_ZOOM = 14


def base_map_from_settings() -> BaseMap | None:
    """The base map that the settings name; raises `SettingError` where they cannot be used."""
    if not settings.PORTICO_MAP_TILES:
        return None
    if settings.PORTICO_MAP_TILES == DEMO_MAP:
        return _demo_map()
    try:
        tiles = TileServer(settings.PORTICO_MAP_TILES, settings.PORTICO_HOME / "map-tiles")
    except TileAddressError as error:
        raise SettingError(str(error)) from error
    zoom = settings.PORTICO_MAP_ZOOM
    if not LEAST_ZOOM <= zoom <= MOST_ZOOM:
        raise SettingError(f"PORTICO_MAP_ZOOM is {zoom}. Write a number from {LEAST_ZOOM} to {MOST_ZOOM}.")
    return BaseMap(_centre(settings.PORTICO_MAP_CENTRE), zoom, settings.PORTICO_MAP_CREDIT, tiles.draw)


def _demo_map() -> BaseMap:
    from portico.demo.town import CENTRE_LATITUDE, CENTRE_LONGITUDE

    credit = "A fictional place, drawn for the demonstration"
    return BaseMap(Position(CENTRE_LATITUDE, CENTRE_LONGITUDE), DEMO_ZOOM, credit, _draw_demo_map)


def _draw_demo_map(window: Window, size: Size) -> bytes:
    from portico.demo.map import draw_map  # the street network is only laid out once a map is looked at

    return draw_map(window, size)


def _centre(text: str) -> Position:
    try:
        latitude, longitude = (float(part) for part in text.split(","))
    except ValueError:
        raise SettingError(
            f"PORTICO_MAP_CENTRE is {text!r}. Write latitude and longitude in degrees: 51.7509,-0.3413."
        ) from None
    return Position(latitude, longitude)
