"""What the clock does to cases."""

from __future__ import annotations

from uuid import UUID

from django.utils import timezone
from procrastinate.contrib.django import app

from portico.ground.ledger.events import Actor
from portico.records.cases.actions.escalating import escalate_late_cases

CASES_AT_ONCE = 200


@app.periodic(cron="*/15 * * * *")
@app.task(name="cases.escalate", queueing_lock="cases.escalate")
def escalate(timestamp: int) -> None:
    """Every quarter of an hour: make urgent what is too late, a few cases in each transaction."""
    after: UUID | None = None
    while True:
        after = escalate_late_cases(most=CASES_AT_ONCE, after=after, by=Actor.system(), at=timezone.now())
        if after is None:
            return
