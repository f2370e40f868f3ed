"""Words that were taken out and put in, marked in one text."""

from __future__ import annotations

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from portico.desk.services.marking import MOST_COMPARED, marked

WORDS = st.lists(st.sampled_from(["bin", "the ", "day\n", " ", "collected ", "é"]), max_size=30).map("".join)


@pytest.mark.parametrize(
    ("before", "after", "pieces"),
    [
        ("", "", ""),
        ("Which bin?", "Which bin?", "=Which bin?"),
        ("", "New words", "+New words"),
        ("Old words", "", "-Old words"),
        ("Which bin is it?", "Which green bin is it?", "=Which |+green |=bin is it?"),
        ("Tell us your name", "Tell us your full name", "=Tell us your |+full |=name"),
        ("Rubbish", "Food", "-Rubbish|+Food"),
        ("a b c d e f", "u v w x y f", "-a b c d e f|+u v w x y f"),
    ],
)
def test_texts_are_marked_word_by_word(before, after, pieces):
    signs = {"both": "=", "out": "-", "in": "+"}
    assert "|".join(signs[piece.kind] + piece.text for piece in marked(before, after)) == pieces


@given(WORDS, WORDS)
def test_both_texts_are_in_the_pieces(before, after):
    pieces = marked(before, after)
    assert "".join(piece.text for piece in pieces if piece.kind != "in") == before
    assert "".join(piece.text for piece in pieces if piece.kind != "out") == after


def test_very_long_texts_take_no_long_time():
    began = time.monotonic()
    marked("a b " * MOST_COMPARED * 4, "b a a " * MOST_COMPARED * 4)
    marked("a " * MOST_COMPARED, "b a " * (MOST_COMPARED // 2) + "c")
    assert time.monotonic() - began < 3
