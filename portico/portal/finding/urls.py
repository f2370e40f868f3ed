"""Addresses of the home page and of finding a service."""

from __future__ import annotations

from django.urls import path

from portico.portal.finding import views

urlpatterns = [
    path("", views.home, name="home"),
    path("find", views.find, name="find"),
]
