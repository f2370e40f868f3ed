"""Words as the search compares them: plain, stemmed, and as near as a slip of the fingers."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Collection
from functools import lru_cache

import snowballstemmer
from rapidfuzz.distance import OSA
from rapidfuzz.process import extract

LONGEST_WORD = 60
"""Longer words are cut."""
SHORTEST_MISSPELT = 4
"""Shorter words are taken as they stand: one slip makes any of them into any other."""
LIKENESS = 0.65
"""The share of letters that must be right: one slip in four letters, two in six, three in nine."""
NEARLY_AS_LIKE = 0.1
"""Known words so much less like than the likeliest are tried as well."""
OTHER_INITIAL = 0.1
"""What a wrong first letter takes off: people seldom get that wrong."""
MOST_NEAR = 4
MOST_KEPT = 20_000

_WORD = re.compile(r"[^\W_]+")
_JOINED = re.compile(r"[^\W_]+(?:-[^\W_]+)+")
_STEMMER = snowballstemmer.stemmer("english")
_MUTATIONS = {
    "b": ("p",), "d": ("t",), "g": ("c",), "f": ("b", "m"), "dd": ("d",), "l": ("ll", "gl"),
    "r": ("rh", "gr"), "a": ("ga",), "e": ("ge",), "o": ("go",), "w": ("gw",), "y": ("gy",),
    "mh": ("p",), "nh": ("t",), "ngh": ("c",), "m": ("b",), "n": ("d",), "ng": ("g",),
    "ph": ("p",), "th": ("t",), "ch": ("c",),
}  # fmt: skip
"""How a Welsh word begins with its soft, nasal or spirant mutation, and without."""
_LONGEST_MUTATION = 3


def plain(text: str) -> str:
    """`text` in lower case, without accents and apostrophes: `Café’s` → `cafes`. Other alphabets stay."""
    decomposed = unicodedata.normalize("NFKD", unicodedata.normalize("NFKD", text).casefold())
    letters = "".join(sign for sign in decomposed if not unicodedata.combining(sign))
    return letters.replace("'", "").replace("’", "").replace("‘", "")


def words_in(text: str) -> list[str]:
    """The words of `text` in their order, plain: `Lock-up, 25% off` → `lock`, `up`, `25`, `off`."""
    return [word[:LONGEST_WORD] for word in _WORD.findall(plain(text))]


def joined_words_in(text: str) -> list[str]:
    """Words written with hyphens, as they are written without: `lock-up` → `lockup`."""
    return [word.replace("-", "")[:LONGEST_WORD] for word in _JOINED.findall(plain(text))]


@lru_cache(maxsize=MOST_KEPT)
def stem(word: str) -> str:
    """The part of an English word that stays in all its forms: `collected`, `collection` → `collect`.

    By Snowball's English rules (https://snowballstem.org/algorithms/english/stemmer.html). A Welsh word comes
    to something too, always the same.
    """
    return str(_STEMMER.stemWord(word))


def unmutated(word: str) -> list[str]:
    """What a Welsh word may be without its initial mutation: `fin` → `bin`, `min`; `ardd` → `gardd`."""
    return [
        before + word[length:]
        for length in range(1, _LONGEST_MUTATION + 1)
        for before in _MUTATIONS.get(word[:length], ())
    ]


def nearest(word: str, known: Collection[str]) -> list[tuple[str, float]]:
    """The known words that `word` may be with typing errors, the likeliest first, with likeness 0 to 1.

    Letters left out, added, changed, or swapped with their neighbour count as one error each.
    """
    if len(word) < SHORTEST_MISSPELT:
        return []
    alike = extract(
        word,
        known,
        scorer=OSA.normalized_similarity,
        processor=None,
        score_cutoff=LIKENESS,
        limit=4 * MOST_NEAR,
    )
    found = [
        (other, likeness - (0 if other[0] == word[0] else OTHER_INITIAL)) for other, likeness, _ in alike
    ]
    found = sorted((one for one in found if one[1] >= LIKENESS), key=lambda one: (-one[1], one[0]))
    return [one for one in found if one[1] >= found[0][1] - NEARLY_AS_LIKE][:MOST_NEAR]
