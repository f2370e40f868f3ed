import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from portico.records.places.map import (
    LEAST_ZOOM,
    MOST_ZOOM,
    NARROW,
    STEP,
    WIDE,
    Position,
    Window,
    to_pixels,
    to_position,
)

LONDON_EYE = Position(51.5033, -0.1196)
positions = st.builds(Position, st.floats(49, 61), st.floats(-8, 2))
zooms = st.integers(LEAST_ZOOM, MOST_ZOOM)


def test_the_projection_is_that_of_the_common_tiles():
    x, y = to_pixels(LONDON_EYE, 16)
    assert (int(x // 256), int(y // 256)) == (32746, 21793)
    assert to_pixels(Position(0, 0), 0) == pytest.approx((128, 128))


def test_distances_are_those_on_a_sphere():
    assert Position(51, 0).metres_to(Position(52, 0)) == pytest.approx(111_195, abs=1)
    assert LONDON_EYE.metres_to(LONDON_EYE) == 0


@given(positions, zooms)
def test_pixels_and_positions_are_inverse(position, zoom):
    back = to_position(*to_pixels(position, zoom), zoom)
    assert back.metres_to(position) < 0.01


@given(positions, zooms)
def test_a_window_shows_what_it_is_around(position, zoom):
    window = Window.around(position, zoom)
    for size in (WIDE, NARROW):
        point = window.point_of(position, size)
        assert point is not None
        assert math.dist(point, (size.width / 2, size.height / 2)) <= STEP


@given(positions, zooms, st.integers(0, NARROW.width), st.integers(0, NARROW.height))
def test_a_point_pressed_is_the_point_shown(position, zoom, x, y):
    window = Window.around(position, zoom)
    pressed = window.position_at(x, y, NARROW)
    assert window.point_of(pressed, NARROW) == (x, y)


def test_moving_there_and_back_is_no_move():
    window = Window.around(LONDON_EYE, 15)
    assert window.moved("north").middle.latitude > window.middle.latitude
    assert window.moved("east").middle.longitude > window.middle.longitude
    assert window.moved("north").moved("south") == window
    assert window.moved("east").moved("west") == window


def test_zoom_stays_within_what_is_offered():
    assert Window.around(LONDON_EYE, 99).zoom == MOST_ZOOM
    assert Window.around(LONDON_EYE, 0).zoom == LEAST_ZOOM
    assert Window.around(LONDON_EYE, MOST_ZOOM).zoomed(1).zoom == MOST_ZOOM


def test_near_refuses_other_zooms_and_far_away_windows():
    assert Window.around(LONDON_EYE, 15).near(LONDON_EYE, 100)
    assert not Window(19, 1, 1).near(LONDON_EYE, 1e9)
    assert not Window(15, 10**9, 1).near(LONDON_EYE, 1e9)
    assert not Window.around(Position(55, -3), 15).near(LONDON_EYE, 40_000)
