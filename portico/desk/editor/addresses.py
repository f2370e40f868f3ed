"""The addresses of the editor, for the table of the desk."""

from __future__ import annotations

from django.urls import URLPattern, path

from portico.desk.editor import condition_page, looks, views

EDITOR: tuple[URLPattern, ...] = (
    path("services/<slug:service>/change", views.change, name="service_change"),
    path("services/<slug:service>/change/undo", views.undo, name="service_undo"),
    path("services/<slug:service>/change/part/<path:part>", views.part, name="service_part"),
    path("services/<slug:service>/change/add/<path:part>", views.add, name="service_add"),
    path("services/<slug:service>/change/remove/<path:part>", views.remove, name="service_remove"),
    path("services/<slug:service>/change/rename/<path:part>", views.rename, name="service_rename"),
    path(
        "services/<slug:service>/change/condition/<path:part>",
        condition_page.condition,
        name="service_condition",
    ),
    path("services/<slug:service>/change/look/<path:part>", looks.look, name="service_look"),
)
