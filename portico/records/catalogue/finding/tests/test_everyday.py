"""Everyday words: how they are read, what is told of mistakes, and what they do to a search."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from portico.ground.ledger.events import Actor
from portico.ground.ledger.models import LedgerEvent
from portico.records.catalogue.actions import import_everyday_words
from portico.records.catalogue.definition.everyday import EverydayWords
from portico.records.catalogue.finding.everyday import phrases_of
from portico.records.catalogue.finding.lexicon import Lexicon
from portico.records.catalogue.reading.read import read_everyday_words
from tests.cast import BEGINNING


def words(*pairs: tuple[list[str], list[str]]) -> EverydayWords:
    return EverydayWords.model_validate(
        {"format": 1, "words": [{"said": said, "means": means} for said, means in pairs]}
    )


def lexicon(
    *pairs: tuple[list[str], list[str]], known: str = "bin council tax live alone rubbish collected"
) -> Lexicon:
    return Lexicon(dict.fromkeys(known.split(), 1), phrases_of(words(*pairs).words))


def meant(lexicon: Lexicon, typed: str) -> set[str]:
    return {one for meaning in lexicon.meanings(typed) for one in meaning.stems}


def test_one_word_means_another():
    assert "bin" in meant(lexicon((["wheelie"], ["bin"])), "my wheely")


def test_words_together_mean_something_though_none_does_alone():
    alone = lexicon((["on my own"], ["live alone"]))
    assert {"live", "alon", "live alon"} <= meant(alone, "I live on my own here")
    assert "alon" not in meant(alone, "my own bin")


def test_words_that_say_nothing_may_stand_between():
    assert "rubbish" in meant(lexicon((["black bag"], ["rubbish"])), "black and the bag")
    assert "rubbish" not in meant(lexicon((["black bag"], ["rubbish"])), "black tax bag")


def test_what_was_said_is_looked_for_as_well():
    assert "wheeli" in meant(lexicon((["wheelie"], ["bin"])), "wheelie")


def problems(text: str) -> list[tuple[int, str]]:
    return [(one.line, one.what) for one in read_everyday_words(text, "_words.yaml").problems]


def test_mistakes_are_told_with_their_line():
    text = """format: 1
words:
  - said: [wheelie, bins, the]
    means: [bin]
  - said: [Wheelie]
    means:
      - bin
      - of the
"""
    assert problems(text) == [
        (3, "“bins” means itself."),
        (3, "“the” says nothing to the search: it stands around what people mean."),
        (5, "“Wheelie” is said to mean the same already."),
        (8, "“of the” says nothing to the search: it stands around what people mean."),
    ]


@pytest.mark.parametrize(
    "text", ["", "words: 5", "format: 2", "format: 1\nwords:\n  - {said: [], means: [x]}", "- a"]
)
def test_what_is_no_such_file_is_told(text):
    assert problems(text)


@given(st.text())
def test_nothing_that_a_file_holds_raises(text):
    read_everyday_words(text, "_words.yaml")
    read_everyday_words(f"format: 1\nwords:\n  - said: [{text}]\n    means: [bin]", "_words.yaml")


@pytest.mark.django_db
def test_only_a_change_is_published():
    first = words((["wheelie"], ["bin"]))
    assert import_everyday_words(words=first, by=Actor.system(), at=BEGINNING)
    assert not import_everyday_words(words=first, by=Actor.system(), at=BEGINNING)
    assert import_everyday_words(words=words(), by=Actor.system(), at=BEGINNING)
    events = LedgerEvent.objects.filter(name="everyday_words.published").order_by("position")
    assert [event.payload["entries"] for event in events] == [1, 0]
