"""Addresses of the portal."""

from __future__ import annotations

from portico.portal.bins.urls import urlpatterns as bins

app_name = "portal"

urlpatterns = [*bins]
