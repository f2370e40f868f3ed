"""A case that is late for too long becomes urgent, once, and nothing else does."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
import time_machine
from django.db import connection
from django.test.utils import CaptureQueriesContext

from portico.ground.ledger.events import Actor
from portico.ground.ledger.models import LedgerEvent
from portico.records.cases.actions import ask_customer, escalate_late_cases, move_case
from portico.records.cases.jobs import escalate
from portico.records.cases.models import Case, CaseEntry
from portico.records.cases.tests.scene import DEFINITION, publish, report, staff
from tests.cast import BEGINNING

ESCALATES = {**DEFINITION["deadline"], "escalate": {"amount": 2, "unit": "working_days"}}
SYSTEM = Actor.system()


def escalate_at(at: Any, most: int = 50) -> None:
    escalate_late_cases(most=most, by=SYSTEM, at=at)


@pytest.fixture
def case(cast) -> Case:
    """Opened on Monday 2 March 2026, due on Thursday the 5th at 5pm, urgent from Monday the 9th at 5pm."""
    return report(publish(deadline=ESCALATES))


def test_it_becomes_urgent_when_it_is_later_than_allowed_and_only_once(case):
    escalate_at(case.due_at + timedelta(days=4) - timedelta(minutes=1))
    case.refresh_from_db()
    assert case.priority == "usual"
    version = case.version
    for _ in range(2):
        escalate_at(case.due_at + timedelta(days=4))
    case.refresh_from_db()
    assert (case.priority, case.version) == ("urgent", version)
    entry = CaseEntry.objects.get(kind="escalated")
    assert (entry.by_kind, entry.shown) == ("system", "")
    event = LedgerEvent.objects.get(name="case.escalated")
    assert event.payload["from_priority"] == "usual"


@pytest.mark.parametrize("what", ["done", "waiting", "urgent", "no rule"])
def test_some_are_left_alone(cast, what):
    story: dict[str, Any] = {"fault": "wires"} if what == "urgent" else {}
    case = report(publish(**({} if what == "no rule" else {"deadline": ESCALATES})), **story)
    if what == "waiting":
        ask_customer(case_id=case.id, version=1, question="Where?", by=staff(cast.owen), at=BEGINNING)
    if what == "done":
        move_case(case_id=case.id, version=1, move="refuse", reasons="No", by=staff(cast.owen), at=BEGINNING)
    escalate_at(BEGINNING + timedelta(days=60))
    assert not CaseEntry.objects.filter(kind="escalated").exists()


def test_the_job_goes_through_all_of_them_a_few_at_a_time(cast, monkeypatch):
    monkeypatch.setattr("portico.records.cases.jobs.CASES_AT_ONCE", 2)
    version = publish(deadline=ESCALATES)
    cases = [report(version, key=str(number)) for number in range(5)]
    with time_machine.travel(BEGINNING + timedelta(days=30), tick=False):
        escalate(0)
        with CaptureQueriesContext(connection) as queries:
            escalate(0)
    assert {case.priority for case in Case.objects.all()} == {"urgent"}
    assert CaseEntry.objects.filter(kind="escalated").count() == len(cases)
    assert len(queries) <= 4  # the savepoint and its end, the versions, the cases
