"""The addresses of the services, for the table of the desk."""

from __future__ import annotations

from django.urls import URLPattern, path

from portico.desk.services import views

SERVICES: tuple[URLPattern, ...] = (path("services/", views.services, name="services"),)
