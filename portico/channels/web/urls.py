"""Addresses of the form runner, below `/apply/`."""

from __future__ import annotations

from django.urls import path

from portico.channels.web import views

app_name = "web"

urlpatterns = [
    path("return", views.come_back, name="return"),
    path("<slug:service>/", views.start, name="start"),
    path("<slug:service>/check", views.check, name="check"),
    path("<slug:service>/save", views.save, name="save"),
    path("<slug:service>/sent", views.sent, name="sent"),
    path("<slug:service>/sent/copy", views.copy, name="copy"),
    path("<slug:service>/sent/copy.pdf", views.copy_file, name="copy_file"),
    path("<slug:service>/stopped", views.stopped, name="stopped"),
    path("<slug:service>/elsewhere/<slug:signpost>", views.elsewhere, name="elsewhere"),
    path("<slug:service>/<slug:page>", views.page, name="page"),
]
