"""Queries of the ORM whose SQL is put together once.

    ENTRIES = KeptQuery(lambda: CaseEntry.objects.filter(case_id=Later("case", UUIDField())).order_by("-id"))
    ENTRIES.run(case=case.pk)

Putting SQL together costs the ORM more than PostgreSQL needs to answer, and it plans each such statement
anew. What every page of the desk asks is therefore written as any other query, and kept: its text with the
process, its plan with the connection (docs/decisions/0045).
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any, Generic, TypeVar

from django.contrib.postgres.expressions import ArraySubquery
from django.db import DEFAULT_DB_ALIAS, connection
from django.db.models import Expression, Field, Func, JSONField, QuerySet, TextField
from django.db.models.base import ModelState
from django.db.models.functions import Cast
from django.db.models.query import ValuesListIterable, get_related_populators

from portico.ground.ledger.prepared import run_prepared

R = TypeVar("R")


@dataclass(frozen=True)
class _Named:
    """Stands among the parameters of a compiled query for a value to come."""

    name: str


class Later(Expression):
    """A value that `KeptQuery.run` is given by name, of the type of `output_field`."""

    def __init__(self, name: str, output_field: Field[Any, Any]) -> None:
        super().__init__(output_field=output_field)
        self.name = name

    def as_sql(self, compiler: Any, connection: Any) -> tuple[str, list[Any]]:  # type: ignore[override]
        """The place of the value, with its type: a prepared statement cannot guess it."""
        type_name = self.output_field.db_type(connection)
        return f"%s::{type_name}", [_Named(self.name)]


def rows_as_text(query_set: QuerySet[Any, Any], *fields: str) -> Expression:
    """The rows of a subquery as one text, to come with the row that they belong to, in the same statement.

    It is JSON: an array of arrays with the values of `fields` in their order, moments and ids as texts.
    """
    rows = query_set.values_list(Func(*fields, function="json_build_array", output_field=JSONField()))
    return Cast(Func(ArraySubquery(rows), function="array_to_json"), TextField())


class KeptQuery(Generic[R]):
    """A query that is compiled at its first run, and prepared on each connection.

    `build` makes a query set of instances, or of rows by `values_list`; what varies stands in it as `Later`.
    """

    def __init__(self, build: Callable[[], QuerySet[Any, R]]) -> None:
        self._build = build

    def run(self, **values: Any) -> list[R]:
        """Run it with these values and return all it finds; one SQL statement.

        Raises KeyError where a value is missing, and Django's database errors.
        """
        kept = self._kept
        parameters = [values[one.name] if type(one) is _Named else one for one in kept.parameters]
        return kept.read(run_prepared(kept.sql, parameters))

    def first(self, **values: Any) -> R | None:
        """Run it with these values and return the first it finds, None where it finds nothing."""
        found = self.run(**values)
        return found[0] if found else None

    @cached_property
    def _kept(self) -> _Kept:
        query_set = self._build()
        compiler = query_set.query.get_compiler(using=query_set.db)
        sql, parameters = compiler.as_sql()
        expressions = [column[0] for column in compiler.select]
        converters = {
            place: functions for place, (functions, _) in compiler.get_converters(expressions).items()
        }
        if issubclass(query_set._iterable_class, ValuesListIterable):
            return _Kept(sql, tuple(parameters), converters, expressions)
        return _KeptInstances(
            sql,
            tuple(parameters),
            converters,
            expressions,
            compiler.select,
            compiler.klass_info,
            compiler.annotation_col_map or {},
        )


@dataclass(frozen=True)
class _Kept:
    """The compiled query, and how its rows become values."""

    sql: str
    parameters: tuple[Any, ...]
    converters: dict[int, list[Callable[..., Any]]]
    expressions: list[Any]

    def read(self, rows: list[tuple[Any, ...]]) -> list[Any]:
        """The rows as the query set would give them."""
        if not self.converters:
            return rows
        return [self._converted(row) for row in rows]

    def _converted(self, row: tuple[Any, ...]) -> tuple[Any, ...]:
        values = list(row)
        for place, functions in self.converters.items():
            for function in functions:
                values[place] = function(values[place], self.expressions[place], connection)
        return tuple(values)


@dataclass(frozen=True)
class _KeptInstances(_Kept):
    """The same for a query set of instances, with what `select_related` and `annotate` add to them."""

    select: Any
    told: Any
    annotations: dict[str, int]

    @cached_property
    def _maker(self) -> tuple[Any, slice, list[str], Any]:
        columns = self.told["select_fields"]
        first, last = columns[0], columns[-1] + 1
        names = [column[0].target.attname for column in self.select[first:last]]
        related = get_related_populators(self.told, self.select, "default")  # type: ignore[call-arg]
        return self.told["model"], slice(first, last), names, related

    def read(self, rows: list[tuple[Any, ...]]) -> list[Any]:
        """The rows as instances."""
        model, columns, names, related = self._maker
        instances = []
        for row in super().read(rows):
            instance = _instance(model, names, row[columns])
            for one in related:
                _populate(one, row, instance)
            for name, place in self.annotations.items():
                setattr(instance, name, row[place])
            instances.append(instance)
        return instances


def _instance(model: Any, names: Sequence[str], values: Sequence[Any]) -> Any:
    """What `Model.from_db` gives, at a third of the time: no signal is sent, which nothing listens to.

    What was not selected is loaded when it is asked for, as ever.
    """
    instance = model.__new__(model)
    held = vars(instance)
    state = held["_state"] = ModelState()
    state.adding, state.db = False, DEFAULT_DB_ALIAS
    held.update(zip(names, values, strict=True))
    return instance


def _populate(related: Any, row: tuple[Any, ...], instance: Any) -> None:
    """Give an instance one of its related ones, which stands in the same row; None where there is none."""
    if related.reorder_for_init:
        related.populate(row, instance)
        return
    values = row[related.cols_start : related.cols_end]
    other = None
    if values[related.pk_idx] is not None:
        other = _instance(related.model_cls, related.init_list, values)
        for one in related.related_populators:
            _populate(one, row, other)
    related.local_setter(instance, other)
    if other is not None:
        related.remote_setter(other, instance)
