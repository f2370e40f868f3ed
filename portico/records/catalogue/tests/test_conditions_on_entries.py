"""Conditions that ask the entries of lists, and those on a question of an entry."""

# ruff: noqa: E501 — one condition a line

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from portico.records.catalogue.conditions import check, holds, holds_for_entry
from portico.records.catalogue.expressions.kinds import DATE, MONEY, NUMBER, TEXT, YES_NO, Kind, Scope
from portico.records.catalogue.expressions.tree import ConditionError
from portico.records.catalogue.kinds import KINDS
from portico.records.catalogue.reading.read import read_definition
from portico.records.catalogue.tests.small_service import KNOWN, SMALL, problems_after

TODAY = date(2026, 3, 2)
CHILD = Kind(
    "record",
    fields={
        "age": NUMBER,
        "born": DATE,
        "here": YES_NO,
        "school": Kind("choice", frozenset({"mill", "hill"})),
        "needs": Kind("list", frozenset({"bus", "meals"})),
        "income": MONEY,
    },
)
SCOPE = Scope(
    answers={
        "children": Kind("list", of="record", entry=CHILD),
        "cars": Kind("list", of="record", entry=Kind("record", fields={"plate": TEXT, "age": NUMBER})),
        "tell": Kind("list", frozenset({"tax"})),
        "own": Kind("choice", frozenset({"mill", "hill"})),
        "name": TEXT,
    },
    facts={},
)
OLD = {"age": 12, "born": "2014-01-01", "here": False, "school": "hill", "needs": ["bus"], "income": 100}
YOUNG = {"age": 3, "born": "2023-01-01", "here": True, "school": "mill", "needs": [], "income": None}
UNKNOWN = {"age": None, "born": None, "here": None, "school": None, "needs": None, "income": None}


def met(condition: str, *children: dict[str, Any], **answers: Any) -> bool:
    check(condition, SCOPE)
    return holds(condition, {"children": list(children), **answers}, {}, TODAY)


@pytest.mark.parametrize(
    ("condition", "children"),
    [
        ("answers.children.exists(c, c.age < 5)", [OLD, YOUNG]),
        ("answers.children.exists(c, c.age < 5)", [UNKNOWN, YOUNG]),
        ("answers.children.exists(c, years_since(c.born) < 5)", [UNKNOWN, {}, YOUNG]),
        ("answers.children.all(c, c.age < 13)", [OLD, YOUNG]),
        ("answers.children.all(c, c.here)", []),
        ("answers.children.exists_one(c, c.here)", [OLD, YOUNG, UNKNOWN]),
        ("size(answers.children.filter(c, c.age > 2)) == 2", [OLD, UNKNOWN, YOUNG]),
        ("answers.children.exists(c, 'bus' in c.needs && c.income >= pounds(1))", [YOUNG, OLD]),
        ("!answers.children.exists(c, size(c.needs) > 1)", [OLD, UNKNOWN]),
        ("answers.children.exists(c, c.school == answers.own) && answers.name.startsWith('A')", [OLD]),
        ("answers.children.exists(c, answers.children.exists(d, d.age > c.age && d.here == false))", [OLD, YOUNG]),
        ("answers.children.exists(c, answers.cars.exists(d, d.age > c.age))", [YOUNG]),
        ("answers.children.exists(c, c.age == null)", [OLD, {}]),
    ],
)  # fmt: skip
def test_it_is_met(condition, children):
    assert met(condition, *children, own="hill", name="Ada", cars=[{"plate": "A", "age": 4}])


@pytest.mark.parametrize(
    ("condition", "children"),
    [
        ("answers.children.exists(c, c.age < 5)", [OLD, UNKNOWN]),
        ("answers.children.exists(c, c.age < 5)", []),
        ("answers.children.all(c, c.age < 13)", [OLD, UNKNOWN]),
        ("answers.children.exists_one(c, c.age > 1)", [OLD, YOUNG]),
        ("size(answers.children.filter(c, c.here)) > 1", [OLD, YOUNG, UNKNOWN]),
        ("answers.children.exists(c, answers.children.exists(d, d.age > c.age && d.here))", [OLD, YOUNG]),
        ("answers.children.exists(c, c.age < 5) && answers.own == 'hill'", [YOUNG]),
    ],
)
def test_it_is_not_met(condition, children):
    assert not met(condition, *children, own="mill")


def test_a_list_that_was_not_asked_has_no_entries():
    assert not holds("answers.children.exists(c, c.here)", {}, {}, TODAY)
    assert holds("answers.children.all(c, c.here)", {}, {}, TODAY)


@given(st.permutations([OLD, YOUNG, UNKNOWN, {}]))
def test_the_order_of_the_entries_does_not_matter(children):
    assert met("answers.children.exists(c, c.age < 5)", *children)
    assert met("size(answers.children.filter(c, c.age > 1)) == 2", *children)
    assert not met("answers.children.all(c, c.age > 1)", *children)


