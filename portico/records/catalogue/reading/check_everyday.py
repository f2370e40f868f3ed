"""Checks that everyday words fit together."""

from __future__ import annotations

from portico.records.catalogue.definition.everyday import EverydayWords
from portico.records.catalogue.finding.everyday import meant_phrase, said_phrase
from portico.records.catalogue.finding.lexicon import Phrase
from portico.records.catalogue.reading.problems import Problems, Where


def check_everyday(words: EverydayWords, problems: Problems) -> None:
    """Note words that say nothing to the search, and what is said twice to mean the same."""
    seen: set[tuple[Phrase, Phrase]] = set()
    for number, word in enumerate(words.words):
        meant: list[Phrase] = []
        for order, means in enumerate(word.means):
            meant.append(meant_phrase(means))
            if not meant[-1]:
                _silent(means, ("words", number, "means", order), problems)
        for order, said in enumerate(word.said):
            where: Where = ("words", number, "said", order)
            phrase = said_phrase(said)
            if not meant_phrase(said) and len(phrase) <= 1:
                _silent(said, where, problems)
                continue
            if (phrase,) == tuple(meant):
                problems.add(
                    where, f"“{said}” means itself.", "Take it out: the search knows all word forms."
                )
            for one in meant:
                if (phrase, one) in seen:
                    problems.add(
                        where,
                        f"“{said}” is said to mean the same already.",
                        "Take it out here, or in the other place.",
                    )
                seen.add((phrase, one))


def _silent(text: str, where: Where, problems: Problems) -> None:
    problems.add(
        where,
        f"“{text}” says nothing to the search: it stands around what people mean.",
        "Write a word that tells what it is about.",
    )
