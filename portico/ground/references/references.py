"""The short human reference of a case: eight characters that can be read aloud, written down and checked.

Seven characters are drawn at random, the eighth checks them. The alphabet has 23 characters, a prime number,
so that a weighted sum modulo 23 catches every single wrong character and every swap of two characters,
neighbours or not. It is the scheme of ISBN-10 (ISO 2108:1992, weights 10 to 1 modulo 11) over 23:
a wrong character changes the sum by weight x difference and a swap by difference of weights x difference, and
modulo a prime neither product can be 0 where both factors are not.

docs/decisions/0025-references.md says why it is so.
"""

from __future__ import annotations

import re
import secrets
import unicodedata

ALPHABET = "23456789CDFHJKMNPRTVWXY"
"""Digits and capital letters of which no two look alike. There is no vowel, so no reference spells a word."""

LENGTH = 8
"""Characters of a reference, the check character among them."""

MEANT = str.maketrans({"Z": "2", "S": "5", "G": "6", "B": "8", "O": "D", "0": "D", "Q": "D", "U": "V"})
"""What somebody meant who wrote a character that is in no reference, where it can only be one."""

LONGEST_TYPED = 40
"""More characters than this are no reference, however they are spaced."""

_PRIME = len(ALPHABET)
_VALUE = {character: value for value, character in enumerate(ALPHABET)}
_WEIGHTS = tuple(range(LENGTH, 0, -1))
_BETWEEN = re.compile(r"[\s\-‐‑‒–—−_./]+")


def new_reference() -> str:
    """Return a new reference, drawn so that nobody can tell the next one from any before.

    It may exist already: the column that keeps it is unique, and the action that drew it raises `TakenError`
    to be run again.
    """
    number = secrets.randbelow(_PRIME ** (LENGTH - 1))
    characters = []
    for _ in range(LENGTH - 1):
        number, value = divmod(number, _PRIME)
        characters.append(ALPHABET[value])
    drawn = "".join(characters)
    return drawn + check_character(drawn)


def check_character(first_seven: str) -> str:
    """Return the character that makes the weighted sum of all eight divisible by 23."""
    total = sum(weight * _VALUE[character] for weight, character in zip(_WEIGHTS, first_seven, strict=False))
    return ALPHABET[-total % _PRIME]


def read_reference(text: str) -> str | None:
    """Return the reference that was typed, or None where it is none.

    Forgives spaces, hyphens, lower case, wide characters, and characters that are in no reference but look
    like one that is (`Z` for `2`, `O` for `D`). It says whether a reference is well formed, not whether
    it exists.
    """
    if len(text) > LONGEST_TYPED:
        return None
    plain = unicodedata.normalize("NFKC", text).upper()
    reference = _BETWEEN.sub("", plain).translate(MEANT)
    if len(reference) != LENGTH or any(character not in _VALUE for character in reference):
        return None
    total = sum(weight * _VALUE[character] for weight, character in zip(_WEIGHTS, reference, strict=True))
    return reference if total % _PRIME == 0 else None


def grouped(reference: str) -> str:
    """Return the reference as it is shown and read aloud: two groups of four, `ABCD-EFGH`."""
    return f"{reference[:4]}-{reference[4:]}"
