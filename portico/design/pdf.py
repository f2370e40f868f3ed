"""A copy of what was sent as a PDF that everybody can read: tagged, with a title and a language (PDF/UA-1).

The fonts come with Portico and hold the alphabets of most languages that people in the UK write, Chinese,
Japanese and Korean among them. A character that none of them has stands as its number, such as `[U+16A0]`.
"""

from __future__ import annotations

import json
import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from importlib import resources
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

if TYPE_CHECKING:
    import typst

LAYOUT = Path(__file__).parent / "pdf.typ"
STANDARD: Final = "ua-1"
FONTS: Final = ("manimgx_fonts", "noto_cjk_sans_jp_regular")
"""Packages that hold nothing but fonts of the Noto project."""
MOST_TRIES = 60
"""So many characters that no font has are found in turn; then all but Latin letters are numbered."""
LONGEST_WORD = 40
"""Characters after which a word without a space may be broken."""
LAST_LATIN = 0x024F

_MISSING = re.compile(r'the text `"(.+)"` could not be displayed', re.DOTALL)
_ESCAPED = re.compile(r"\\u\{([0-9a-f]+)\}")
_LONG = re.compile(rf"\S{{{LONGEST_WORD}}}(?=\S)")
_no_font_has: set[str] = set()
"""Characters that were found missing, so that the next copy need not find them again."""


@dataclass(frozen=True)
class Line:
    """A question and what was answered."""

    label: str
    value: str


@dataclass(frozen=True)
class Section:
    """Lines under one heading."""

    title: str
    lines: Sequence[Line]


@dataclass(frozen=True)
class Copy:
    """What the PDF says, in the words and the language of whoever gets it."""

    title: str
    language: str
    """`en` or `cy`."""
    council: str
    before: Sequence[str]
    """Paragraphs above the sections."""
    sections: Sequence[Section]
    after: Sequence[str]
    """Paragraphs below them."""
    labels: tuple[str, str]
    """What stands above the questions, and above the answers."""
    footer: str
    """At the foot of each page, before its number."""


def write_pdf(copy: Copy) -> bytes:
    """The copy as a PDF. Nothing is read from elsewhere, and nothing is kept."""
    # Imported when it is first wanted: most processes never make one.
    import typst

    for _ in range(MOST_TRIES):
        try:
            return _compiled(copy, _no_font_has)
        except typst.TypstError as error:
            found = _missing_in(str(error))
            if not found - _no_font_has:
                raise
            _no_font_has.update(found)
    return _compiled(copy, None)


def _compiled(copy: Copy, missing: set[str] | None) -> bytes:
    import typst

    content = json.dumps(_as_json(copy, missing), ensure_ascii=False)
    written = typst.compile(
        LAYOUT.read_bytes(), sys_inputs={"copy": content}, font_paths=_fonts(), pdf_standards=[STANDARD]
    )
    assert isinstance(written, bytes)
    return written


@cache
def _fonts() -> typst.Fonts:
    """The fonts that came with Portico, and those alone: a copy looks the same on every machine."""
    import typst

    folders = [str(resources.files(name)) for name in FONTS]
    return typst.Fonts(include_system_fonts=False, include_embedded_fonts=False, font_paths=folders)


def _as_json(copy: Copy, missing: set[str] | None) -> dict[str, Any]:
    def text(words: str) -> str:
        return _breakable("".join(_shown(one, missing) for one in words))

    def said(words: str) -> dict[str, Any]:
        return {"text": text(words), "rightwards": _is_rightwards(words)}

    return {
        "title": text(copy.title),
        "language": copy.language,
        "council": text(copy.council),
        "before": [text(paragraph) for paragraph in copy.before],
        "sections": [
            {
                "title": text(section.title),
                "lines": [{"label": said(line.label), "value": said(line.value)} for line in section.lines],
            }
            for section in copy.sections
        ],
        "after": [text(paragraph) for paragraph in copy.after],
        "labels": [text(label) for label in copy.labels],
        "footer": text(copy.footer),
    }


def _shown(character: str, missing: set[str] | None) -> str:
    """The character, or its number where no font has it; `missing` is none where only Latin is sure."""
    is_missing = (
        ord(character) > LAST_LATIN and not character.isspace() if missing is None else character in missing
    )
    return f"[U+{ord(character):04X}]" if is_missing else character


def _missing_in(error: str) -> set[str]:
    """The characters that the error says cannot be shown; none where it is about something else."""
    found = _MISSING.search(error)
    if found is None:
        return set()
    return set(_ESCAPED.sub(lambda number: chr(int(number[1], 16)), found[1]))


def _breakable(text: str) -> str:
    """The text with places to break it in words too long for a line."""
    return _LONG.sub(lambda word: f"{word[0]}\u200b", text)


def _is_rightwards(text: str) -> bool:
    """Whether the text is written from right to left: its first letter is."""
    directions = (unicodedata.bidirectional(character) for character in text)
    return next((direction for direction in directions if direction in {"L", "R", "AL"}), "L") != "L"
