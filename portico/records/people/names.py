"""The form of a name that sorts and matches: made in Python, so that no database collation matters."""

from __future__ import annotations

import re
import unicodedata

LONGEST_KEY = 200

_NO_DECOMPOSITION = str.maketrans(
    {"ø": "o", "ł": "l", "đ": "d", "ð": "d", "þ": "th", "æ": "ae", "œ": "oe", "ı": "i", "ħ": "h"}
)
"""Letters that people without that keyboard write otherwise, and that Unicode does not take apart."""
_APOSTROPHES = re.compile("['’‘ʼʹ`´]")
_BETWEEN_WORDS = re.compile(r"[\s\-‐‑‒–—.,;_/]+")


def name_key_of(name: str) -> str:
    """Return `name` without case, accents, apostrophes and surplus spaces; hyphens become spaces.

    Works for any alphabet: only marks that a writer may leave out are dropped (Latin, Greek and Cyrillic
    accents, Hebrew points, Arabic short vowels). Vowel signs of Indic scripts, tone marks of Thai and the
    voicing marks of kana make another name, and stay.
    """
    decomposed = unicodedata.normalize("NFKD", name.casefold()).translate(_NO_DECOMPOSITION)
    kept = "".join(sign for sign in decomposed if not _may_be_left_out(sign))
    spaced = _BETWEEN_WORDS.sub(" ", _APOSTROPHES.sub("", kept))
    return unicodedata.normalize("NFC", spaced).strip()[:LONGEST_KEY].rstrip()


def _may_be_left_out(sign: str) -> bool:
    # Canonical combining classes of the Unicode standard: 10-36 Hebrew and Arabic points, 200-240 accents.
    # 7-9 (nukta, kana voicing, virama) and those of single scripts in between change the letter itself.
    category = unicodedata.category(sign)
    if category in {"Cc", "Cf"}:
        return not sign.isspace()
    order = unicodedata.combining(sign)
    return 10 <= order <= 36 or 200 <= order <= 240


def is_surname_of(surname: str, name_key: str) -> bool:
    """Say whether `surname` ends the name whose key is given, or is the whole of it.

    A surname of several words counts (`van der Berg`); a part of a word does not.
    """
    key = name_key_of(surname)
    return bool(key) and (name_key == key or name_key.endswith(f" {key}"))
