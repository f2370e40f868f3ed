"""A reference catches the slips of people who read, say and type it."""

from __future__ import annotations

import itertools

import pytest
from hypothesis import given
from hypothesis import strategies as st

from portico.ground.references.references import (
    ALPHABET,
    LENGTH,
    MEANT,
    check_character,
    grouped,
    new_reference,
    read_reference,
)

firsts = st.text(ALPHABET, min_size=LENGTH - 1, max_size=LENGTH - 1)
references = firsts.map(lambda first: first + check_character(first))


def test_alphabet_is_a_prime_number_of_characters_without_vowels_and_look_alikes():
    assert len(set(ALPHABET)) == len(ALPHABET) == 23
    for alike in ["0OQD", "1IL7", "2Z", "5S", "6G", "8B", "UV"]:
        assert len(set(alike) & set(ALPHABET)) <= 1, alike
    assert not set("AEIOU01") & set(ALPHABET)


def test_new_references_are_well_formed_and_spread_over_the_alphabet():
    drawn = [new_reference() for _ in range(2_000)]
    assert all(read_reference(reference) == reference for reference in drawn)
    assert len(set(drawn)) == len(drawn)
    for position in range(LENGTH):
        assert {reference[position] for reference in drawn} == set(ALPHABET)


def test_every_pair_of_values_and_positions_proves_that_slips_are_caught():
    """Exhaustive: the sum is linear, so all wrong characters and all swaps come down to these products."""
    for weight in range(1, LENGTH + 1):
        for difference in range(1, len(ALPHABET)):
            assert weight * difference % len(ALPHABET) != 0
    for one, other in itertools.combinations(range(1, LENGTH + 1), 2):
        for difference in range(1, len(ALPHABET)):
            assert (one - other) * difference % len(ALPHABET) != 0


@given(references)
def test_every_single_wrong_character_is_caught(reference):
    for position in range(LENGTH):
        for wrong in set(ALPHABET) - {reference[position]}:
            assert read_reference(reference[:position] + wrong + reference[position + 1 :]) is None


@given(references)
def test_every_swap_of_two_characters_is_caught(reference):
    for one, other in itertools.combinations(range(LENGTH), 2):
        swapped = list(reference)
        swapped[one], swapped[other] = swapped[other], swapped[one]
        if reference[one] != reference[other]:
            assert read_reference("".join(swapped)) is None


@given(references)
def test_spacing_case_and_wide_characters_are_forgiven(reference):
    assert read_reference(grouped(reference)) == reference
    assert (
        read_reference(f"  {reference[:2].lower()} {reference[2:5]}–{reference[5:].lower()}\u00a0")
        == reference
    )
    wide = "".join(chr(ord(character) + 0xFEE0) for character in reference)
    assert read_reference(wide) == reference


@given(references)
def test_look_alikes_are_read_as_what_they_can_only_mean(reference):
    for typed, meant in MEANT.items():
        assert chr(typed) not in ALPHABET
        assert read_reference(reference.replace(meant, chr(typed))) == reference


@given(st.text(max_size=60))
def test_anything_else_is_no_reference_and_no_error(text):
    found = read_reference(text)
    assert found is None or (len(found) == LENGTH and set(found) <= set(ALPHABET))


@pytest.mark.parametrize(
    "text", ["", "ABCD", "2222-222", "\x00" * 8, "2" * 9, "-" * 8, "ⅷ" * 8, "2" * 10_000]
)
def test_what_cannot_be_one_is_refused(text):
    assert read_reference(text) is None


def test_a_known_reference_by_hand():
    # C D F H J K M are 8 to 14: 8*8+7*9+6*10+5*11+4*12+3*13+2*14 = 357, and 357 + 11 (H) = 368 = 16*23.
    assert check_character("CDFHJKM") == "H"
    assert read_reference("cdfh-jkmh") == "CDFHJKMH"
