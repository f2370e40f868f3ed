"""The estimate of the reading age, and the texts of the demo council by it."""

from __future__ import annotations

from pathlib import Path

import pytest

from portico.records.catalogue.reading.read import read_definition
from portico.records.catalogue.reading.readability import (
    ADVISED_AGE,
    read,
    readings_of,
    sentences_of,
    syllables_of,
)
from portico.records.catalogue.tests.small_service import SMALL

SERVICES = Path(__file__).resolve().parents[4] / "services"
SYLLABLES = {
    1: "a bin the name moved closed changed times tax house you're price 2026 £12.50 tree street",
    2: "council people business something rubbish table needed houses changes didn't being metres safely",
    3: "everything disabled recycling benefit employer radio idiot vehicle",
    4: "application information relationship everybody",
    5: "refrigerator",
}


@pytest.mark.parametrize(
    ("word", "count"), [(word, count) for count, words in SYLLABLES.items() for word in words.split()]
)
def test_syllables_are_counted(word, count):
    assert syllables_of(word) == count


def test_the_grade_is_that_of_the_published_formula():
    """An example that many tools give: 13 words in a sentence, 24 to 26 syllables, grade 11.3 to 13.1."""
    found = read("The Australian platypus is seemingly a hybrid of a mammal and reptilian creature.")
    assert (found.words, found.sentences) == (13, 1)
    assert 24 <= found.syllables <= 26
    assert 16 <= found.age <= 18


def test_plain_words_are_for_the_young_and_long_ones_for_the_old():
    plain = read("We come to your street on the day that we say. Put the bin out by six. We take it away.")
    grand = read(
        "Notwithstanding the aforementioned considerations, applicants are respectfully requested to "
        "facilitate the expeditious determination of their individual applications by the authority."
    )
    assert plain.age < 9 < ADVISED_AGE < grand.age
    assert grand.is_hard
    assert not plain.is_hard


def test_a_text_of_few_words_is_judged_by_its_sentences_alone():
    assert not read("Environmental health enforcement considerations").is_hard
    assert read(" ".join(["day"] * 26)).is_hard
    assert not read(" ".join(["day"] * 25)).is_hard
    assert read("").age == 5


def test_a_text_is_read_as_residents_see_it():
    text = """## What you need

Send us:

- your [tenancy agreement](https://example.org/a-very-long-address)
- **two** payslips

We write to ((name)) at a@b.example. Is that right?"""
    assert sentences_of(text) == [
        "What you need",
        "Send us",
        "your tenancy agreement",
        "two payslips",
        "We write to this at",
        "Is that right",
    ]


def test_every_text_for_residents_is_read_and_no_other():
    definition = read_definition(SMALL, "small.yaml").definition
    assert definition is not None
    texts = [one.text for one in readings_of(definition)]
    assert definition.privacy.en in texts
    assert definition.form.pages[0].questions[0].label.en in texts
    assert definition.retention.basis.en not in texts
    assert definition.case_title.en not in texts


@pytest.mark.parametrize("file", sorted(SERVICES.glob("[!_]*.yaml")), ids=lambda file: file.stem)
def test_no_text_of_the_demo_council_is_hard_to_read(file):
    """`portico check services --reading` tells where, and what the longest sentence is."""
    definition = read_definition(file.read_bytes(), file.name).definition
    assert definition is not None
    hard = [one for one in readings_of(definition) if one.reading.is_hard]
    assert hard == []
