"""Settings of the floor: Portico's own database and templates, and no middleware at all."""

from __future__ import annotations

from portico.wiring.settings import *  # noqa: F403

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
