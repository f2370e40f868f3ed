"""Statements that every submission runs, without what the ORM would cost there.

Their text is put together once, and PostgreSQL keeps its plan for as long as the connection lasts: in the
path of a submission planning and putting SQL together cost more than doing what it says
(docs/decisions/0045). Everywhere else the ORM is good enough, and clearer.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import Any, TypeVar

from django.db import DatabaseError
from django.db.models import Field, JSONField, Model
from django.db.models.base import ModelState
from django.db.models.fields import NOT_PROVIDED
from psycopg.types.json import Jsonb

from portico.ground.ledger.prepared import run_prepared

M = TypeVar("M", bound=Model)


@dataclass(frozen=True)
class Row:
    """A row to insert, by attribute: for one that nobody needs as an instance, which takes longer to make.

    The value of a JSON field is its text.
    """

    model: type[Model]
    values: Mapping[str, Any]


class NotAsReadError(Exception):
    """Something is no longer as it was when it was read: nothing was written."""


NOT_AS_READ = "PO409"
"""The SQLSTATE with which `ledger_demand` refuses."""


@dataclass(frozen=True)
class Statement:
    """A statement and the values of its `%(name)s`, to be run together with others.

    One that is `demanded` has to return one row, or nothing at all is written.
    """

    text: str
    values: Mapping[str, Any]
    demanded: bool = False


def insert_rows(rows: Sequence[Model | Row]) -> None:
    """Insert rows, of several models too, with one statement.

    What the database fills in by itself is not read back. Rows may point at each other in any order: foreign
    keys are checked when the transaction ends.
    """
    write_together(rows)


def write_together(
    rows: Sequence[Model | Row], changes: Sequence[Statement] = (), last: Statement | None = None
) -> None:
    """Insert rows, make changes, and run `last`, which calls a function, all as one statement.

    None of them sees what the others write. Raises `NotAsReadError` where a change is demanded that does not
    return one row.
    """
    by_model: dict[type[Model], list[Model | Row]] = {}
    for row in rows:
        by_model.setdefault(row.model if isinstance(row, Row) else type(row), []).append(row)
    statements = [*changes, last] if last else changes
    if not by_model and not statements:
        return
    shape = tuple((model, len(those)) for model, those in by_model.items())
    ordered = [row for those in by_model.values() for row in those]
    values = [value for row in ordered for value in _written(row)]
    for statement in statements:
        values += [statement.values[name] for name in _names_in(statement.text)]
    those = tuple((change.text, change.demanded) for change in changes)
    try:
        run_prepared(_together(shape, those, last.text if last else ""), values)
    except DatabaseError as error:
        if getattr(error.__cause__, "sqlstate", None) == NOT_AS_READ:
            raise NotAsReadError from error
        raise
    for row in ordered:
        if isinstance(row, Model):
            row._state.adding = False


def new_row(model: type[M], /, **values: Any) -> M:
    """A new row with these values by attribute (`case_id`, not `case`), all else as its fields' defaults say.

    What calling the model gives, at a fifth of the time: no signal is sent, which nothing listens to.
    Raises TypeError for an attribute that the model has not.
    """
    fixed, made = _defaults(model)
    row = model.__new__(model)
    held = vars(row)
    held.update(fixed, **values)
    for name, make in made:
        if name not in values:
            held[name] = make()
    if len(held) != len(fixed) + len(made):
        unknown = values.keys() - fixed.keys() - dict(made).keys()
        raise TypeError(f"{model.__name__} has no {', '.join(sorted(unknown))}.")
    held["_state"] = ModelState()
    return row


@cache
def _defaults(model: type[Model]) -> tuple[dict[str, Any], tuple[tuple[str, Callable[[], Any]], ...]]:
    """The attributes of a new row whose default is one value for all, and those made anew for each."""
    fields = [field for field, _ in _columns(model)]
    made = tuple((field.attname, field.get_default) for field in fields if callable(field.default))
    names = dict(made)
    return {field.attname: field.get_default() for field in fields if field.attname not in names}, made


def row_from(model: type[M], names: Sequence[str], values: Sequence[Any]) -> M:
    """The row of a model that a statement returned: `names` of its attributes, and their values."""
    loaded = [
        json.loads(value) if name in _json_names(model) and value is not None else value
        for name, value in zip(names, values, strict=True)
    ]
    return model.from_db("default", names, loaded)


@cache
def _json_names(model: type[Model]) -> frozenset[str]:
    return frozenset(field.attname for field, is_json in _columns(model) if is_json)


def values_of(row: Model) -> dict[str, Any]:
    """The values of a row as the driver takes them, by attribute; without what the database fills in."""
    held = vars(row)
    values = {name: held[name] for name in _names(type(row))}
    for name in _json_names(type(row)):
        if values[name] is not None:
            values[name] = Jsonb(values[name])
    return values


@cache
def _names(model: type[Model]) -> tuple[str, ...]:
    return tuple(field.attname for field, _ in _columns(model))


@cache
def _columns(model: type[Model]) -> tuple[tuple[Field[Any, Any], bool], ...]:
    return tuple(
        (field, isinstance(field, JSONField))
        for field in model._meta.concrete_fields
        if field.db_default is NOT_PROVIDED
    )


def _written(row: Model | Row) -> Iterable[Any]:
    """The values of a row as the driver takes them, in the order of its columns."""
    if isinstance(row, Model):
        return values_of(row).values()
    return [row.values[field.attname] for field, _ in _columns(row.model)]


_NAMED = re.compile(r"%\((\w+)\)s")


@lru_cache(maxsize=512)
def _names_in(text: str) -> tuple[str, ...]:
    """The names of the values of a statement, one for each place."""
    return tuple(_NAMED.findall(text))


_HELD = "ledger_demand((SELECT count(*) FROM part{}) = 1)"


@lru_cache(maxsize=512)
def _together(
    shape: tuple[tuple[type[Model], int], ...], changes: tuple[tuple[str, bool], ...], last: str
) -> str:
    """The statement that inserts so many rows of each model, makes the changes, and ends with `last`."""
    parts = [_insert_one(model, count) for model, count in shape]
    parts += [_NAMED.sub("%s", text) for text, _ in changes]
    demanded = [len(shape) + place for place, (_, demanded) in enumerate(changes) if demanded]
    end = _NAMED.sub("%s", last)
    if demanded:
        held = [_HELD.format(number) for number in demanded]
        end = f"SELECT {', '.join([*held, f'({end})'] if end else held)}"
    elif not end:
        end = parts.pop()
    if not parts:
        return end
    named = ", ".join(f"part{number} AS ({text})" for number, text in enumerate(parts))
    return f"WITH {named} {end}"


def _insert_one(model: type[Model], count: int) -> str:
    columns = [field for field, _ in _columns(model)]
    row = f"({', '.join(['%s'] * len(columns))})"
    named = ", ".join(f'"{field.column}"' for field in columns)
    return f'INSERT INTO "{model._meta.db_table}" ({named}) VALUES {", ".join([row] * count)}'  # noqa: S608
