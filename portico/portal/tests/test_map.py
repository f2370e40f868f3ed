import pytest

from portico.records.places.base_map import BaseMap, MapAwayError, base_map, set_base_map
from portico.records.places.map import Position, Window

CENTRE = Position(54.62, 1.84)
WINDOW = Window.around(CENTRE, 15)


def away(window, size):
    raise MapAwayError


@pytest.fixture(autouse=True)
def a_base_map():
    before = base_map()
    set_base_map(BaseMap(CENTRE, 14, "Drawn", lambda window, size: b"picture"))
    yield
    set_base_map(before)


def address_of(size="wide", zoom=WINDOW.zoom, column=WINDOW.column):
    return f"/map/{size}/{zoom}/{column}/{WINDOW.row}.png"


def test_a_picture_may_be_kept_by_everybody(client):
    answer = client.get(address_of())
    assert (answer.status_code, answer.content) == (200, b"picture")
    assert answer.headers["Content-Type"] == "image/png"
    assert answer.headers["Cache-Control"] == "public, max-age=86400"


@pytest.mark.parametrize("address", [address_of(size="huge"), address_of(zoom=19), address_of(column=1)])
def test_what_is_not_offered_does_not_exist(client, address):
    assert client.get(address).status_code == 404


def test_a_map_that_is_away_is_tried_again(client):
    set_base_map(BaseMap(CENTRE, 14, "Drawn", away))
    answer = client.get(address_of())
    assert answer.status_code == 503
    assert answer.headers["Cache-Control"] == "no-store"
