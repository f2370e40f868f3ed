"""A condition written from its tree reads as that tree again."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from portico.records.catalogue.expressions.tree import Node, read_condition
from portico.records.catalogue.expressions.written import quoted, written

LITERALS = st.one_of(
    st.integers(0, 10**15),
    st.booleans(),
    st.none(),
    st.text(st.characters(blacklist_categories=("Cs", "Cc")), max_size=8),
    st.sampled_from(["\n", "'", '"', "\\", "\t'"]),
).map(lambda value: Node("literal", value))
NAMES = st.sampled_from(["answers", "facts", "today", "inside"]).map(lambda name: Node("name", name))
PLACES = st.lists(st.sampled_from(["a", "b_c"]), min_size=1, max_size=2).map(
    lambda fields: _place(["answers", *fields])
)


def _place(names):
    node = Node("name", names[0])
    for name in names[1:]:
        node = Node("field", name, (node,))
    return node


MACROS = st.tuples(st.sampled_from(["exists", "all", "filter"]), PLACES, st.one_of(LITERALS, PLACES)).map(
    lambda drawn: Node("macro", drawn[0], (drawn[1], Node("name", "c"), drawn[2]))
)


def _grown(below):
    two = st.tuples(below, below)
    return st.one_of(
        st.tuples(st.sampled_from(["&&", "||", "==", "<", "in", "+", "-"]), two).map(
            lambda drawn: Node("binary", *drawn)
        ),
        below.map(lambda one: Node("not", None, (one,))),
        below.map(lambda one: Node("minus", None, (one,))),
        st.tuples(st.sampled_from(["size", "pounds"]), below).map(
            lambda drawn: Node("call", drawn[0], (drawn[1],))
        ),
        st.tuples(st.sampled_from(["contains", "matches"]), two).map(
            lambda drawn: Node("method", drawn[0], drawn[1])
        ),
        st.lists(below, max_size=3).map(lambda items: Node("list", None, tuple(items))),
    )


TREES = st.recursive(st.one_of(LITERALS, NAMES, PLACES, MACROS), _grown, max_leaves=12)


@given(tree=TREES)
def test_what_is_written_reads_as_it_was(tree):
    assert read_condition(written(tree)) == tree


@pytest.mark.parametrize(
    "condition",
    [
        "answers.bin == 'food' && (answers.a || answers.b)",
        "!(answers.a && answers.b)",
        "answers.a - (answers.b - 1) > 2",
        "size(answers.children.filter(c, c.age < 5 || c.here)) > 1",
        "days_since(answers.since) >= 3 || answers.note.contains('it\\'s')",
    ],
)
def test_a_condition_is_written_as_people_write_it(condition):
    assert written(read_condition(condition)) == condition


def test_a_text_with_quotes_stays_whole():
    assert read_condition(quoted("it's \\ \n")).value == "it's \\ \n"
