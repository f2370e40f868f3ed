import pytest
from hypothesis import given
from hypothesis import strategies as st

from portico.records.places.postcode import read_postcode


@pytest.mark.parametrize(
    ("typed", "read"),
    [
        ("M1 1AA", "M1 1AA"),
        ("m60 1nw", "M60 1NW"),
        ("W1A1HQ", "W1A 1HQ"),
        ("cr2-6xh", "CR2 6XH"),
        ("dn551pt", "DN55 1PT"),
        ("EC1A 1BB", "EC1A 1BB"),
        ("gir 0aa", "GIR 0AA"),
        ("GIR OAA", "GIR 0AA"),
        ("  p x 1   2 a b ", "PX1 2AB"),
        ("PX1.2AB.", "PX1 2AB"),
        ("PXI 2AB", "PX1 2AB"),
        ("pxl 2ab", "PX1 2AB"),
        ("PX1O 2AB", "PX10 2AB"),
        ("PX1 OAB", "PX1 0AB"),
        ("EC1A 188", None),
        ("5W1A 1AA", "SW1A 1AA"),
        ("ＰＸ１ ２ＡＢ", None),
        ("", None),
        ("PX1", None),
        ("PX1 2ABC", None),
        ("QX1 2AB", None),
        ("PX1 2CI", None),
        ("12345", None),
        ("PX1 2A\x00", None),
    ],
)
def test_reads_what_people_type(typed, read):
    assert read_postcode(typed) == read


@given(st.text(max_size=12))
def test_what_is_read_is_read_again_as_the_same(typed):
    read = read_postcode(typed)
    assert read is None or read_postcode(read) == read


@given(st.from_regex(r"[A-PR-UWYZ][A-HK-Y][0-9]{1,2} [0-9][ABD-HJLNP-UW-Z]{2}", fullmatch=True))
def test_a_correct_postcode_stays_as_it_is(postcode):
    assert read_postcode(postcode) == postcode
    assert read_postcode(postcode.lower().replace(" ", "")) == postcode
