"""Addresses of the portal."""

from __future__ import annotations

from portico.portal.bins.urls import urlpatterns as bins
from portico.portal.finding.urls import urlpatterns as finding
from portico.portal.following.urls import urlpatterns as following
from portico.portal.still.urls import urlpatterns as still

app_name = "portal"

urlpatterns = [*finding, *following, *bins, *still]
