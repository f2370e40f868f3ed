"""The addresses of the services, for the table of the desk."""

from __future__ import annotations

from django.urls import URLPattern, path

from portico.desk.services.views import listing, versions

SERVICES: tuple[URLPattern, ...] = (
    path("services/", listing.services, name="services"),
    path("services/<slug:service>", listing.service, name="service"),
    path("services/<slug:service>/copy", versions.copy, name="service_copy"),
    path("services/<slug:service>/copy/file", versions.copy_file, name="service_copy_file"),
    path("services/<slug:service>/versions/<int:number>", versions.version, name="service_version"),
    path("services/<slug:service>/versions/<int:number>/file", versions.file, name="service_file"),
    path(
        "services/<slug:service>/versions/<int:earlier>/to/<int:later>",
        versions.difference,
        name="service_difference",
    ),
)
