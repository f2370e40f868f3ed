"""The demo council's catalogue, published from its files once for all tests of a module.

    services = demo_catalogue_fixture()

Publishing forty services for each test would take most of its time. What a test changes is undone as ever:
its transaction lies inside the one that holds the catalogue.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from django.db import transaction

from portico.ground.ledger.events import Actor
from portico.records.catalogue.actions import (
    import_definition,
    import_everyday_words,
    import_groups,
    import_life_events,
)
from portico.records.catalogue.reading.folder import ReadFiles, files_in, read_files
from tests.cast import BEGINNING

SERVICES = Path(__file__).resolve().parents[1] / "services"


@cache
def files_of_the_demo() -> ReadFiles:
    """What the files say; they are read once in a process."""
    read = read_files(files_in([SERVICES]))
    assert not read.problems
    return read


def publish_demo() -> None:
    """Publish groups, everyday words and services."""
    read = files_of_the_demo()
    assert read.groups is not None
    assert read.words is not None
    import_groups(groups=read.groups, by=Actor.system(), at=BEGINNING)
    assert read.life_events is not None
    import_everyday_words(words=read.words, by=Actor.system(), at=BEGINNING)
    import_life_events(life_events=read.life_events, by=Actor.system(), at=BEGINNING)
    for definition in read.definitions.values():
        import_definition(definition=definition, by=Actor.system(), at=BEGINNING)


def demo_catalogue_fixture() -> Callable[..., Any]:
    """A fixture for one module; tests ask for the database beside it."""

    @pytest.fixture(scope="module")
    def services(database_of_tests: None, django_db_blocker: Any) -> Iterator[None]:
        with django_db_blocker.unblock(), transaction.atomic():
            publish_demo()
            yield
            transaction.set_rollback(True)

    return services
