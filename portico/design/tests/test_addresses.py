"""Paths are as Django writes them."""

from __future__ import annotations

import pytest
from django.urls import NoReverseMatch, reverse

from portico.design.addresses import address_of


@pytest.mark.parametrize(
    ("name", "words"),
    [
        ("portal:home", []),
        ("desk:case", ["AB3DE7GH"]),
        ("desk:move", ["AB3DE7GH", "send-crew"]),
        ("web:start", ["missed-bin"]),
        ("desk:found", ["0192f1a0-0000-7000-8000-000000000001"]),
    ],
)
def test_it_is_the_path_that_django_gives(name, words):
    assert address_of(name, *words) == reverse(name, args=words)
    assert address_of(name, *words) == reverse(name, args=words)


def test_words_that_cannot_stand_in_a_path_are_refused():
    assert address_of("desk:case", "AB3DE7GH")
    for name, words in (("desk:case", ["not a slug"]), ("desk:case", []), ("no:where", [])):
        with pytest.raises(NoReverseMatch):
            address_of(name, *words)
