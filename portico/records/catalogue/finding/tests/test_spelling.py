"""Words as the search compares them."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from portico.records.catalogue.finding.spelling import (
    joined_words_in,
    nearest,
    stem,
    unmutated,
    words_in,
)

KNOWN = ["pothole", "rubbish", "collected", "council", "councillor", "bin", "tax", "recycling"]


def test_words_are_plain():
    assert words_in("Lock-up’s café, 25% off; МУСОР_2") == ["lock", "ups", "cafe", "25", "off", "мусор", "2"]
    assert joined_words_in("a fly-tipping lock-up") == ["flytipping", "lockup"]


def test_all_forms_of_a_word_have_one_stem():
    assert len({stem(word) for word in ("collect", "collects", "collected", "collecting", "collection")}) == 1


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("pothloe", "pothole"),
        ("rubish", "rubbish"),
        ("colected", "collected"),
        ("counsil", "council"),
        ("recyling", "recycling"),
    ],
)
def test_slips_are_forgiven(typed, meant):
    assert nearest(typed, KNOWN)[0][0] == meant


@pytest.mark.parametrize("typed", ["bim", "tex", "qwertyuiop", ""])
def test_short_words_and_other_words_are_taken_as_they_stand(typed):
    assert nearest(typed, KNOWN) == []


@pytest.mark.parametrize(
    ("said", "word"), [("fin", "bin"), ("ardd", "gardd"), ("dreth", "treth"), ("lyfrgell", "llyfrgell")]
)
def test_welsh_words_are_known_without_their_mutation(said, word):
    assert word in unmutated(said)


@given(st.text())
def test_any_text_comes_to_words(text):
    for word in words_in(text):
        assert word == "".join(words_in(word))
        stem(word)
        unmutated(word)
