"""The addresses of try-outs, for the table of the desk."""

from __future__ import annotations

from django.urls import URLPattern, path

from portico.desk.trying import views

TRYING: tuple[URLPattern, ...] = (
    path("services/<slug:service>/try/", views.about, name="service_try"),
    path("services/<slug:service>/try/end", views.end, name="service_try_end"),
    path("services/<slug:service>/try/customer", views.customer, name="service_try_customer"),
    path("services/<slug:service>/try/staff", views.staff, name="service_try_staff"),
    path("services/<slug:service>/try/messages", views.messages, name="service_try_messages"),
    path("services/<slug:service>/try/<path:path>", views.inside, name="service_try_inside"),
)
