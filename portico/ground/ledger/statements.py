"""Statements that every submission runs, without what the ORM would cost there.

Their text is put together once, and PostgreSQL keeps its plan for as long as the connection lasts: in the
path of a submission planning and putting SQL together cost more than doing what it says
(docs/decisions/0045). Everywhere else the ORM is good enough, and clearer.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from functools import cache, lru_cache
from typing import Any, TypeVar

from django.db.models import Field, JSONField, Model
from django.db.models.fields import NOT_PROVIDED
from psycopg.types.json import Jsonb

from portico.ground.ledger.prepared import run_prepared

M = TypeVar("M", bound=Model)


def insert_rows(rows: Sequence[Model]) -> None:
    """Insert rows, of several models too, with one statement.

    What the database fills in by itself is not read back. Rows may point at each other in any order: foreign
    keys are checked when the transaction ends.
    """
    if not rows:
        return
    by_model: dict[type[Model], list[Model]] = {}
    for row in rows:
        by_model.setdefault(type(row), []).append(row)
    shape = tuple((model, len(those)) for model, those in by_model.items())
    ordered = [row for those in by_model.values() for row in those]
    run_prepared(_insert(shape), [value for row in ordered for value in values_of(row).values()])
    for row in rows:
        row._state.adding = False


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
    return {
        field.attname: Jsonb(value) if is_json and value is not None else value
        for field, is_json in _columns(type(row))
        for value in (getattr(row, field.attname),)
    }


@cache
def _columns(model: type[Model]) -> tuple[tuple[Field[Any, Any], bool], ...]:
    return tuple(
        (field, isinstance(field, JSONField))
        for field in model._meta.concrete_fields
        if field.db_default is NOT_PROVIDED
    )


@lru_cache(maxsize=512)
def _insert(shape: tuple[tuple[type[Model], int], ...]) -> str:
    """The statement that inserts so many rows of each model."""
    inserts = [_insert_one(model, count) for model, count in shape]
    *others, last = inserts
    if not others:
        return last
    parts = ", ".join(f"part{number} AS ({text})" for number, text in enumerate(others))
    return f"WITH {parts} {last}"


def _insert_one(model: type[Model], count: int) -> str:
    columns = [field for field, _ in _columns(model)]
    row = f"({', '.join(['%s'] * len(columns))})"
    named = ", ".join(f'"{field.column}"' for field in columns)
    return f'INSERT INTO "{model._meta.db_table}" ({named}) VALUES {", ".join([row] * count)}'  # noqa: S608
