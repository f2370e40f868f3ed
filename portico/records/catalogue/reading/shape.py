"""Puts plain data into the models of a definition and says in plain words where it does not fit."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from difflib import get_close_matches
from types import UnionType
from typing import Annotated, Any, TypeVar, Union, get_args, get_origin

from pydantic import BaseModel, ValidationError
from pydantic.fields import FieldInfo
from pydantic_core import ErrorDetails

from portico.records.catalogue.reading.problems import Problems, Where

Model = TypeVar("Model", bound=BaseModel)

ROUNDS_OF_REPAIR = 3
SLUG_REMEDY = "Use lower-case letters, digits and single hyphens, as in missed-bin, beginning with a letter."
NAME_REMEDY = "Use lower-case letters, digits and underscores, as in moved_on, beginning with a letter."


def read_shape(model: type[Model], data: Any, problems: Problems) -> Model | None:
    """The model of `data`, or None where it does not fit; notes every misfit in `problems`.

    Unknown fields are noted and left out, so that everything else can still be checked.
    """
    for _ in range(ROUNDS_OF_REPAIR):
        try:
            return model.model_validate_json(json.dumps(data), strict=True, by_alias=True, by_name=False)
        except ValidationError as error:
            misfits = _without_echoes(error.errors(include_url=False))
        unknown = [misfit for misfit in misfits if misfit["type"] == "extra_forbidden"]
        if len(unknown) < len(misfits):
            for misfit in misfits:
                _note(model, misfit, problems)
            return None
        for misfit in unknown:
            _note(model, misfit, problems)
            _leave_out(data, misfit["loc"])
    return None


def _without_echoes(misfits: list[ErrorDetails]) -> list[ErrorDetails]:
    """Leave out lists that are only too short because the items in them do not fit."""
    places = [misfit["loc"] for misfit in misfits]
    return [
        misfit
        for misfit in misfits
        if misfit["type"] != "too_short"
        or not any(
            len(place) > len(misfit["loc"]) and place[: len(misfit["loc"])] == misfit["loc"]
            for place in places
        )
    ]


def _leave_out(data: Any, path: Where) -> None:
    for step in path[:-1]:
        data = data[step]
    del data[path[-1]]


def _note(model: type[BaseModel], misfit: ErrorDetails, problems: Problems) -> None:
    path = tuple(step for step in misfit["loc"] if step != "[key]")
    if misfit["input"] is None and misfit["type"] not in {"missing", "extra_forbidden"}:
        return  # an empty value, noted when the file was read
    what, remedy = _words(model, misfit, path)
    problems.add(path, what, remedy)


def _words(model: type[BaseModel], misfit: ErrorDetails, path: Where) -> tuple[str, str]:
    name = f"“{_name_of(path)}”"
    context = misfit.get("ctx", {})
    kind = misfit["type"]
    if kind == "missing":
        return f"{_owner_of(path)} has no {name}.", _meaning(model, path)
    if kind == "extra_forbidden":
        return f"There is no field {name} here.", _where_it_belongs(model, path)
    if kind == "literal_error" and misfit["loc"][-1] == "[key]":
        expected = _words_in(str(context.get("expected", "")))
        return f"There is no {name} here.", _nearest(str(path[-1]), expected)
    if kind == "literal_error":
        return _literal_words(name, misfit["input"], str(context.get("expected", "")))
    if kind == "string_pattern_mismatch":
        return _pattern_words(name, misfit["input"], str(context.get("pattern")))
    what, remedy = _SIMPLE.get(kind, ("does not fit.", f"{misfit['msg']}."))
    if kind in _WITHOUT_FIELDS:
        fields = ", ".join(_fields_at(model, path))
        what = "has no fields of its own."
        remedy = f"Write its fields below it, indented{f': {fields}' if fields else ''}."
    return f"{name} {what}", remedy.format(**context) if kind in _SIMPLE else remedy


_WITHOUT_FIELDS = frozenset({"dict_type", "model_type", "model_attributes_type"})
_SIMPLE: Mapping[str, tuple[str, str]] = {
    "string_type": ("is not a text.", "Write a text, in quotes if it looks like a number."),
    "int_type": ("is not a whole number.", "Write a whole number without quotes."),
    "bool_type": ("is neither true nor false.", "Write true or false, without quotes."),
    "tuple_type": ("is not a list.", "Begin each item with “- ”, or write [one, two]."),
    "too_short": ("is empty.", "Write at least one item, or leave the field out."),
    "string_too_short": ("is empty.", "Write a text, or leave the field out."),
    "string_too_long": ("is too long.", "Write at most {max_length} characters."),
    "greater_than_equal": ("is too small.", "Write {ge} or more."),
    "less_than_equal": ("is too large.", "Write {le} or less."),
}
"""What follows the name of the field, and the remedy, by pydantic's kind of error."""


