"""Addresses of the look."""

from __future__ import annotations

from django.urls import path

from portico.design import views

app_name = "design"

urlpatterns = [
    path("brand.css", views.brand_style_sheet, name="brand"),
    path("logo", views.logo, name="logo"),
    path("gallery", views.gallery, name="gallery"),
]
