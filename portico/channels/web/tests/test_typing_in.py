"""What is typed is tidied, and means the same afterwards."""

from __future__ import annotations

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from portico.channels.web.typing_in import tidy_line, tidy_paragraphs


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("  Ada   Lovelace \n", "Ada Lovelace"),
        ("Zoe\u0308", "Zoë"),
        ("a\x00b\x07c", "abc"),
        ("👩‍👩‍👧 of 12", "👩‍👩‍👧 of 12"),
        ("שלום עולם", "שלום עולם"),
        ("\u202egnp.exe", "gnp.exe"),
        ("non\u00a0breaking\u2003space", "non breaking space"),
        ("<script>alert(1)</script>", "<script>alert(1)</script>"),
        ("one\u2028two", "onetwo"),
    ],
)
def test_a_line(typed, kept):
    assert tidy_line(typed) == kept


def test_paragraphs_keep_their_lines():
    assert tidy_paragraphs(" One  \r\n\r\nTwo\rThree\x00 \n\n") == "One\n\nTwo\nThree"


@given(st.text())
def test_what_is_kept_can_be_stored_and_does_not_change_again(typed):
    for tidy in (tidy_line, tidy_paragraphs):
        kept = tidy(typed)
        assert tidy(kept) == kept
        assert "\x00" not in kept
        json.dumps(kept).encode("utf-8")
        kept.encode("utf-8")