@pytest.mark.parametrize(
    ("condition", "told"),
    [
        ("answers.children.exists(c, c.aeg < 5)", "There is no question of “c” “aeg”. Did you mean “age”?"),
        ("answers.children.exists(c, c.age)", "What “exists” asks of each entry is a number, not a yes or no."),
        ("answers.children.exists(c, c.school == 'mil')", "There is no option “mil”. Did you mean “mill”?"),
        ("answers.children.exists(c, d.age > 1)", "“d” is not known in a condition. Here a condition reads c.… too"),
        ("answers.children.exists(c.age > 1)", "“exists” takes a name for one entry and a condition on it."),
        ("answers.children.exists(c, c.age > 1, 2)", "“exists” takes a name for one entry"),
        ("answers.children.exists(c, c.age > 1", "“exists” takes a name for one entry"),
        ("answers.children.exists(today, true)", "“today” cannot stand for one entry"),
        ("answers.children.exists(_c, true)", "“_c” cannot stand for one entry"),
        ("answers.tell.exists(c, c == 'tax')", "asks each entry of a list, and this is a list. Use it with a question of kind list; for one"),
        ("answers.name.all(c, c == 'tax')", "asks each entry of a list, and this is a text."),
        ("answers.children.filter(c, c.here)", "The condition is a list, not a yes or no."),
        ("answers.children.age > 3", "“answers.children” is a list of entries. Ask each of them, as in answers.children.exists(c, c.age == …)."),
        ("answers.children.map(c, c.age)", "There is no function “map”."),
        ("c.age > 3", "“c” is not known in a condition."),
        ("answers.children.exists(c, answers.children.exists(d, answers.children.exists(e, e.here)))", "Too many lists are asked inside each other."),
        ("size(answers.children.filter(c, c.here).filter(d, d.here)) > 1", "asks the entries of something that is no question"),
    ],
)  # fmt: skip
def test_a_mistake_is_told(condition, told):
    with pytest.raises(ConditionError) as error:
        check(condition, SCOPE)
    assert told in str(error.value)


def test_a_condition_that_cannot_be_read_is_not_met():
    assert not holds("answers.children.exists(c, c.age <", {"children": [YOUNG]}, {}, TODAY)
    assert not holds("answers.name.exists(c, c.age < 5)", {"name": "Ada"}, {}, TODAY)
    assert not holds("answers.children.exists(c, c.age < 5)", {"children": 7}, {}, TODAY)


def test_a_question_of_an_entry_hangs_on_others_of_it():
    assert holds_for_entry("entry.age >= 4 && 'bus' in entry.needs", OLD, TODAY)
    assert not holds_for_entry("entry.age >= 4", {}, TODAY)
    assert holds_for_entry("years_since(entry.born) < 5", YOUNG, TODAY)
    assert holds_for_entry(None, {}, TODAY)
    assert not holds_for_entry("entry.age >=", OLD, TODAY)


FIRST = "{id: how_many, kind: number, label: How many, least: 1, most: 9, required: false}"
BRANCHING = """
    - id: people
      questions:
        - id: people
          kind: list
          label: Who lives here?
          one: person
          questions:
            - {id: works, kind: yes_no, label: Do they work}
            - {id: hours, kind: number, label: Hours a week, when: entry.works, checks: [{must: entry.hours < 100, says: Enter fewer hours}]}
            - {id: name, kind: name, label: Name}
"""


def with_list(*changes: tuple[str, str]) -> list[str]:
    """What is said of the small service with a list whose entries branch, after some changes."""
    text = BRANCHING
    for old, new in changes:
        assert old in text
        text = text.replace(old, new)
    where = "    - id: bin\n      title: Your bin\n"
    return problems_after((where, text.lstrip("\n") + where))


def test_an_entry_may_branch():
    assert with_list() == []


@pytest.mark.parametrize(
    ("old", "new", "told"),
    [
        ("when: entry.works", "when: entry.name == 'A'", "There is no question of “entry” “name”."),
        ("when: entry.works", "when: entry.hours > 1", "There is no question of “entry” “hours”."),
        ("when: entry.works", "when: entry.works == 1", "A yes or no is compared with a number."),
        ("when: entry.works", "when: answers.address.uprn == ''", "A condition on an entry cannot read “answers.address.uprn”. Read others of the same entry, as entry.…"),
        ("when: entry.works", "when: works", "“works” is not known in a condition. Here a condition reads entry.… too"),
        ("entry.hours < 100", "entry.hours", "The condition is a number, not a yes or no."),
        ("entry.hours < 100", "entry.hurs < 100", "Did you mean “hours”?"),
    ],
)  # fmt: skip
def test_a_mistake_in_an_entry_is_told_at_its_line(old, new, told):
    said = with_list((old, new))
    assert any(told in line for line in said), said
    assert all(line.startswith("small.yaml:23:") for line in said), said


def test_elsewhere_an_entry_is_nothing():
    said = problems_after(("when: facts.round.collected_today", "when: entry.x == 'food'"))
    assert any("“entry” is not known in a condition" in line for line in said), said


def test_entries_sent_as_data_are_held_to_what_they_are_asked():
    where = "    - id: bin\n      title: Your bin\n"
    definition = read_definition(
        SMALL.replace(where, BRANCHING.lstrip("\n") + where), "a.yaml", KNOWN
    ).definition
    assert definition is not None
    question = definition.question("people")

    def said(**entry: Any) -> list[str]:
        return list(KINDS["list"].misfits(question, [entry], TODAY))

    assert said(works=False, name="Ada") == []
    assert said(works=True, hours=20, name="Ada") == []
    assert said(works=False, hours=None, name="Ada") == []
    assert said(works=True, name="Ada") == ["Entry 1: hours: It is required and has no answer."]
    assert said(works=False, hours=20, name="Ada") == [
        "Entry 1: hours: It is answered, and is not asked with the other answers."
    ]
    assert said(works=True, hours=120, name="Ada") == ["Entry 1: hours: Enter fewer hours"]
