"""Codes that a table takes, and those that it does not."""

from __future__ import annotations

import pytest
from django.db import IntegrityError, transaction

from portico.ground.ledger.constraints import OneOf
from portico.records.people.models import Customer
from tests.cast import BEGINNING


@pytest.mark.parametrize(
    ("kind", "taken"),
    [("person", True), ("parish", True), ("", False), ("Person", False), ("aperson", False)],
)
def test_one_of_the_codes_and_no_other(db, kind, taken):
    new = Customer(kind=kind, name="Ada", created_at=BEGINNING)
    if taken:
        new.save()
        return
    with pytest.raises(IntegrityError, match="customer_kind_known"), transaction.atomic():
        new.save()


@pytest.mark.parametrize("code", ["it's", "two words", "", "a,b", "{}"])
def test_what_is_no_plain_code_is_refused(code):
    with pytest.raises(ValueError, match="Not plain codes"):
        OneOf("kind", ["person", code])