def _where_it_belongs(model: type[BaseModel], path: Where) -> str:
    """What to do with an unknown field: it may only be indented too far, and belong to a part around."""
    name = str(path[-1])
    here = _fields_at(model, path[:-1])
    for end in range(len(path) - 2, -1, -1):
        around = path[:end]
        if name in _fields_at(model, around):
            if not around:
                return f"“{name}” belongs to the whole service: write it at the beginning of the line."
            owner = _name_of(around)
            return f"It belongs to “{owner}”: indent it less, as far as the other fields of “{owner}”."
    return _nearest(name, here)


def _pattern_words(name: str, given: str, pattern: str) -> tuple[str, str]:
    if pattern.startswith("^https"):
        return f"{name} is “{given}”.", "Write the whole web address, beginning with https://."
    return f"{name} is “{given}”, which is no id.", NAME_REMEDY if "_" in pattern else SLUG_REMEDY


def _literal_words(name: str, given: Any, expected: str) -> tuple[str, str]:
    allowed = _words_in(expected)
    shown = str(given).lower() if isinstance(given, bool) else given
    return f"{name} cannot be “{shown}”.", _nearest(str(shown), allowed)


def _words_in(expected: str) -> list[str]:
    """The words of pydantic's `'web', 'phone' or 'post'`."""
    return [word.strip("'") for word in expected.replace(" or ", ", ").split(", ")]


def _nearest(given: str, allowed: Iterable[str]) -> str:
    allowed = sorted(set(allowed))
    near = get_close_matches(given, allowed, 1)
    if near:
        return f"Did you mean “{near[0]}”?"
    return f"It can be: {', '.join(allowed)}." if allowed else "Leave it out."


def _name_of(path: Where) -> str:
    names = [step for step in path if isinstance(step, str)]
    if path and isinstance(path[-1], int):
        return f"{names[-1]}, item {path[-1] + 1}" if names else f"item {path[-1] + 1}"
    return names[-1] if names else "The file"


def _owner_of(path: Where) -> str:
    return f"“{_name_of(path[:-1])}”" if len(path) > 1 else "The definition"


def _meaning(model: type[BaseModel], path: Where) -> str:
    field = _fields_at(model, path[:-1]).get(str(path[-1]))
    meaning = (field.description or "").split("\n\n", maxsplit=1)[0].replace("\n", " ") if field else ""
    first = meaning.split(". ")[0].rstrip(".")
    return (
        f"Add it: {first[0].lower()}{first[1:]}."
        if first
        else "Add it; the reference says what belongs there."
    )


def _fields_at(model: type[BaseModel], path: Where) -> Mapping[str, FieldInfo]:
    """The fields, by the names they have in files, of the model at `path`."""
    kind: Any = model
    for step in path:
        models = list(models_in(kind))
        if isinstance(step, int):
            continue
        fields = fields_of(models[0]) if models else {}
        if step in fields:
            kind = fields[step].annotation
    models = list(models_in(kind))
    return fields_of(models[0]) if models else {}


def fields_of(model: type[BaseModel]) -> dict[str, FieldInfo]:
    """The fields of a model by their names in files."""
    return {field.alias or name: field for name, field in model.model_fields.items()}


def models_in(kind: Any) -> Iterable[type[BaseModel]]:
    """The models that a type is made of: that of the items of a list, those of a union."""
    if isinstance(kind, type) and issubclass(kind, BaseModel):
        yield kind
    elif get_origin(kind) in {tuple, dict, Union, UnionType, Annotated}:
        for part in get_args(kind):
            yield from models_in(part)
