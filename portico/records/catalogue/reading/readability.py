"""How old a reader has to be for a text, as an estimate: advice to whoever writes a service, never a mistake.

The estimate is the Flesch–Kincaid grade level (J. P. Kincaid, R. P. Fishburne, R. L. Rogers, B. S. Chissom:
Derivation of New Readability Formulas for Navy Enlisted Personnel, Research Branch Report 8-75, 1975):

    grade = 0.39 × words / sentences + 11.8 × syllables / words − 15.59

A grade of schools in the United States is that of children five years older than its number, so the reading
age is the grade and 5. GOV.UK writes for a reading age of 9, in sentences of at most 25 words (“Content
design: planning, writing and managing content”, GOV.UK). Words that a council cannot do without, such as
*council*, *address* and *application*, count as hard as any: so `ADVISED_AGE` is higher than 9.

The formula counts; it does not read. It is made for passages, so that it does not judge texts of few words.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from portico.records.catalogue.definition.service import ServiceDefinition
from portico.records.catalogue.placeholders import PLACEHOLDER
from portico.records.catalogue.reading.check_texts import texts_in
from portico.records.catalogue.reading.problems import Where
from portico.records.catalogue.reading.scopes import Scopes

ADVISED_AGE: Final = 12
"""A text that asks for an older reader is told."""
FEWEST_WORDS: Final = 20
"""A text with fewer words is judged by the length of its sentences alone."""
LONGEST_SENTENCE: Final = 25
"""Words; a longer sentence is told whatever the reading age."""
YEARS_BEFORE_GRADES: Final = 5

_LINK: Final = re.compile(r"\[([^\]]*)\]\([^)]*\)")
_ADDRESS: Final = re.compile(r"https?://[^\s.]+(?:\.[^\s.]+)*|\S+@[^\s.]+(?:\.[^\s.]+)+")
_ITEM: Final = re.compile(r"^\s*(?:[-*]|#+|\d+\.)\s+", re.MULTILINE)
_END: Final = re.compile(r"[.!?:]+(?=[\s”\"')]|$)|\n\s*\n|\n(?=\x00)")
_WORD: Final = re.compile(r"[A-Za-zÀ-ÿ]+(?:['’][A-Za-z]+)?|£?\d[\d,.:]*[A-Za-z%]*")
_SILENT: Final = re.compile(r"(?:[^laeiouy]es|[^aeioutd]ed|[^aeiou]e)$")
_SPOKEN: Final = re.compile(
    r"(?:[^aeiouy]le|[szx]es|[cs]hes|[cg]es|[sc]he|ted|ded|[^aeiouy]les|[^aeiouy]led)$"
)
_APART: Final = re.compile(
    r"(?<![tscg])ia|(?<![tscgx])io(?!u)|eo(?!p)|(?<![qg])ua|uo|iu|[aeiouy]ing|[ds]n['’]t|ier$|tres?$|yers?$"
)
"""Vowels next to each other that are spoken one after the other, and syllables without a vowel."""
_MUTE: Final = re.compile(
    r"some(?=[a-z])|every(?=[a-z])|busin|[^aeiou]ement|[^aeiou]ely$|[^aeioul]e(?:less|where|ty$)"
)
"""An e in the middle of a word that is not spoken."""


@dataclass(frozen=True)
class Reading:
    """What is counted in one text."""

    words: int
    sentences: int
    syllables: int
    longest: str
    """Its longest sentence, as it is read."""
    longest_words: int

    @property
    def age(self) -> int:
        """The reading age in whole years."""
        if not self.words:
            return YEARS_BEFORE_GRADES
        grade = 0.39 * self.words / self.sentences + 11.8 * self.syllables / self.words - 15.59
        return max(YEARS_BEFORE_GRADES, round(grade + YEARS_BEFORE_GRADES))

    @property
    def is_hard(self) -> bool:
        """Whether the text should be made easier."""
        too_old = self.words >= FEWEST_WORDS and self.age > ADVISED_AGE
        return too_old or self.longest_words > LONGEST_SENTENCE


@dataclass(frozen=True)
class Advice:
    """One text that residents read, where it stands, and what reading it takes."""

    where: Where
    text: str
    reading: Reading


def readings_of(definition: ServiceDefinition) -> Iterator[Advice]:
    """Every English text that residents read in a service, in the order of the file."""
    for placed in texts_in(definition, Scopes(definition)):
        if placed.for_residents and placed.path[0] != "retention":
            yield Advice(placed.path, placed.text.en, read(placed.text.en))


def read(text: str) -> Reading:
    """Count a text as residents see it: without marks, the words of links, “this” for a placeholder."""
    longest, longest_words, sentences, words, syllables = "", 0, 0, 0, 0
    for sentence in sentences_of(text):
        found = _WORD.findall(sentence)
        if not found:
            continue
        sentences += 1
        words += len(found)
        syllables += sum(syllables_of(word) for word in found)
        if len(found) > longest_words:
            longest, longest_words = sentence, len(found)
    return Reading(words, sentences, syllables, longest, longest_words)


def sentences_of(text: str) -> list[str]:
    """The sentences of a text. An item of a list and a heading are sentences of their own, and so is what
    introduces a list."""
    plain = _LINK.sub(r"\1", PLACEHOLDER.sub("this", text))
    plain = _ADDRESS.sub("", plain).replace("**", "")
    plain = _ITEM.sub("\x00", plain)
    return [
        " ".join(part.replace("\x00", " ").split()) for part in _END.split(plain) if part.strip("\x00 \n")
    ]


def syllables_of(word: str) -> int:
    """About how many syllables an English word has, by its vowels; a number counts as one."""
    word = word.lower().replace("’", "'").removesuffix("'s")
    groups = len(re.findall(r"[aeiouy]+", word))
    groups += len(_APART.findall(word)) - len(_MUTE.findall(word))
    if _SILENT.search(word) and not _SPOKEN.search(word):
        groups -= 1
    return max(1, groups)
