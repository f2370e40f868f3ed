import io
import threading
from http.server import BaseHTTPRequestHandler, HTTPServer

import pytest
from PIL import Image

from portico.records.places.base_map import MapAwayError
from portico.records.places.map import NARROW, Position, Window
from portico.records.places.tile_server import TileAddressError, TileServer

WINDOW = Window.around(Position(54.62, 1.84), 15)


def a_tile(colour):
    buffer = io.BytesIO()
    Image.new("RGB", (256, 256), colour).save(buffer, "PNG")
    return buffer.getvalue()


class Tiles(HTTPServer):
    """A tile server that remembers what it was asked for."""

    def __init__(self):
        super().__init__(("127.0.0.1", 0), Answers)
        self.asked: list[str] = []
        self.content = a_tile("#336699")


class Answers(BaseHTTPRequestHandler):
    server: Tiles

    def do_GET(self):
        self.server.asked.append(self.path)
        self.send_response(200)
        self.end_headers()
        self.wfile.write(self.server.content)

    def log_message(self, *words):
        """Say nothing."""


@pytest.fixture
def server():
    running = Tiles()
    threading.Thread(target=running.serve_forever, args=(0.02,), daemon=True).start()
    yield running
    running.shutdown()
    running.server_close()


def tiles_of(server, folder):
    return TileServer(f"http://127.0.0.1:{server.server_port}/{{z}}/{{x}}/{{y}}.png", folder)


def test_tiles_make_one_picture_and_are_kept(server, tmp_path):
    tiles = tiles_of(server, tmp_path / "tiles")
    picture = Image.open(io.BytesIO(tiles.draw(WINDOW, NARROW)))
    assert picture.size == (NARROW.width, NARROW.height)
    assert picture.convert("RGB").getcolors() == [(NARROW.width * NARROW.height, (0x33, 0x66, 0x99))]
    fetched = len(server.asked)
    assert 4 <= fetched <= 9
    tiles.draw(WINDOW, NARROW)
    assert len(server.asked) == fetched


def test_a_server_that_is_away_leaves_what_was_kept(server, tmp_path):
    tiles = tiles_of(server, tmp_path)
    tiles.draw(WINDOW, NARROW)
    server.content = b"not a picture"
    assert tiles.draw(WINDOW, NARROW)
    with pytest.raises(MapAwayError):
        tiles.draw(Window(WINDOW.zoom, WINDOW.column, WINDOW.row - 100), NARROW)


@pytest.mark.parametrize(
    "address", ["ftp://x/{z}/{x}/{y}", "https://x/{z}/{x}", "file:///{z}/{x}/{y}", "tiles"]
)
def test_an_address_that_cannot_be_used_says_how_to_write_it(address, tmp_path):
    with pytest.raises(TileAddressError, match="Write it like"):
        TileServer(address, tmp_path)
