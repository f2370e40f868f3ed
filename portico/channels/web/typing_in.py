"""Tidying what somebody typed, without changing what they said."""

from __future__ import annotations

import unicodedata

_DIRECTION_OVERRIDES = dict.fromkeys([*range(0x202A, 0x202F), *range(0x2066, 0x206A), 0xFEFF])
"""Invisible marks that turn the direction of all that follows: they could disguise a text on a staff page."""


def tidy_line(text: str) -> str:
    """One line as typed: composed (NFC), without control characters, runs of space made one."""
    return " ".join(_without_controls(text, keep="\n\t").split())


def tidy_paragraphs(text: str) -> str:
    """Several lines as typed: composed (NFC), line ends as `\\n`, without other control characters."""
    text = _without_controls(text.replace("\r\n", "\n").replace("\r", "\n"), keep="\n\t")
    return "\n".join(line.rstrip() for line in text.split("\n")).strip()


def _without_controls(text: str, keep: str) -> str:
    text = unicodedata.normalize("NFC", text).translate(_DIRECTION_OVERRIDES)
    if text.isprintable():
        return text
    return "".join(
        character
        for character in text
        if character in keep or unicodedata.category(character) not in {"Cc", "Cs", "Zl", "Zp"}
    )
