"""The reference page is true: its example is in order, and it names every field and every kind there is."""

from __future__ import annotations

import re
from pathlib import Path
from typing import get_args

from portico.records.catalogue.definition import form, workflow
from portico.records.catalogue.definition.facts import COLLECTION_FACT
from portico.records.catalogue.definition.groups import Groups
from portico.records.catalogue.definition.service import ServiceDefinition
from portico.records.catalogue.expressions.tree import FUNCTIONS, METHODS
from portico.records.catalogue.placeholders import KNOWN
from portico.records.catalogue.reading.check_form import MOST_FILES, RESERVED_PAGES
from portico.records.catalogue.reading.read import read_definition

PAGE = Path(__file__).resolve().parents[4] / "docs" / "reference" / "service-definition.md"
TEXT = PAGE.read_text(encoding="utf-8")


def test_the_whole_example_is_in_order():
    example = re.search(r"```yaml\n(# yaml-language-server.*?)```", TEXT, re.DOTALL)
    assert example is not None
    read = read_definition(example[1], "example.yaml")
    assert [str(problem) for problem in read.problems] == []


def test_every_field_is_named():
    schemas = [ServiceDefinition.model_json_schema(by_alias=True), Groups.model_json_schema(by_alias=True)]
    for schema in schemas:
        for part in [schema, *schema["$defs"].values()]:
            for field in part.get("properties", {}):
                assert re.search(rf"`(\((\()?)?{field}[`.]|\b{field}:", TEXT), field


def test_every_word_that_can_be_chosen_is_named():
    words = [
        *get_args(form.QuestionKind),
        *workflow.STAGES,
        *get_args(workflow.Channel),
        *(word for word in get_args(workflow.Mover) if word != "system"),
        *COLLECTION_FACT,
        *FUNCTIONS,
        *METHODS,
        *RESERVED_PAGES,
    ]
    for word in words:
        assert re.search(rf"[`.]{word}[`( ]", TEXT) or f"`{word}(" in TEXT, word
    for name in KNOWN:
        assert f"(({name}))" in TEXT
    assert f"1 to {MOST_FILES}" in TEXT
