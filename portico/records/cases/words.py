"""What the time line says of itself, in the languages in which cases are kept.

A line is written once, in the language of whom it is for, and stays as it was read. So its words stand here,
beside those of the definitions, and not in the catalogues of the pages.
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Words:
    """Lines of the time line that no definition writes, in one language."""

    resident: str
    """What somebody is called who gave no name."""
    received: str
    joined: str
    handed_over: str
    sent_a_file: str
    withdrew: str
    reopened: str
    changed: str


_WORDS = {
    "en": Words(
        resident="resident",
        received="We received this.",
        joined="You added yourself to this report.",
        handed_over="We passed this to the people who can help best.",
        sent_a_file="You sent a file.",
        withdrew="You withdrew this request.",
        reopened="You reopened this request.",
        changed="You changed this request.",
    ),
    "cy": Words(
        resident="breswylydd",
        received="Rydym wedi derbyn hwn.",
        joined="Rydych wedi ychwanegu eich hun at yr adroddiad hwn.",
        handed_over="Rydym wedi anfon hwn at y bobl a all helpu orau.",
        sent_a_file="Rydych wedi anfon ffeil.",
        withdrew="Rydych wedi tynnu'r cais hwn yn ôl.",
        reopened="Rydych wedi ailagor y cais hwn.",
        changed="Rydych wedi newid y cais hwn.",
    ),
}


def words_in(language: str) -> Words:
    """The words in that language (`en` or `cy`), in English where there are none."""
    return _WORDS.get(language, _WORDS["en"])
