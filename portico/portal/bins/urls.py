"""Addresses of "when is my bin day"; composed into those of the portal."""

from __future__ import annotations

from django.urls import path

from portico.portal.bins import views

urlpatterns = [
    path("bin-day", views.postcode, name="bin_day"),
    path("bin-day/address", views.address_choice, name="bin_day_address"),
    path("bin-day/collections", views.collections, name="bin_day_collections"),
    path("bin-day/calendar.ics", views.calendar, name="bin_day_calendar"),
    path("bin-day/report", views.report, name="bin_day_report"),
]
