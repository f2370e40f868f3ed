"""Fixtures that every test may use."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from django.db import connection
from django.test.utils import setup_databases, teardown_databases
from pytest_django import DjangoDbBlocker

from tests.cast import Cast, make_cast
from tests.running import Running, start_portico


@pytest.fixture
def cast(db: None) -> Cast:
    return make_cast()


@pytest.fixture(scope="session")
def database_of_tests(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[None]:
    """A database for tests, also where no other test of the session asks for one.

    Without, Django would be connected with the database of its settings, which may be a real one.
    """
    with django_db_blocker.unblock():
        if _is_of_tests(connection.settings_dict["NAME"]):
            yield
            return
        made = setup_databases(verbosity=0, interactive=False, aliases={"default": None})
        yield
        teardown_databases(made, verbosity=0)


@pytest.fixture
def committed(database_of_tests: None, django_db_blocker: DjangoDbBlocker) -> Iterator[None]:
    """A database whose transactions are real, for tests with threads; emptied afterwards.

    Django's own way to empty it is a TRUNCATE, which the ledger refuses, as it should.
    """
    with django_db_blocker.unblock():
        assert _is_of_tests(connection.settings_dict["NAME"]), "This would empty a real database."
        try:
            yield
        finally:
            with connection.cursor() as cursor:
                names = connection.introspection.table_names(cursor)
                cursor.execute("SET session_replication_role = replica")
                for table in names:
                    if table.startswith(OURS):
                        cursor.execute(f"DELETE FROM {table}")
                cursor.execute("SET session_replication_role = origin")
            connection.close()


OURS = ("access_", "cases_", "catalogue_", "contacts_", "desk_", "files_", "ledger_event",
        "messages_", "people_", "places_", "procrastinate_jobs", "procrastinate_events", "web_")  # fmt: skip


def _is_of_tests(name: str) -> bool:
    return name.startswith("test_")


@pytest.fixture(scope="session")
def running_portico(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Running]:
    """A real Portico on loopback, shared by all tests of the session: web server, worker, mail server."""
    running = start_portico(tmp_path_factory.mktemp("portico"), settings={"PORTICO_DEMO": "1"})
    yield running
    running.stop()
