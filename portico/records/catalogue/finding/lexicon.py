"""What typed words may mean: as they stand, misspelt, joined, split or begun only, or in everyday words."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

from portico.records.catalogue.finding.spelling import nearest, stem, unmutated, words_in
from portico.records.catalogue.words import SAY_NOTHING

MOST_WORDS = 24
"""Words of a search that are looked at."""
EVERYDAY = 0.85
"""What a word counts that stands for what was said in everyday words."""
KNOWN_EVERYDAY = 0.6
"""The same where our services use that word themselves, so that it may be meant as it stands."""
BEGUN = 0.7
"""What a word counts of which only the beginning was typed."""
MUTATED = 0.9
SHORTEST_BEGUN = 3
MOST_BEGUN = 8
SHORTEST_PART = 3
"""The shortest word that a word is split into: `counciltax` → `council`, `tax`."""


Phrase = tuple[str, ...]
"""Stems in their order."""


@dataclass(frozen=True)
class Meaning:
    """One thing that was said: each stem it may stand for, with the weight of that."""

    written: str
    """The word as it was typed, or as it is spelt: what is written so counts a little more."""
    stems: Mapping[str, float]
    typed: bool = True
    """Whether it was typed itself; else it is only meant by something that was."""
    said_by: frozenset[str] = frozenset()
    """Stems that say the same in other words: where one of those is, this word is not missed."""

    @property
    def own(self) -> str:
        """The stem that was most likely typed; the word itself where none is known."""
        return max(self.stems, key=self.stems.__getitem__, default=self.written)

    @property
    def sure(self) -> float:
        """How sure that is, 0 to 1."""
        return max(self.stems.values(), default=1.0)


class Lexicon:
    """The words known to an index, and what people say in place of them."""

    def __init__(self, words: Mapping[str, int], everyday: Mapping[Phrase, Sequence[Phrase]]) -> None:
        """`words` are those of the documents as they are written, with the number of documents.

        `everyday` holds what people say, in all its words, and what it may mean, in those that tell.
        """
        self._words = words
        self._everyday = everyday
        self._begin: dict[str, list[Phrase]] = defaultdict(list)
        for said in everyday:
            self._begin[said[0]].append(said)
        self._in_documents = frozenset(stem(word) for word in words)
        self._stems = self._in_documents | {one for said in everyday for one in said}
        self._spelt = sorted(word for word in {*words, *self._stems} if not word.isdigit())

    def meanings(self, text: str) -> list[Meaning]:
        """What the words of `text` may mean, in their order; those that say nothing are left out.

        After them comes what they mean together and in other words.
        """
        words = list(self._joined(list(self._split(words_in(text)[:MOST_WORDS]))))
        telling = [place for place, word in enumerate(words) if word not in SAY_NOTHING]
        found = {place: self._meaning(words[place], last=place == len(words) - 1) for place in telling}
        if len(telling) == 1:
            [place] = telling
            found[place] = self._begun(words[place], found[place])
        said = [found[place].own if place in found else stem(word) for place, word in enumerate(words)]
        return self._with_everyday(found, said)

    def _knows(self, word: str) -> bool:
        return stem(word) in self._stems

    def _split(self, words: Sequence[str]) -> Iterator[str]:
        """Words in no document, of which both parts are in one: `counciltax` → `council`, `tax`."""
        for word in words:
            parts = None if stem(word) in self._in_documents else self._parts(word)
            yield from parts or (word,)

    def _parts(self, word: str) -> tuple[str, str] | None:
        places = range(SHORTEST_PART, len(word) - SHORTEST_PART + 1)
        pairs = [(word[:place], word[place:]) for place in places]
        known = [pair for pair in pairs if pair[0] in self._words and pair[1] in self._words]
        return max(known, key=lambda pair: min(map(len, pair)), default=None)

    def _joined(self, words: Sequence[str]) -> Iterator[str]:
        """Two words that are written as one: `pot hole` → `pothole`."""
        place = 0
        while place < len(words):
            both = "".join(words[place : place + 2])
            if place + 1 < len(words) and both in self._words and not both.isdigit():
                yield both
                place += 2
            else:
                yield words[place]
                place += 1

    def _meaning(self, word: str, *, last: bool) -> Meaning:
        """What one word may mean. A word that is known is not taken for a misspelt one."""
        if self._knows(word):
            return Meaning(word, {stem(word): 1.0})
        stems = {stem(other): MUTATED for other in unmutated(word) if other in self._words}
        written = word
        if not stems:
            near = nearest(word, self._spelt)
            written = near[0][0] if near else word
            for other, likeness in near:
                stems[stem(other)] = max(stems.get(stem(other), 0), likeness**2)
        meaning = Meaning(written, stems)
        return self._begun(word, meaning) if last else meaning

    def _begun(self, word: str, meaning: Meaning) -> Meaning:
        """The same with the words that begin so: the last word of a search may not be written to its end."""
        if len(word) < SHORTEST_BEGUN:
            return meaning
        stems = dict(meaning.stems)
        begun = [other for other in self._words if other.startswith(word)]
        for other in sorted(begun, key=lambda one: (-self._words[one], one))[:MOST_BEGUN]:
            stems[stem(other)] = max(stems.get(stem(other), 0), BEGUN)
        return Meaning(meaning.written, stems)

    def _with_everyday(self, found: Mapping[int, Meaning], said: Sequence[str]) -> list[Meaning]:
        """`found` with what everyday words among them mean; `said` holds all words, by their stems."""
        also = {place: dict(meaning.stems) for place, meaning in found.items()}
        says: dict[int, set[str]] = {place: set() for place in found}
        meant: dict[str, float] = {}
        for phrase, places in self._phrases_in(said, found.keys()):
            known = len(phrase) == 1 and phrase[0] in self._in_documents
            sure = (KNOWN_EVERYDAY if known else EVERYDAY) * min(
                (found[place].sure for place in places if place in found), default=1.0
            )
            for means in self._everyday[phrase]:
                if len(means) == len(phrase) == 1:
                    place = places[0]
                    if place in also:
                        also[place][means[0]] = max(also[place].get(means[0], 0), sure)
                        continue
                for one in (*means, *(f"{one} {two}" for one, two in pairwise(means))):
                    meant[one] = max(meant.get(one, 0), sure)
                for place in found.keys() & set(places):
                    says[place] |= set(means)
        typed = [
            Meaning(meaning.written, also[place], said_by=frozenset(says[place]))
            for place, meaning in found.items()
        ]
        own = set(said)
        new = [Meaning(one, {one: sure}, typed=False) for one, sure in meant.items() if one not in own]
        return [*typed, *new]

    def _phrases_in(
        self, said: Sequence[str], telling: Collection[int]
    ) -> Iterator[tuple[Phrase, Sequence[int]]]:
        """Every everyday phrase among the words, with the places of its words.

        Words that say nothing may stand between: `wheelie bin` is in `wheelie and the bin`.
        """
        for begin, first in enumerate(said):
            for phrase in self._begin.get(first, ()):
                places = [begin]
                for place in range(begin + 1, len(said)):
                    if len(places) == len(phrase):
                        break
                    if said[place] == phrase[len(places)]:
                        places.append(place)
                    elif place in telling:
                        break
                if len(places) == len(phrase):
                    yield phrase, places
