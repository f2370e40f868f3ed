"""Addresses of the portal."""

from __future__ import annotations

from portico.portal.bins.urls import urlpatterns as bins
from portico.portal.still.urls import urlpatterns as still

app_name = "portal"

urlpatterns = [*bins, *still]
