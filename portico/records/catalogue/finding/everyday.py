"""Everyday words as the search compares them."""

from __future__ import annotations

from collections.abc import Iterable

from portico.records.catalogue.definition.everyday import EverydayWord
from portico.records.catalogue.finding.lexicon import Phrase
from portico.records.catalogue.finding.spelling import stem, words_in
from portico.records.catalogue.words import SAY_NOTHING


def said_phrase(text: str) -> Phrase:
    """The stems of all words of `text`."""
    return tuple(stem(word) for word in words_in(text))


def meant_phrase(text: str) -> Phrase:
    """The stems of those words of `text` that say something; empty where none does."""
    return tuple(stem(word) for word in words_in(text) if word not in SAY_NOTHING)


def phrases_of(words: Iterable[EverydayWord]) -> dict[Phrase, list[Phrase]]:
    """What people say, and everything that may mean."""
    found: dict[Phrase, list[Phrase]] = {}
    for word in words:
        meant = [phrase for means in word.means if (phrase := meant_phrase(means))]
        for said in word.said:
            for phrase in {said_phrase(said), said_phrase("".join(words_in(said)))} - {()}:
                known = found.setdefault(phrase, [])
                known += [one for one in meant if one != phrase and one not in known]
    return found
