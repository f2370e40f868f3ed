"""A definition in words leaves out names that nothing names, and ticks that do nothing."""

from __future__ import annotations

from typing import Any

import pytest

from portico.desk.editor.copy import Council
from portico.desk.services.outline import Outline, whole

pytestmark = pytest.mark.django_db
NAME = "Name in conditions and texts"
REACHABLE = "They have to give an email address or a phone number"


def told(**form: Any) -> list[Outline]:
    """Every part of a service with that form, from the outside in."""
    found = list(whole({"name": "Lamp", "form": form}, Council.read()))
    for one in found:
        found.extend(one.parts)
    return found


def named(question: str, **form: Any) -> bool:
    """Whether the name of the question with that label is told."""
    (part,) = [one for one in told(**form) if one.title == f"Question “{question}”"]
    return NAME in dict(part.rows)


def question(id: str, **more: Any) -> dict[str, Any]:
    return {"id": id, "kind": "text", "label": id.title(), **more}


@pytest.mark.parametrize(
    ("words", "is_named"),
    [
        ("Your ((answers.fault)) is noted.", True),
        ("answers.fault == 'dark'", True),
        ("size(answers.fault)", True),
        ("Your ((answers.fault_there)) is noted.", False),
        ("Tell us the fault.", False),
        ("facts.fault", False),
    ],
)
def test_a_question_is_told_with_its_name_where_something_names_it(words, is_named):
    pages = [{"id": "one", "questions": [question("fault"), question("more", hint=words)]}]
    assert named("Fault", pages=pages) == is_named


@pytest.mark.parametrize(
    ("words", "is_named"),
    [
        ("entry.age > 3", True),
        ("answers.children.exists(c, c.age < 5)", True),
        ("answers.age", False),
        ("Their age", False),
    ],
)
def test_so_is_a_question_about_each_entry(words, is_named):
    children = question("children", kind="list", questions=[question("age"), question("name", when=words)])
    assert named("Age", pages=[{"id": "one", "questions": [children]}]) == is_named


@pytest.mark.parametrize(
    ("contact", "is_told"),
    [
        ({}, True),
        ({"email": "optional"}, True),
        ({"email": "required"}, False),
        ({"phone": "required", "reachable": True}, False),
        ({"email": {"damaged": 1}}, True),
    ],
)
def test_that_they_have_to_be_reachable_is_told_where_it_changes_something(contact, is_told):
    page = {"id": "one", "questions": [question("fault")]}
    parts = told(pages=[page], contact=contact | {"name": "required"})
    assert any(REACHABLE in dict(one.rows) for one in parts) == is_told
