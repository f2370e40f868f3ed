"""Reading UK postcodes as people type them.

The formats are those of the Royal Mail's Programmers' Guide: `A9 9AA`, `A99 9AA`, `A9A 9AA`, `AA9 9AA`,
`AA99 9AA`, `AA9A 9AA` and the one odd `GIR 0AA`, with the letters that each place can hold.
"""

from __future__ import annotations

import re

_FIRST = "[A-PR-UWYZ]"
_SECOND = "[A-HK-Y]"
_OUTWARD = re.compile(
    rf"{_FIRST}[0-9]{{1,2}}|{_FIRST}[0-9][A-HJKPSTUW]"
    rf"|{_FIRST}{_SECOND}[0-9]{{1,2}}|{_FIRST}{_SECOND}[0-9][ABEHMNPRVWXY]"
)
_INWARD = re.compile(r"[0-9][ABD-HJLNP-UW-Z]{2}")
_NOT_WRITTEN = re.compile(r"[\s\-–—_.,'’/]+")

_AS_DIGIT = str.maketrans("OILS", "0115")
_AS_LETTER = str.maketrans("015", "OIS")
_AS_INWARD_LETTER = str.maketrans("15", "LS")
"""The second half of a postcode has no I and no O, so a 1 typed there can only be an L."""

_SHAPES_OF_OUTWARD = {
    2: ("A9",),
    3: ("AA9", "A99", "A9A"),
    4: ("AA99", "AA9A"),
}
_SHORTEST, _LONGEST = 5, 7


def read_postcode(text: str) -> str | None:
    """Return the postcode that `text` holds, in capitals and with its one space; None where it holds none.

    Forgives case, missing or surplus spaces, hyphens and full stops, and the look-alikes O/0, I/L/1 and S/5
    where only one of the pair can stand. It says whether the text has the form of a postcode, not whether
    the postcode exists.
    """
    typed = _NOT_WRITTEN.sub("", text).upper()
    if typed in {"GIR0AA", "GIROAA"}:
        return "GIR 0AA"
    if not typed.isascii() or not _SHORTEST <= len(typed) <= _LONGEST:
        return None
    inward = typed[-3].translate(_AS_DIGIT) + typed[-2:].translate(_AS_INWARD_LETTER)
    if not _INWARD.fullmatch(inward):
        return None
    outward = _read_outward(typed[:-3])
    return f"{outward} {inward}" if outward else None


def _read_outward(typed: str) -> str | None:
    if _OUTWARD.fullmatch(typed):
        return typed
    for shape in _SHAPES_OF_OUTWARD[len(typed)]:
        corrected = "".join(
            character.translate(_AS_DIGIT if place == "9" else _AS_LETTER)
            for character, place in zip(typed, shape, strict=True)
        )
        if _OUTWARD.fullmatch(corrected):
            return corrected
    return None
