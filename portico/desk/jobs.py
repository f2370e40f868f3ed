"""What the clock does on the desk."""

from __future__ import annotations

from django.utils import timezone
from procrastinate.contrib.django import app

from portico.desk.trying.tryouts import end_unused


@app.periodic(cron="*/10 * * * *")
@app.task(name="desk.end_unused_tryouts", queueing_lock="desk.end_unused_tryouts")
def end_unused_tryouts(timestamp: int) -> None:
    """Every ten minutes: throw away try-outs that nobody used for hours."""
    end_unused(at=timezone.now())
