"""An index of documents in memory, and its ranking. Pure: docs/explanation/finding.md explains the score."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from math import log

from portico.records.catalogue.finding.documents import Document
from portico.records.catalogue.finding.lexicon import Lexicon, Meaning, Phrase

ENOUGH = 3.0
"""The weight at which a word counts half of what it can: more of the same adds ever less (BM25's k)."""
AS_WRITTEN = 0.25
"""The share that counts only where the word stands as it was written, not in another form."""
SIDE_BY_SIDE = 0.6
"""What two words count in addition that stand side by side in the document too."""
MISSED = 0.6
"""How much of the score is lost by a document with none of the words that were typed."""


@dataclass(frozen=True)
class Ranked:
    """A document that was found, its score, and how much of what was typed it has: 0 to 1."""

    document: Document
    score: float
    has: float


class Index:
    """Documents, and the words in them."""

    def __init__(self, documents: Sequence[Document]) -> None:
        self.documents = documents
        self._stems: dict[str, dict[int, float]] = defaultdict(dict)
        self._words: dict[str, dict[int, float]] = defaultdict(dict)
        self._pairs: dict[str, dict[int, float]] = defaultdict(dict)
        for place, document in enumerate(documents):
            for held, weights in (
                (self._stems, document.stems),
                (self._words, document.words),
                (self._pairs, document.pairs),
            ):
                for one, weight in weights.items():
                    held[one][place] = weight

    def rank(self, meanings: Sequence[Meaning]) -> list[Ranked]:
        """The documents that have any of these words, the best first."""
        scores: dict[int, float] = defaultdict(float)
        has: dict[int, float] = defaultdict(float)
        asked = 0.0
        for meaning in meanings:
            worth = max((self._rarity(one) for one in meaning.stems), default=self._rarity(""))
            asked += worth if meaning.typed else 0
            here = self._scores_of(meaning)
            for place, score in here.items():
                scores[place] += score
            if meaning.typed:
                for place in here.keys() | self._places_of(meaning.said_by):
                    has[place] += worth
        for place, score in self._scores_of_pairs(meanings):
            scores[place] += score
        return self._ordered(scores, has, asked)

    def _ordered(self, scores: Mapping[int, float], has: Mapping[int, float], asked: float) -> list[Ranked]:
        ranked = []
        for place, score in scores.items():
            share = has[place] / asked if asked else 0.0
            ranked.append(Ranked(self.documents[place], score * (1 - MISSED * (1 - share)), share))
        return sorted(ranked, key=lambda one: (-one.score, one.document.key))

    def _scores_of(self, meaning: Meaning) -> dict[int, float]:
        """What each document gets for one thing that was said: the best of what it may mean."""
        best: dict[int, float] = {}
        written = self._words.get(meaning.written, {})
        for one, sure in meaning.stems.items():
            rarity = self._rarity(one)
            for place, weight in self._weights(one).items():
                share = 1 if place in written else 1 - AS_WRITTEN
                best[place] = max(best.get(place, 0), sure * rarity * _grown(weight * share))
        return best

    def _scores_of_pairs(self, meanings: Sequence[Meaning]) -> Iterator[tuple[int, float]]:
        for one, two in pairwise(meanings):
            best: dict[int, float] = {}
            for first, sure in one.stems.items():
                for second, also_sure in two.stems.items():
                    pair = f"{first} {second}"
                    worth = SIDE_BY_SIDE * sure * also_sure * self._rarity(pair)
                    for place, weight in self._weights(pair).items():
                        score = worth * _grown(weight)
                        best[place] = max(best.get(place, 0), score)
            yield from best.items()

    def _rarity(self, one: str) -> float:
        """How much a word tells: much where few documents have it (BM25's inverse document frequency)."""
        have = len(self._weights(one))
        return log(1 + (len(self.documents) - have + 0.5) / (have + 0.5))

    def _weights(self, one: str) -> Mapping[int, float]:
        """The weight of a stem, or of two side by side, by the place of the document."""
        return (self._pairs if " " in one else self._stems).get(one, {})

    def _places_of(self, stems: frozenset[str]) -> set[int]:
        return {place for one in stems for place in self._stems.get(one, ())}


def _grown(weight: float) -> float:
    return weight / (weight + ENOUGH)


def lexicon_of(documents: Sequence[Document], everyday: Mapping[Phrase, Sequence[Phrase]]) -> Lexicon:
    """The words of these documents, with what people say in place of them."""
    return Lexicon(Counter(word for document in documents for word in document.words), everyday)
