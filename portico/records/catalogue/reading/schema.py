"""The JSON Schemas of the files in `services/`, made from the models."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

from pydantic import BaseModel

from portico.records.catalogue.definition.everyday import EverydayWords
from portico.records.catalogue.definition.groups import Groups
from portico.records.catalogue.definition.life_events import LifeEvents
from portico.records.catalogue.definition.service import ServiceDefinition

SCHEMAS: Mapping[str, tuple[type[BaseModel], str]] = {
    "service-definition.schema.json": (ServiceDefinition, "A service of the council, format 1"),
    "everyday-words.schema.json": (EverydayWords, "The everyday words that the search knows, format 1"),
    "service-groups.schema.json": (Groups, "The groups of services on the home page, format 1"),
    "life-events.schema.json": (LifeEvents, "Life events that lead through several services, format 1"),
}
"""Each schema by the name of its file in `docs/reference/`, with its model and title."""


def schema_text(file: str) -> str:
    """The text of one schema file of `SCHEMAS`."""
    model, title = SCHEMAS[file]
    schema: dict[str, Any] = {"$schema": "https://json-schema.org/draft/2020-12/schema"}
    schema |= _without_titles(model.model_json_schema(by_alias=True))
    schema["title"] = title
    return json.dumps(schema, indent=2, ensure_ascii=False) + "\n"


def _without_titles(part: Any, *, named: bool = False) -> Any:
    """Leave out the titles pydantic makes of field names: editors show them in place of descriptions."""
    if isinstance(part, list):
        return [_without_titles(item) for item in part]
    if not isinstance(part, dict):
        return part
    return {
        key: _without_titles(value, named=key in {"properties", "$defs"})
        for key, value in part.items()
        if named or key != "title" or not isinstance(value, str)
    }
