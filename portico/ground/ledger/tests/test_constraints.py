"""Codes that a table takes, and those that it does not."""

from __future__ import annotations

import uuid

import pytest
from django.db import IntegrityError, transaction

from portico.ground.ledger.constraints import OneOf
from portico.ground.ledger.models import LedgerEvent
from tests.cast import BEGINNING


@pytest.mark.parametrize(
    ("kind", "taken"),
    [("resident", True), ("partner", True), ("", False), ("Staff", False), ("aresident", False)],
)
def test_one_of_the_codes_and_no_other(db, kind, taken):
    event = LedgerEvent(
        id=uuid.uuid4(), name="lantern.lit", version=1, occurred_at=BEGINNING, actor_kind=kind, subjects={},
        council="porticoshire", payload={},
    )  # fmt: skip
    if taken:
        event.save(force_insert=True)
        return
    with pytest.raises(IntegrityError, match="ledger_event_actor_kind_known"), transaction.atomic():
        event.save(force_insert=True)


@pytest.mark.parametrize("code", ["it's", "two words", "", "a,b", "{}"])
def test_what_is_no_plain_code_is_refused(code):
    with pytest.raises(ValueError, match="Not plain codes"):
        OneOf("kind", ["person", code])
