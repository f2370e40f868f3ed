"""Addresses of the still pages; composed into those of the portal."""

from __future__ import annotations

from django.urls import path

from portico.portal.still import views

urlpatterns = [
    path("accessibility", views.accessibility, name="accessibility"),
    path("cookies", views.cookies, name="cookies"),
    path("privacy", views.privacy, name="privacy"),
    path("contact", views.contact, name="contact"),
    path("language/<slug:language>", views.language, name="language"),
    path("display", views.display, name="display"),
    path(".well-known/security.txt", views.security, name="security"),
    path("robots.txt", views.robots, name="robots"),
]
