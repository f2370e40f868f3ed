"""A base map put together from the tiles of a tile server.

The server fetches the tiles, not the resident's browser: who looks at which place stays between the
resident and the council, and a key in the tile address is never shown.
"""

from __future__ import annotations

import hashlib
import io
import time
import urllib.error
import urllib.request
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path

from PIL import Image

from portico.records.places.base_map import MapAwayError
from portico.records.places.map import TILE, Size, Window

SECONDS_TO_WAIT = 4.0
LARGEST_TILE = 1_000_000
KEPT_FOR_SECONDS = 14 * 24 * 60 * 60
FETCHED_AT_ONCE = 4
_PLAIN = "#e9e9ec"


class TileAddressError(ValueError):
    """The address of the tiles cannot be used; the message says how to write it."""


@dataclass(frozen=True)
class TileServer:
    """Tiles at `address`, such as `https://tiles.example/{z}/{x}/{y}.png`, kept below `kept_in`."""

    address: str
    kept_in: Path

    def __post_init__(self) -> None:
        parts = ("{z}", "{x}", "{y}")
        if not self.address.startswith(("https://", "http://")) or any(p not in self.address for p in parts):
            raise TileAddressError(
                f"PORTICO_MAP_TILES is {self.address!r}. Write it like https://tiles.example/{{z}}/{{x}}/{{y}}.png."
            )

    def draw(self, window: Window, size: Size) -> bytes:
        """The picture of a window as PNG. Raises `MapAwayError` where no tile of it can be had."""
        left, top = window.corner(size)
        columns = range(left // TILE, (left + size.width - 1) // TILE + 1)
        rows = range(top // TILE, (top + size.height - 1) // TILE + 1)
        wanted = [(window.zoom, x, y) for y in rows for x in columns]
        picture = Image.new("RGB", (size.width, size.height), _PLAIN)
        with ThreadPoolExecutor(FETCHED_AT_ONCE) as pool:
            tiles = list(pool.map(self._tile, wanted))
        if not any(tiles):
            raise MapAwayError("The tile server does not answer.")
        for (_, x, y), tile in zip(wanted, tiles, strict=True):
            if tile is not None:
                picture.paste(tile, (x * TILE - left, y * TILE - top))
        buffer = io.BytesIO()
        picture.quantize(128, dither=Image.Dither.NONE).save(buffer, "PNG", optimize=True)
        return buffer.getvalue()

    def _tile(self, where: tuple[int, int, int]) -> Image.Image | None:
        """One tile, from the folder where it is young enough, else from the server, else from the folder."""
        z, x, y = where
        address = self.address.replace("{z}", str(z)).replace("{x}", str(x)).replace("{y}", str(y))
        file = self.kept_in / hashlib.sha256(address.encode()).hexdigest()
        try:
            if time.time() - file.stat().st_mtime < KEPT_FOR_SECONDS:
                return _opened(file.read_bytes())
        except OSError:
            pass
        fetched = _fetch(address)
        tile = _opened(fetched) if fetched else None
        if tile is not None and fetched:
            _keep(file, fetched)
            return tile
        try:
            return _opened(file.read_bytes())
        except OSError:
            return None


def _fetch(address: str) -> bytes | None:
    request = urllib.request.Request(address, headers={"User-Agent": "Portico (council front door)"})  # noqa: S310
    try:
        with urllib.request.urlopen(request, timeout=SECONDS_TO_WAIT) as answer:  # noqa: S310
            content: bytes = answer.read(LARGEST_TILE + 1)
    except (urllib.error.URLError, OSError, ValueError):
        return None
    return content if len(content) <= LARGEST_TILE else None


def _opened(content: bytes) -> Image.Image | None:
    try:
        image = Image.open(io.BytesIO(content))
        return image.convert("RGB").resize((TILE, TILE))
    except (OSError, ValueError, Image.DecompressionBombError):
        return None


def _keep(file: Path, content: bytes) -> None:
    """Write a tile to the folder whole or not at all; a full disk only costs another fetch."""
    beside = file.with_name(f"{file.name}.{time.monotonic_ns()}")
    try:
        file.parent.mkdir(parents=True, exist_ok=True)
        beside.write_bytes(content)
        beside.replace(file)
    except OSError:
        beside.unlink(missing_ok=True)
