"""Settings of the floor: Portico's own database, and no middleware at all."""

from __future__ import annotations

from portico.wiring.settings import ALLOWED_HOSTS, DATABASES, SECRET_KEY, TIME_ZONE, USE_TZ

__all__ = ["ALLOWED_HOSTS", "DATABASES", "SECRET_KEY", "TIME_ZONE", "USE_TZ"]

MIDDLEWARE: list[str] = []
ROOT_URLCONF = "portico.benchmarks.floor.urls"
WSGI_APPLICATION = "portico.benchmarks.floor.wsgi.application"
INSTALLED_APPS = ["portico.benchmarks.floor"]
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.jinja2.Jinja2",
        "DIRS": [],
        "APP_DIRS": True,
        "OPTIONS": {"autoescape": True},
    }
]
