import pytest

from portico.records.places.base_map import (
    BaseMap,
    MapAwayError,
    base_map,
    picture_of,
    set_base_map,
)
from portico.records.places.map import NARROW, WIDE, Position, Window
from portico.records.places.map_question import FOUND_ZOOM, ask_on_map, read_map
from portico.records.places.queries import FoundAddress

CENTRE = Position(54.62, 1.84)
MILL_LANE = FoundAddress("999000000012", ("12 Mill Lane",), "PX1 2AB", 54.621, 1.842, "")


@pytest.fixture(autouse=True)
def a_base_map():
    before = base_map()
    set_base_map(BaseMap(CENTRE, 14, "Drawn", lambda window, size: b"picture"))
    yield
    set_base_map(before)


def fields(question, **pressed):
    """What the browser posts for that state of the map, and what was pressed."""
    return {
        "place-window": question.window_field,
        "place-pin": question.pin_field,
        "place-search": question.search,
        "place-here": "",
        **{name.replace("__", "."): value for name, value in pressed.items()},
    }


def ask(**given):
    question = ask_on_map("place", **given)
    assert question is not None
    return question


def read(question, find=lambda words: [], **pressed):
    posted = {f"place-{name.replace('_', '-')}": value for name, value in pressed.items()}
    found = read_map("place", {**fields(question), **posted}, find=find)
    assert found is not None
    return found


@pytest.fixture
def first():
    return ask()


def test_it_begins_in_the_middle_of_the_council_or_around_the_pin(first):
    assert (first.window.zoom, first.pin) == (14, None)
    with_pin = ask(pin=Position(54.63, 1.85))
    assert with_pin.window.zoom == FOUND_ZOOM
    assert all(picture.pin for picture in with_pin.pictures)


def test_a_pin_in_another_country_is_left_out():
    assert ask(pin=Position(48.8, 2.3)).pin is None


@pytest.mark.parametrize(("name", "size"), [("wide", WIDE), ("narrow", NARROW)])
def test_a_press_on_the_picture_puts_the_pin_there(first, name, size):
    question, pressed = read(first, **{f"{name}.x": "40", f"{name}.y": "300"})
    assert pressed
    assert question.window == first.window
    assert question.window.point_of(question.pin, size) == (40, 300)


def test_the_state_comes_back_as_it_was_sent(first):
    question, _ = read(first, **{"wide.x": "40", "wide.y": "300"})
    again, pressed = read(question)
    assert not pressed
    assert again.window == question.window
    assert again.pin.metres_to(question.pin) < 0.2


def test_buttons_move_the_map_and_set_the_pin(first):
    nearer, _ = read(first, map="in")
    assert nearer.window.zoom == 15
    assert read(first, map="out")[0].window.zoom == 13
    assert read(first, map="north")[0].window.middle.latitude > first.window.middle.latitude
    pinned, pressed = read(first, map="middle")
    assert pressed
    assert pinned.pin.metres_to(first.window.middle) < 0.2
    assert read(pinned, map="remove")[0].pin is None


def test_nearer_keeps_the_pin_in_sight(first):
    pinned, _ = read(first, **{"narrow.x": "5", "narrow.y": "5"})
    nearer, _ = read(pinned, map="in")
    assert nearer.window.point_of(nearer.pin, NARROW) is not None


def test_a_search_moves_the_map_and_says_where(first):
    question, pressed = read(first, find=lambda words: [MILL_LANE], map="search", search="12 mill lane")
    assert pressed
    assert (question.searched, question.found) == ("found", "12 Mill Lane, PX1 2AB")
    assert question.window.point_of(Position(54.621, 1.842), NARROW) is not None
    assert question.pin is None
    assert read(first, map="search", search="nowhere")[0].searched == "nothing"


def test_enter_in_the_empty_search_goes_on_with_the_form(first):
    assert read(first, map="search", search="  ")[1] is False


def test_where_i_am_now(first):
    question, _ = read(first, map="here", here="54.6215,1.8425")
    assert question.pin == Position(54.6215, 1.8425)
    assert read(first, map="here", here="48.8,2.3")[0].searched == "outside"


@pytest.mark.parametrize(
    "garbage",
    [
        {"window": "x"},
        {"window": "99/1/1"},
        {"window": "14/999999999/1"},
        {"window": "14/²/1"},
        {"pin": "nan,nan"},
        {"pin": "1"},
        {"pin": "48.8,2.3"},
        {"map": "explode"},
        {"wide.x": "-1", "wide.y": "1"},
        {"wide.x": "1e9", "wide.y": "1"},
        {"wide.x": "5"},
    ],
)
def test_what_cannot_be_read_is_passed_over(first, garbage):
    question, pressed = read(first, **garbage)
    assert not pressed
    assert question.window == first.window
    assert question.pin is None


def test_no_map_is_offered_without_one():
    set_base_map(None)
    assert ask_on_map("place") is None
    assert read_map("place", {}) is None
    with pytest.raises(MapAwayError):
        picture_of("wide", Window(14, 1, 1))


def test_pictures_are_offered_near_the_council_only(first):
    assert picture_of("wide", first.window) == b"picture"
    with pytest.raises(LookupError):
        picture_of("huge", first.window)
    with pytest.raises(LookupError):
        picture_of("wide", Window.around(Position(48.8, 2.3), 14))


def test_marks_are_numbered_where_they_are_seen():
    question = ask(pin=CENTRE, marks=[Position(48.8, 2.3), CENTRE])
    assert [number for number, _, _ in question.pictures[0].marks] == [2]
