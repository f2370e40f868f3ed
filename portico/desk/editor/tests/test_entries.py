"""Conditions on the entries of lists in the editor: what they can be about, and how they read."""

from __future__ import annotations

import pytest

from portico.desk.editor.conditions import condition_in_words, put_together, taken_apart
from portico.desk.editor.things import things_at

DATA = {
    "form": {
        "pages": [
            {"id": "one", "questions": [{"id": "rent", "kind": "money", "label": "Rent"}]},
            {
                "id": "people",
                "questions": [
                    {
                        "id": "people",
                        "kind": "list",
                        "label": "Who lives here?",
                        "questions": [
                            {"id": "works", "kind": "yes_no", "label": "Do they work?"},
                            {"id": "hours", "kind": "number", "label": "Hours", "checks": [{}]},
                            {"id": "name", "kind": "name", "label": "Name"},
                        ],
                    }
                ],
            },
        ]
    }
}
LIST = ("form", "pages", "people", "questions", "people")


@pytest.mark.parametrize(
    ("path", "offered"),
    [
        ((*LIST, "questions", "works", "when"), []),
        ((*LIST, "questions", "name", "when"), ["entry.works", "entry.hours"]),
        ((*LIST, "questions", "hours", "checks", "0", "must"), ["entry.works", "entry.hours"]),
        ((*LIST, "when"), ["answers.rent"]),
    ],
)
def test_a_condition_on_an_entry_is_about_that_entry(path, offered):
    assert [thing.name for thing in things_at(DATA, path)] == offered


def test_it_reads_in_words():
    assert condition_in_words("entry.works && entry.hours > 20", DATA) == (
        "“Do they work?” is yes and “Hours” is more than 20"
    )


def test_one_that_asks_every_entry_stays_as_it_is_written():
    asked = "answers.people.exists(p, p.hours > 20) && answers.rent > pounds(5)"
    apart = taken_apart(asked, DATA)
    assert [told.code for told in apart.told] == ["answers.people.exists(p, p.hours > 20)", ""]
    assert put_together([told.node for told in apart.told], apart.join) == asked
