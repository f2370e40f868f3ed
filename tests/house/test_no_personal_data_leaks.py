"""Rule 2 of the house, and what erasure stands on: events hold ids and codes, and every field is tagged."""

from __future__ import annotations

import datetime
import importlib
import types
import typing
import uuid
from pathlib import Path

import pytest
from django.apps import apps
from django.contrib.postgres.search import SearchVectorField
from django.db import models

from portico.ground.ledger.events import EVENT_TYPES, Code, Event, Label
from portico.ground.ledger.fields import Personal

PACKAGE = Path(__file__).resolve().parents[2] / "portico"
PLAIN = {uuid.UUID, int, bool, datetime.datetime, datetime.date, type(None)}
ANNOUNCE_THEMSELVES = {"portico.records.catalogue.events", "portico.ground.access.events"}
"""Where a `Label` may stand: the published names of services and teams."""
MAY_HOLD_WORDS = (models.CharField, models.TextField, models.JSONField, SearchVectorField, models.BinaryField)
OF_THE_COUNCIL = {"places", "catalogue"}
"""Rooms that keep nothing about people: the gazetteer with its rounds, and the services."""
OF_NOBODY = {"access.Team", "access.Membership", "ledger.LedgerEvent"}
"""Models that keep nothing about people elsewhere; of the ledger the test of its events says so."""


def every_event() -> list[type[Event]]:
    for file in PACKAGE.rglob("events.py"):
        importlib.import_module(".".join(file.relative_to(PACKAGE.parent).with_suffix("").parts))
    return [kind for kind in EVENT_TYPES.values() if kind.__module__.startswith("portico.")]


def carries_words(hint: object, *, announces: bool) -> bool:
    """Whether a field of that type could hold something that somebody wrote."""
    if hint == Code or hint in PLAIN or (announces and hint == Label):
        return False
    origin = typing.get_origin(hint)
    if origin is typing.Literal:
        return False
    if origin in {typing.Union, types.UnionType, tuple, list, frozenset}:
        parts = [part for part in typing.get_args(hint) if part is not ...]
        return any(carries_words(part, announces=announces) for part in parts)
    return True


@pytest.mark.parametrize("kind", every_event(), ids=lambda kind: kind.name)
def test_an_event_carries_ids_and_codes_only(kind: type[Event]):
    hints = typing.get_type_hints(kind, include_extras=True)
    announces = kind.__module__ in ANNOUNCE_THEMSELVES
    wordy = [name for name in kind.model_fields if carries_words(hints[name], announces=announces)]
    assert not wordy, f"{kind.__name__} could carry something personal in {wordy}"


def every_model() -> list[type[models.Model]]:
    return [model for model in apps.get_models() if model.__module__.startswith("portico.")]


@pytest.mark.parametrize("model", every_model(), ids=lambda model: model._meta.label)
def test_every_field_that_holds_words_says_whose_they_are(model: type[models.Model]):
    tags: dict[str, Personal] = getattr(model, "personal", {})
    fields = {field.name: field for field in model._meta.concrete_fields}
    assert set(tags) <= set(fields), f"There are no such fields: {set(tags) - set(fields)}"
    if model._meta.app_label in OF_THE_COUNCIL or model._meta.label in OF_NOBODY:
        return
    wordy = [name for name, field in fields.items() if isinstance(field, MAY_HOLD_WORDS)]
    untagged = [name for name in wordy if name not in tags]
    assert not untagged, f"Tag these fields of {model._meta.label} in its `personal`: {untagged}"
