"""The WSGI application that granian serves."""

import os
from datetime import UTC, datetime

from django.core.wsgi import get_wsgi_application

from portico.ground.calendar.working_days import council_calendar

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "portico.wiring.settings")

application = get_wsgi_application()

# The library of bank holidays takes half a second to load: now, and not in the first request.
council_calendar().is_working_day(datetime.now(UTC).date())
