import io

from PIL import Image

from portico.demo.addresses import FIRST_UPRN, distance_to_line, homes
from portico.demo.map import draw_map
from portico.demo.town import CENTRE_LATITUDE, CENTRE_LONGITUDE, point_of, position_of, streets
from portico.records.places.map import NARROW, Position, Window
from portico.records.places.postcode import read_postcode


def test_about_two_thousand_addresses_all_of_their_own():
    everybody = homes()
    assert 1_800 <= len(everybody) <= 3_000
    assert len({home.uprn for home in everybody}) == len(everybody)
    assert len({(home.lines, home.postcode) for home in everybody}) == len(everybody)
    assert all(int(home.uprn) >= FIRST_UPRN for home in everybody)


def test_every_address_lies_on_its_street_and_in_the_fictional_area():
    lines = {street.name: street.line for street in streets()}
    for home in homes():
        assert distance_to_line(home.point, lines[home.street]) < 20
        assert home.postcode.startswith("PX")
        assert read_postcode(home.postcode) == home.postcode


def test_streets_have_one_name_each():
    names = [street.name for street in streets()]
    assert len(names) == len(set(names))


def test_metres_and_degrees_are_inverse():
    x, y = point_of(*position_of((321.0, -654.0)))
    assert (round(x, 6), round(y, 6)) == (321.0, -654.0)


def test_the_map_is_drawn_at_twice_its_size():
    window = Window.around(Position(CENTRE_LATITUDE, CENTRE_LONGITUDE), 16)
    picture = Image.open(io.BytesIO(draw_map(window, NARROW)))
    assert picture.size == (NARROW.width * 2, NARROW.height * 2)
    assert len(picture.convert("RGB").getcolors() or []) > 10
