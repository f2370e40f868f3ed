"""The forms of an address that are searched and sorted, made in Python so that no collation matters."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence

_WORD = re.compile(r"[^\W_]+")
_STARTS_WITH_NUMBER = re.compile(r"([0-9]+[a-z]?(?: ?[-–] ?[0-9]+[a-z]?)?)[ ,]+(.+)")
_SHORT_FORMS = {
    "rd": "road",
    "ave": "avenue",
    "av": "avenue",
    "ln": "lane",
    "cl": "close",
    "ct": "court",
    "dr": "drive",
    "cres": "crescent",
    "gdns": "gardens",
    "gdn": "garden",
    "pl": "place",
    "sq": "square",
    "terr": "terrace",
    "ter": "terrace",
    "gr": "grove",
    "pk": "park",
    "hse": "house",
    "apt": "apartment",
    "saint": "st",
}
LONGEST_SEARCH_TEXT = 400
LONGEST_SORT_KEY = 200


def plain(text: str) -> str:
    """`text` in lower case, without accents and apostrophes, every other sign a single space."""
    decomposed = unicodedata.normalize("NFKD", text.casefold())
    without_accents = "".join(sign for sign in decomposed if not unicodedata.combining(sign))
    return " ".join(_WORD.findall(re.sub("['’ʼ`]", "", without_accents)))


def search_text_of(lines: Sequence[str], postcode: str) -> str:
    """What a search for an address looks through: its lines and its postcode, the latter also unspaced."""
    spaced = plain(postcode)
    return f"{plain(' '.join(lines))} {spaced} {spaced.replace(' ', '')}"[:LONGEST_SEARCH_TEXT]


def search_words_of(typed: str) -> str:
    """The words of a search in the form that matches `search_text_of`, usual short forms written out.

    `st` means `street` after a name (`high st`) and stays `st` (saint) elsewhere (`12 st marys road`).
    """
    words: list[str] = []
    for word in plain(typed).split():
        after_a_name = bool(words) and not any(sign.isdigit() for sign in words[-1])
        if word in {"st", "str"} and after_a_name:
            words.append("street")
        else:
            words.append(_SHORT_FORMS.get(word, word))
    return " ".join(words)


def sort_key_of(lines: Sequence[str]) -> str:
    """A key that sorts addresses by street, then house number as a number, then flat or name.

    The street is taken from the first line that begins with a house number; where there is none, the lines
    are sorted as they stand.
    """
    for index, line in enumerate(lines):
        match = _STARTS_WITH_NUMBER.fullmatch(line.casefold().strip())
        if match:
            number, street = match.groups()
            parts = [street, *lines[index + 1 :], number, *lines[:index]]
            break
    else:
        parts = list(lines)
    text = " ".join(plain(part) for part in parts)
    return re.sub(r"[0-9]+", lambda digits: digits.group().zfill(6), text)[:LONGEST_SORT_KEY]
