"""The addresses of the services, for the table of the desk."""

from __future__ import annotations

from django.urls import URLPattern, path

from portico.desk.services.views import beginning, listing, reviewing, versions

SERVICES: tuple[URLPattern, ...] = (
    path("services/", listing.services, name="services"),
    path("services/new", beginning.new, name="service_new"),
    path("services/<slug:service>", listing.service, name="service"),
    path("services/<slug:service>/begin", reviewing.begin, name="service_begin"),
    path("services/<slug:service>/review", reviewing.review, name="service_review"),
    path("services/<slug:service>/discard", reviewing.discard, name="service_discard"),
    path("services/<slug:service>/import", beginning.put_in, name="service_import"),
    path("services/<slug:service>/withdraw", reviewing.withdraw, name="service_withdraw"),
    path("services/<slug:service>/bring-back", reviewing.bring_back, name="service_bring_back"),
    path("services/<slug:service>/copy", versions.copy, name="service_copy"),
    path("services/<slug:service>/copy/file", versions.copy_file, name="service_copy_file"),
    path("services/<slug:service>/versions/<int:number>", versions.version, name="service_version"),
    path("services/<slug:service>/versions/<int:number>/file", versions.file, name="service_file"),
    path("services/<slug:service>/versions/<int:number>/back", reviewing.go_back, name="service_back"),
    path(
        "services/<slug:service>/versions/<int:earlier>/to/<int:later>",
        versions.difference,
        name="service_difference",
    ),
)
