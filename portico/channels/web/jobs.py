"""The job that deletes forms nobody goes on with: they hold personal data."""

from __future__ import annotations

from datetime import timedelta

from django.conf import settings
from django.utils import timezone
from procrastinate.contrib.django import app

from portico.channels.web.actions import discard_old_drafts
from portico.channels.web.life.actions import discard_old_paths
from portico.ground.ledger.events import Actor

DRAFTS_AT_ONCE = 500


@app.periodic(cron="23 * * * *")
@app.task(name="web.discard_old_drafts", pass_context=False, queueing_lock="web.discard_old_drafts")
def discard_drafts(timestamp: int) -> None:
    """Every hour: delete drafts and paths untouched for `PORTICO_KEEP_DRAFTS_DAYS` days, a few at a time."""
    at = timezone.now()
    before = at - timedelta(days=settings.PORTICO_KEEP_DRAFTS_DAYS)
    while discard_old_drafts(changed_before=before, most=DRAFTS_AT_ONCE, by=Actor.system(), at=at):
        pass
    while discard_old_paths(changed_before=before, most=DRAFTS_AT_ONCE, by=Actor.system(), at=at):
        pass
