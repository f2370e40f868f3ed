"""The pages of trouble can be drawn: whoever sees one must not meet a second trouble."""

from __future__ import annotations

import pytest

from tests.trouble import PAGES, TYPED


@pytest.mark.parametrize("name", PAGES)
def test_it_is_drawn(name: str):
    drawn = PAGES[name]().content.decode()
    assert drawn.count("<h1") == 1


def test_what_was_typed_is_given_back():
    for name in ("form no longer kept", "open for too long", "database away while sending"):
        assert TYPED["name"] in PAGES[name]().content.decode(), name
