"""What a page costs does not grow with the form: of 60 questions it is as few statements as of 3."""

from __future__ import annotations

from typing import Any

import pytest
import time_machine
from django.db import connection
from django.http import HttpResponse
from django.test import Client
from django.test.utils import CaptureQueriesContext

from portico.channels.web.actions import begin_draft
from portico.channels.web.cookie import hold_draft
from portico.channels.web.models import Draft
from portico.channels.web.tests.conftest import publish
from portico.ground.ledger.events import Actor
from portico.records.catalogue.queries import current_service
from tests.cast import BEGINNING
from tests.long_form import LAST, answers_of, long_form

MOST_TO_SAVE = 6
"""Statements of saving an answer, session, savepoints and the statements around a transaction among them."""


@pytest.fixture(autouse=True)
def at_the_beginning():
    with time_machine.travel(BEGINNING, tick=False):
        yield


def browser_with(size: int, answers: dict[str, Any]) -> Client:
    """A browser that holds a form of so many questions, with these answers."""
    publish(long_form(size))
    service = current_service(f"long-form-{size}")
    draft = begin_draft(service=service, language="en", by=Actor.resident(), at=BEGINNING)
    Draft.objects.filter(id=draft.id).update(answers=answers)
    browser, response = Client(), HttpResponse()
    hold_draft(response, service.code, draft.pk)
    browser.cookies.update(response.cookies)
    browser.get(f"/apply/{service.code}/page-1")
    return browser


@pytest.mark.parametrize("size", [3, 30, 60])
def test_saving_an_answer_costs_at_most_six_statements_whatever_the_size_of_the_form(db, size):
    answers = answers_of(size)
    kept = dict(list(answers.items())[: size - 1])
    browser = browser_with(size, kept)
    for page, typed in ((f"page-{size}", answers[f"a{size}"]), ("page-3", "Otherwise"), (LAST, "")):
        field = "end0" if page == LAST else page.replace("page-", "a")
        path = f"/apply/long-form-{size}/{page}"
        assert browser.get(path).status_code == 200, path
        with CaptureQueriesContext(connection) as queries:
            answer = browser.post(path, typed_as(field, typed))
        assert answer.status_code == 302, answer.content.decode()
        assert len(queries) <= MOST_TO_SAVE, [query["sql"][:80] for query in queries]
    assert Draft.objects.get().answers["a3"] == "Otherwise"


@pytest.mark.parametrize("size", [3, 30, 60])
def test_showing_the_page_whose_conditions_read_all_answers_costs_one_statement(db, size):
    browser = browser_with(size, answers_of(size))
    with CaptureQueriesContext(connection) as queries:
        page = browser.get(f"/apply/long-form-{size}/{LAST}")
    assert page.status_code == 200
    assert f"Page {size + 1} of {size + 1}" in page.content.decode()
    assert len(queries) == 1, [query["sql"][:80] for query in queries]


def typed_as(field: str, answer: Any) -> dict[str, str]:
    """An answer to a yes or no question, or a text, as its inputs send it."""
    return {field: ("yes" if answer else "no") if isinstance(answer, bool) else str(answer)}
