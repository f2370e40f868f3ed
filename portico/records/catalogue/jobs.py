"""What the clock does to services."""

from __future__ import annotations

from django.utils import timezone
from procrastinate.contrib.django import app

from portico.ground.ledger.events import Actor
from portico.records.catalogue.editing.reviewing import publish_due


@app.periodic(cron="* * * * *")
@app.task(name="catalogue.publish_due", queueing_lock="catalogue.publish_due")
def publish(timestamp: int) -> None:
    """Every minute: bring approved changes into force whose time has come."""
    publish_due(by=Actor.system(), at=timezone.now())
