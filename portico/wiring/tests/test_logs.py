"""The logs tell what went wrong and where, and nothing about anybody."""

from __future__ import annotations

import logging
import sys

import psycopg
import pytest
from django.db import IntegrityError, connection, transaction
from django.http import HttpRequest, HttpResponse
from django.test import Client
from django.urls import path

from portico.wiring.logs import DiscreetFormatter


def fall(request: HttpRequest) -> HttpResponse:
    raise ValueError(f"could not read {request.GET['name']!r}")


urlpatterns = [path("fall", fall)]


@pytest.fixture
def lines(settings):
    """Everything that is logged, as it would be written."""
    written: list[str] = []

    class Keeping(logging.Handler):
        def emit(self, record: logging.LogRecord) -> None:
            written.append(self.format(record))

    handler = Keeping()
    handler.setFormatter(DiscreetFormatter("%(levelname)s %(name)s: %(message)s"))
    logger = logging.getLogger("django")
    logger.addHandler(handler)
    yield written
    logger.removeHandler(handler)


@pytest.mark.urls(__name__)
def test_a_failing_page_is_logged_without_what_was_asked(lines):
    answer = Client(raise_request_exception=False).get("/fall?name=Ada+Lovelace")
    assert answer.status_code == 500
    text = "\n".join(lines)
    assert "ERROR django.request: Internal Server Error: /fall" in text
    assert "test_logs.py" in text
    assert "builtins.ValueError" in text
    assert "Ada" not in text
    assert "Lovelace" not in text


def test_a_database_error_names_its_constraint_and_no_row(db):
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("CREATE TEMPORARY TABLE guest (email text CONSTRAINT one_guest UNIQUE)")
        cursor.execute("INSERT INTO guest VALUES ('ada@example.org')")
    try:
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute("INSERT INTO guest VALUES ('ada@example.org')")
    except IntegrityError as error:
        assert isinstance(error.__cause__, psycopg.Error)
        text = DiscreetFormatter().formatException(sys.exc_info())
    assert "constraint one_guest" in text
    assert "ada@example.org" not in text
