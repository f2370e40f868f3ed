"""Where the pictures of the map are."""

from __future__ import annotations

from django.urls import path

from portico.portal.map import views

app_name = "map"

urlpatterns = [
    path("<str:size>/<int:zoom>/<int:column>/<int:row>.png", views.picture, name="picture"),
]
