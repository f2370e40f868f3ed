"""Writes a definition as a file that reads back equal."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import yaml
from pydantic import BaseModel, ValidationError

from portico.records.catalogue.definition.service import ServiceDefinition
from portico.records.catalogue.definition.text import Part
from portico.records.catalogue.reading.shape import fields_of, models_in

SCHEMA_LINE = "# yaml-language-server: $schema=../docs/reference/service-definition.schema.json\n"
"""Lets an editor check and complete the file while it is written."""

WIDTH = 110


class _Dumper(yaml.SafeDumper):
    """Writes blocks, and texts of several lines as they read."""

    def ignore_aliases(self, data: Any) -> bool:
        return True

    def increase_indent(self, flow: bool = False, indentless: bool = False) -> None:
        super().increase_indent(flow, False)


OTHER_LINE_ENDS = "\x85\u2028\u2029"
"""YAML takes them for line ends, and reads a space for each; between double quotes they are spelt out."""


def _text(dumper: _Dumper, text: str) -> yaml.ScalarNode:
    style = "|" if "\n" in text else None
    if any(sign in text for sign in OTHER_LINE_ENDS):
        style = '"'
    return dumper.represent_scalar("tag:yaml.org,2002:str", text, style=style)


_Dumper.add_representer(str, _text)


def write_definition(definition: ServiceDefinition) -> str:
    """The definition as the text of a file. Comments and the layout of an imported file are not kept."""
    return SCHEMA_LINE + write_part(definition)


def write_data(data: Mapping[str, Any]) -> str:
    """A definition that is data, as a working copy is, as the text of a file.

    Where it has mistakes it is written with them, its fields in the usual order.
    """
    try:
        return write_definition(ServiceDefinition.model_validate(data))
    except ValidationError:
        return SCHEMA_LINE + _yaml(_in_order(data, (ServiceDefinition,)))


def write_part(part: Part) -> str:
    """Any part of a definition as YAML."""
    return _yaml(part.model_dump(mode="json", by_alias=True, exclude_defaults=True))


def _yaml(data: Any) -> str:
    return yaml.dump(
        data, Dumper=_Dumper, allow_unicode=True, sort_keys=False, default_flow_style=False, width=WIDTH
    )


def _in_order(part: Any, models: Sequence[type[BaseModel]]) -> Any:
    """The same data with fields as their models name them; other names stay behind them."""
    if isinstance(part, list):
        return [_in_order(item, models) for item in part]
    if not isinstance(part, Mapping):
        return part
    fields = {name: info for model in models for name, info in fields_of(model).items()}
    if not fields.keys() & part.keys():
        return {name: _in_order(one, models) for name, one in part.items()}
    names = [name for name in fields if name in part] + [name for name in part if name not in fields]
    return {
        name: _in_order(part[name], tuple(models_in(fields[name].annotation)) if name in fields else ())
        for name in names
    }
