"""Totals: of questions and of the entries of lists, without what was not asked."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from portico.records.catalogue.path import asked
from portico.records.catalogue.reading.read import read_definition
from portico.records.catalogue.tests.small_service import SMALL, small_service

TODAY = date(2026, 3, 2)
SUMS = """  sums:
    - {id: income, of: [wages, people.income]}
  pages:
    - id: works
      questions:
        - {id: works, kind: yes_no, label: Do you work}
    - id: wages
      when: answers.works
      questions:
        - {id: wages, kind: money, label: Wages}
    - id: people
      questions:
        - id: people
          kind: list
          one: person
          label: People
          required: false
          questions:
            - {id: income, kind: money, label: Income, required: false}
    - id: rich
      when: facts.income.total > pounds(100)
      questions:
        - {id: rich, kind: text, label: Why do you ask}
"""


def facts_with(**answers: Any) -> tuple[Any, list[str]]:
    read = read_definition(SMALL.replace("  pages:\n", SUMS, 1), "small.yaml")
    assert read.definition is not None, read.problems
    assert [str(problem) for problem in read.problems] == []
    way = asked(read.definition, answers, {}, TODAY)
    return way.facts.get("income"), [page.page.id for page in way.pages]


@pytest.mark.parametrize(
    ("answers", "total"),
    [
        ({}, None),
        ({"works": False}, None),
        ({"works": False, "people": []}, 0),
        ({"works": True, "wages": 60_00, "people": [{"income": 40_00}, {"income": None}, {}]}, 100_00),
        ({"works": True, "wages": None, "people": [{"income": 5}]}, 5),
        ({"works": False, "wages": 60_00, "people": [{"income": 40_00}]}, 40_00),
    ],
)
def test_what_is_asked_is_added_and_nothing_else(answers, total):
    assert facts_with(**answers)[0] == (None if total is None else {"total": total})


def test_a_page_can_depend_on_a_total():
    assert "rich" in facts_with(works=True, wages=100_01, people=[])[1]
    assert "rich" not in facts_with(works=True, wages=100_00, people=[])[1]


def test_a_service_without_sums_has_none():
    assert asked(small_service(), {"bin": "food"}, {}, TODAY).facts == {}
