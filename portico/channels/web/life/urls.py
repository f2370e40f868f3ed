"""Addresses of life events, below `/life/`."""

from __future__ import annotations

from django.urls import path

from portico.channels.web.life import views

app_name = "life"

urlpatterns = [
    path("return", views.come_back, name="return"),
    path("<slug:event>/", views.start, name="start"),
    path("<slug:event>/question/<slug:question>", views.question, name="question"),
    path("<slug:event>/services", views.services, name="services"),
    path("<slug:event>/list", views.the_list, name="list"),
    path("<slug:event>/form/<slug:service>", views.form, name="form"),
    path("<slug:event>/save", views.save, name="save"),
    path("<slug:event>/elsewhere/<slug:signpost>", views.elsewhere, name="elsewhere"),
]
