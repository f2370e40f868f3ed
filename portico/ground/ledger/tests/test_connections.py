"""After a restart of PostgreSQL no request is spent on finding out that its thread's connection is dead."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager

import pytest
from django.db import connections
from django.test import Client

from portico.ground.ledger.connections import put_away_dead_connections
from portico.ground.ledger.prepared import run_prepared

pytestmark = pytest.mark.django_db


@contextmanager
def _a_thread():
    """Another thread of the web server: it has a connection of its own."""
    with ThreadPoolExecutor(1) as one:
        yield one
        one.submit(connections.close_all).result()


@pytest.fixture
def thread():
    with _a_thread() as one:
        yield one


@pytest.fixture
def another_thread():
    with _a_thread() as one:
        yield one


def _process() -> int:
    number: int = run_prepared("SELECT pg_backend_pid()", [])[0][0]
    return number


def _begin_a_request_and_ask() -> int:
    put_away_dead_connections()
    return _process()


def test_a_connection_that_postgresql_ended_is_not_used_again(thread):
    first = thread.submit(_process).result()
    run_prepared("SELECT pg_terminate_backend(%s, 5000)", [first])
    assert thread.submit(_begin_a_request_and_ask).result() != first


def test_a_connection_that_only_brings_news_is_kept(thread, another_thread):
    first = thread.submit(_process).result()
    thread.submit(run_prepared, "LISTEN news", []).result()
    another_thread.submit(run_prepared, "NOTIFY news", []).result()
    assert thread.submit(_begin_a_request_and_ask).result() == first


def test_every_request_looks(thread):
    def ask_after_a_request() -> int:
        assert Client().get("/healthz").status_code == 200
        return _process()

    first = thread.submit(_process).result()
    assert thread.submit(ask_after_a_request).result() == first
    run_prepared("SELECT pg_terminate_backend(%s, 5000)", [first])
    assert thread.submit(ask_after_a_request).result() != first
