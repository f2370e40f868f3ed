"""Names match however they are written, and stay apart where they differ."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from portico.records.people.names import LONGEST_KEY, is_surname_of, name_key_of


@pytest.mark.parametrize(
    ("written", "key"),
    [
        ("Ada Lovelace", "ada lovelace"),
        ("  ADA \t lovelace\n", "ada lovelace"),
        ("Siân Müller", "sian muller"),
        ("Zoë O’Brien", "zoe obrien"),
        ("Anne-Marie St. John", "anne marie st john"),
        ("Søren Łukasz Straße", "soren lukasz strasse"),
        ("Δημήτρης", "δημητρησ"),
        ("Йорданка", "иорданка"),
        ("王小明", "王小明"),
        ("שָׁלוֹם", "שלום"),
        ("김민준", "김민준"),
        ("", ""),
        ("\u200bAda\x00", "ada"),
    ],
)
def test_keys(written, key):
    assert name_key_of(written) == key


@pytest.mark.parametrize(("one", "other"), [("कि", "का"), ("か", "が"), ("นา", "น้า"), ("Ann", "Anna")])
def test_other_names_stay_other_names(one, other):
    assert name_key_of(one) != name_key_of(other)


@given(st.text(max_size=300))
def test_a_key_is_its_own_key_and_fits(text):
    key = name_key_of(text)
    assert len(key) <= LONGEST_KEY
    assert key == key.strip()
    assert "  " not in key


@pytest.mark.parametrize(
    ("surname", "name", "is_one"),
    [
        ("Lovelace", "Ada Lovelace", True),
        ("lovelace", "Ada Lovelace", True),
        ("van der Berg", "Jan van der Berg", True),
        ("Berg", "Jan van der Berg", True),
        ("Ada Lovelace", "Ada Lovelace", True),
        ("Ada", "Ada Lovelace", False),
        ("lace", "Ada Lovelace", False),
        ("", "Ada Lovelace", False),
        ("", "", False),
        ("O'Brien", "Zoë O’Brien", True),
    ],
)
def test_surnames(surname, name, is_one):
    assert is_surname_of(surname, name_key_of(name)) is is_one
