"""What the clock does to services, and to what is kept of searches."""

from __future__ import annotations

from datetime import timedelta

from django.conf import settings
from django.utils import timezone
from procrastinate.contrib.django import app

from portico.ground.ledger.events import Actor
from portico.records.catalogue.editing.reviewing import publish_due
from portico.records.catalogue.finding.unfound import close_days_of_searches


@app.periodic(cron="* * * * *")
@app.task(name="catalogue.publish_due", queueing_lock="catalogue.publish_due")
def publish(timestamp: int) -> None:
    """Every minute: bring approved changes into force whose time has come."""
    publish_due(by=Actor.system(), at=timezone.now())


@app.periodic(cron="41 2 * * *")
@app.task(name="catalogue.close_days_of_searches", queueing_lock="catalogue.close_days_of_searches")
def close_days(timestamp: int) -> None:
    """Every night: count the searches of the day that failed, and delete those kept long enough."""
    at = timezone.now()
    today = timezone.localdate(at)
    keep_from = today - timedelta(days=settings.PORTICO_KEEP_SEARCHES_DAYS)
    close_days_of_searches(today=today, keep_from=keep_from, by=Actor.system(), at=at)
