"""The table of address × role × own or other team's object: each requested, its status asserted."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from django.db import transaction
from django.test import Client

from portico.ground.access.models import Staff
from tests.cast import make_cast
from tests.house.address_table import TABLE, WHO, Row, Who, World
from tests.house.addresses import FROM_ELSEWHERE, every_address
from tests.sign_in import signed_in


@pytest.fixture(scope="module")
def world(django_db_setup: None, django_db_blocker: Any) -> Iterator[tuple[World, dict[Who, Client]]]:
    """The cast and their browsers, made once for all rows; each request is undone by itself."""
    with django_db_blocker.unblock(), transaction.atomic():
        cast = make_cast()
        staff: dict[Who, Staff] = {
            "agent": cast.amina,
            "officer": cast.owen,
            "stranger": cast.tomos,
            "leader": cast.priya,
            "manager": cast.grace,
            "administrator": cast.ivan,
            "designer": cast.tamsin,
        }
        browsers: dict[Who, Client] = {who: signed_in(person) for who, person in staff.items()}
        objects = World(cast)
        objects.make_all()
        yield objects, {"anonymous": Client(), **browsers}
        transaction.set_rollback(True)


def test_every_address_is_in_the_table():
    named = {row.name for row in TABLE} | FROM_ELSEWHERE
    missing = sorted({address.name for address in every_address()} - named)
    assert not missing, f"Add these addresses to tests/house/address_table.py: {missing}"


def test_the_table_names_no_address_that_is_gone():
    assert {row.name for row in TABLE} <= {address.name for address in every_address()}


@pytest.mark.django_db  # so that the test database is made; what a test does is undone within the world's
@pytest.mark.parametrize("row", TABLE, ids=str)
def test_each_gets_what_they_may_see(row: Row, world: tuple[World, dict[Who, Client]]):
    objects, browsers = world
    for who in WHO:
        point = transaction.savepoint()
        try:
            status = row.request(browsers[who], objects)
        finally:
            transaction.savepoint_rollback(point)
        assert status == row.expected[who], (
            f"{row} answered {who} with {status} instead of {row.expected[who]}"
        )
