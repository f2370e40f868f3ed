"""Placeholders: what a resident typed is text and nothing more."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from portico.records.catalogue.placeholders import PLACEHOLDER, fill, names_in, plain_text


def test_values_take_the_place_of_placeholders():
    assert (
        fill("Dear (( name )), see ((reference)).", {"name": "Ada", "reference": "7KPM"})
        == "Dear Ada, see 7KPM."
    )


def test_a_placeholder_without_a_value_becomes_nothing():
    assert fill("[((reasons))]", {}) == "[]"


def test_a_value_cannot_bring_in_another_placeholder():
    assert fill("((name)) ((reference))", {"name": "((reference))", "reference": "R"}) == "( (reference) ) R"


def test_what_was_filled_can_be_filled_again_without_harm():
    title = fill("((answers.what))", {"answers.what": "((name)) ((((name))))"})
    assert names_in(title) == frozenset()


@pytest.mark.parametrize("sign", ["\x00", "\u202e", "\u200b", "\x1b", "\ufeff"])
def test_invisible_signs_are_left_out(sign):
    assert fill("((name))", {"name": f"A{sign}da"}) == "Ada"


def test_a_line_stays_one_line():
    assert (
        fill("((name))", {"name": "Ada\r\nBcc: all@example.org"}, one_line=True) == "Ada Bcc: all@example.org"
    )


def test_lines_stay_where_there_is_room_for_them():
    assert fill("((reasons))", {"reasons": "One.\r\nTwo."}) == "One.\nTwo."


@pytest.mark.parametrize(
    "typed",
    [
        "[win](https://evil.example)", "<b>big</b>", "# heading", "**bold**", "`code`", "![x](y)", "1. list",
        "- list", "https://evil.example", "<https://evil.example>", "line\n===", "> quote",
        "~~~", "* * *", "a\n\n    code", "a\n\n\tcode", "&lt;b&gt;",
    ],
)  # fmt: skip
def test_a_value_in_markup_is_shown_as_it_was_typed(typed):
    html = MarkdownIt("commonmark", {"linkify": False}).render(fill("Said: ((x))", {"x": typed}, markup=True))
    assert set(re.findall(r"<[/a-z0-9]+", html)) <= {"<p", "</p"}, html


@given(st.text())
def test_no_value_makes_a_placeholder(value):
    filled = fill("a ((x)) b", {"x": value, "name": "SECRET"})
    assert not PLACEHOLDER.search(filled)
    assert fill(filled, {"name": "SECRET"}) == filled


def test_a_paragraph_without_a_value_leaves_no_hole():
    assert fill("One.\n\n((appeal))\n\nTwo.", {}) == "One.\n\nTwo."


def test_marks_become_plain_text_for_e_mail():
    text = "## Next\n\n**Now** [register](https://www.gov.uk/register-to-vote).\n\n- one"
    assert plain_text(text) == "Next\n\nNow register (https://www.gov.uk/register-to-vote).\n\n- one"
