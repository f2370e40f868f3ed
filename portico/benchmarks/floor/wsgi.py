"""The WSGI application of the floor, served by the same server with the same arguments."""

import os

os.environ["DJANGO_SETTINGS_MODULE"] = "portico.benchmarks.floor.settings"

from django.core.wsgi import get_wsgi_application

application = get_wsgi_application()
