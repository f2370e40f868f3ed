"""A form of any number of questions whose conditions read all of its answers: the hardest allowed."""

from __future__ import annotations

import json
from functools import cache
from pathlib import Path
from typing import Any

import yaml

from portico.records.catalogue.definition.service import ServiceDefinition
from portico.records.catalogue.reading.read import read_definition

FILE = Path(__file__).parent / "journeys" / "data" / "every-kind.yaml"
LAST = "last"
"""The id of the page whose conditions read every answer before it."""
IN_ONE_CONDITION = 18
"""So many answers are read by one condition, which may have 500 characters."""

_KINDS: tuple[tuple[dict[str, Any], Any], ...] = (
    ({"kind": "yes_no"}, True),
    ({"kind": "choice", "options": [{"value": value, "label": value} for value in ("one", "two")]}, "one"),
    ({"kind": "number", "least": 0, "most": 99}, 7),
    ({"kind": "text"}, "As it always was"),
    ({"kind": "date"}, "2026-02-27"),
    ({"kind": "money"}, 12_50),
)
"""Kinds of question in turn, each with an answer."""


@cache
def long_form(size: int) -> ServiceDefinition:
    """A service whose form has `size` questions on a page each, and a last page that reads their answers.

    Each page but the first has a condition on the answer before it; those of the last page read all.
    """
    definition = yaml.safe_load(FILE.read_text(encoding="utf-8"))
    for part in ("fee", "elsewhere", "knowledge"):
        definition.pop(part)
    definition |= {
        "id": f"long-form-{size}",
        "name": f"Form of {size} questions",
        "case_title": "A long form",
        "messages": {"received": {"subject": "We have it", "body": "Your reference is ((reference))."}},
        "form": {
            "pages": _pages(size),
            "contact": {"name": "no", "email": "no", "phone": "no", "reachable": False},
        },
    }
    for move in definition["workflow"]["moves"]:
        move.pop("tells", None)
    read = read_definition(json.dumps(definition).encode(), "long-form.yaml")
    if read.definition is None:
        raise ValueError(read.problems)
    return read.definition


def answers_of(size: int) -> dict[str, Any]:
    """An answer to each question of that form but those of the last page."""
    return {f"a{number}": _KINDS[number % len(_KINDS)][1] for number in range(1, size + 1)}


def _pages(size: int) -> list[dict[str, Any]]:
    pages: list[dict[str, Any]] = []
    for number in range(1, size + 1):
        question = {"id": f"a{number}", "label": f"Question {number}?", **_KINDS[number % len(_KINDS)][0]}
        page: dict[str, Any] = {"id": f"page-{number}", "questions": [question]}
        if number > 1:
            page["when"] = f"answers.a{number - 1} != null"
        pages.append(page)
    read = [
        " && ".join(
            f"answers.a{number} != null" for number in range(first, min(first + IN_ONE_CONDITION, size + 1))
        )
        for first in range(1, size + 1, IN_ONE_CONDITION)
    ]
    asked = [
        {
            "id": f"end{number}",
            "kind": "text",
            "label": "Anything else?",
            "required": False,
            "when": condition,
        }
        for number, condition in enumerate(read)
    ]
    return [*pages, {"id": LAST, "title": "Nearly done", "questions": asked}]
