"""The WSGI application that granian serves."""

import os
from datetime import UTC, datetime

from django.core.wsgi import get_wsgi_application
from django.template import engines
from django.template.backends.jinja2 import Jinja2
from django.urls import get_resolver

from portico.ground.calendar.working_days import council_calendar

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "portico.wiring.settings")

application = get_wsgi_application()

# What takes long to load is loaded now, and not while somebody waits for the first page: the library of bank
# holidays (half a second), the views behind all addresses with what they import (a quarter), and the
# templates (all of them eight tenths; a page needs about twenty).
council_calendar().is_working_day(datetime.now(UTC).date())
_ = get_resolver().url_patterns
pages = engines["jinja2"]
assert isinstance(pages, Jinja2)
for name in pages.env.list_templates():
    pages.env.get_template(name)
