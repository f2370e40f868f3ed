"""Fixtures that every test may use."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from tests.cast import Cast, make_cast
from tests.running import Running, start_portico


@pytest.fixture
def cast(db: None) -> Cast:
    return make_cast()


@pytest.fixture(scope="session")
def running_portico(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Running]:
    """A real Portico on loopback, shared by all tests of the session: web server, worker, mail server."""
    running = start_portico(tmp_path_factory.mktemp("portico"), settings={"PORTICO_DEMO": "1"})
    yield running
    running.stop()
