"""Every part of a definition stands on a sheet, and can be told in words."""

from __future__ import annotations

from pathlib import Path

import pytest
import yaml
from pydantic import BaseModel

from portico.desk.editor.choices import ALWAYS, KIND_NAMES
from portico.desk.editor.conditions import taken_apart
from portico.desk.editor.fields import ByChannelField, ConditionField
from portico.desk.editor.sheets import SECTIONS, SHEETS, children_at, data_path, sheet_at
from portico.desk.editor.words import place_in_words, titled, value_in_words
from portico.records.catalogue.definition.form import Question
from portico.records.catalogue.definition.service import ServiceDefinition
from portico.records.catalogue.definition.text import Text
from portico.records.catalogue.kinds import KINDS

SERVICES = sorted(path for path in Path("services").glob("*.yaml") if not path.name.startswith("_"))
NOT_ON_SHEETS = {"format", "id"}
"""Of the service itself: its id is its address and stays, its format is that of the whole file."""


def names_in_files(model: type[BaseModel]) -> set[str]:
    return {info.alias or name for name, info in model.model_fields.items()}


def test_every_field_of_the_definition_is_on_a_sheet():
    for sheet in SHEETS.values():
        if sheet.model is ServiceDefinition:
            continue
        told = {field.name for field in sheet.fields} | {one.name for one in sheet.children}
        told |= {one.name for one in sheet.inner}
        assert told == names_in_files(sheet.model), sheet.one
    own = {field.name for id in ("about", "case") for field in SHEETS[id].fields}
    own |= {section.path[0] for section in SECTIONS if section.path}
    assert own == names_in_files(ServiceDefinition) - NOT_ON_SHEETS


def test_every_kind_of_question_has_a_name():
    assert set(KIND_NAMES) == set(KINDS)


@pytest.mark.parametrize("id", SHEETS)
def test_no_two_fields_of_a_sheet_are_called_the_same(id):
    labels = [field.label for field in SHEETS[id].fields]
    assert len(labels) == len(set(labels))


def walk(part, path=()):
    yield path, part
    if isinstance(part, dict):
        for name, one in part.items():
            yield from walk(one, (*path, name))
    elif isinstance(part, list):
        for place, one in enumerate(part):
            yield from walk(one, (*path, str(place)))


@pytest.mark.parametrize("file", SERVICES, ids=[path.stem for path in SERVICES])
def test_every_service_is_told_in_words(file):
    data = yaml.safe_load(file.read_text())
    for path, part in walk(data):
        if path and path not in {("format",), ("id",)}:
            words = place_in_words(data, path)
            assert all(words), path
            assert isinstance(value_in_words(data, path, part), str)
            assert titled(data, path)


@pytest.mark.parametrize("file", SERVICES, ids=[path.stem for path in SERVICES])
def test_most_conditions_of_services_are_told_without_code(file):
    data = yaml.safe_load(file.read_text())
    for path, part in walk(data):
        if path and path[-1] in {"when", "must"} and isinstance(part, str):
            for told in taken_apart(part, data).told:
                assert not told.code or "(" in told.code or "+" in told.code or "." in told.code, told


def test_parts_are_found_by_their_paths():
    assert sheet_at(("form", "pages", "bin", "questions", "colour")) is SHEETS["question"]
    assert sheet_at(("form", "pages", "bin", "questions", "people", "questions", "age")) is SHEETS["question"]
    assert sheet_at(("form", "contact")) is SHEETS["contact"]
    assert sheet_at(("knowledge", "how-long")) is SHEETS["article"]
    assert sheet_at(("messages", "received")) is SHEETS["message"]
    assert sheet_at(("about",)) is SHEETS["about"]
    assert sheet_at(("form", "pages")) is None
    assert sheet_at(("nonsense", "x")) is None
    assert children_at(("knowledge",)) is not None
    assert children_at(("workflow", "moves")) is not None
    assert data_path(("about",)) == ()
    assert data_path(("fee",)) == ("fee",)


def test_a_default_is_as_files_say_it():
    assert SHEETS["question"].default("required") is True
    assert SHEETS["question"].default("options") == []
    assert SHEETS["article"].default("for") == "everybody"


def test_places_are_told_from_the_outside_in():
    data = {
        "form": {
            "pages": [
                {
                    "id": "bin",
                    "title": "Your bin",
                    "questions": [{"id": "colour", "label": Text(en="Which bin?").en}],
                }
            ]
        }
    }
    path = ("form", "pages", "bin", "questions", "colour", "hint")
    assert place_in_words(data, path) == (
        "The form",
        "Page “Your bin”",
        "Question “Which bin?”",
        "Hint",
    )
    assert place_in_words(data, ("privacy",)) == ("About the service", "Privacy")
    assert place_in_words(data, ("deadline", "by_channel", "post")) == (
        "Deadline",
        "Other deadlines by channel",
    )


def test_conditions_and_choices_are_known_to_sheets():
    sources = {
        field.kind.source
        for sheet in SHEETS.values()
        for field in sheet.fields
        if hasattr(field.kind, "source")
    }
    assert set(ALWAYS) <= sources
    conditions = [
        (sheet.model, field.name)
        for sheet in SHEETS.values()
        for field in sheet.fields
        if isinstance(field.kind, ConditionField)
    ]
    assert (Question, "when") in conditions
    assert any(isinstance(field.kind, ByChannelField) for field in SHEETS["deadline"].fields)


def test_what_names_another_part_is_told_by_its_label():
    data = {
        "form": {
            "pages": [{"id": "home", "questions": [{"id": "home", "kind": "address", "label": "Where?"}]}]
        },
        "workflow": {"outcomes": [{"id": "done", "label": "Licence granted", "fulfilled": True}]},
    }
    assert value_in_words(data, ("workflow", "moves", "grant", "outcome"), "done") == "Licence granted"
    assert value_in_words(data, ("form", "where"), ["home", "gone"]) == "Where?, gone"
