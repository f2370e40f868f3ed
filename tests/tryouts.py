"""The places where services are tried out, for tests that need them: made once for the database of tests."""

from __future__ import annotations

import pytest
from pytest_django import DjangoDbBlocker

from portico.ground.tryouts.pool import make_places


@pytest.fixture(scope="session")
def places_to_try(database_of_tests: None, django_db_blocker: DjangoDbBlocker) -> None:
    with django_db_blocker.unblock():
        make_places()
