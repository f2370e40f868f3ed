"""What is cleared away every night: ended sessions, old tries to sign in, counters that ran out."""

from __future__ import annotations

from datetime import timedelta

from axes.models import AccessAttempt
from django.db import connection
from django.utils import timezone
from procrastinate.contrib.django import app

from portico.ground.access.models import StaffSession

TRIES_KEPT = timedelta(days=30)


@app.periodic(cron="20 3 * * *")
@app.task(name="access.clear_away", queueing_lock="access.clear_away")
def clear_away(timestamp: int) -> None:
    """Clear away what is no longer needed; doing it twice does no harm."""
    now = timezone.now()
    StaffSession.objects.filter(expire_date__lt=now).delete()
    AccessAttempt.objects.filter(attempt_time__lt=now - TRIES_KEPT).delete()
    with connection.cursor() as cursor:
        cursor.execute("DELETE FROM access_shared_cache WHERE expires < %s", [now])
