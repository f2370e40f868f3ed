"""Every address of Portico, composed from the rooms that own them."""

from __future__ import annotations

from django.urls import URLPattern, URLResolver, include, path

from portico.ground.access.sign_in.demo import codes as demo_codes
from portico.wiring import views

urlpatterns: list[URLPattern | URLResolver] = [
    path("healthz", views.alive, name="healthz"),
    path("readyz", views.ready, name="readyz"),
    # Those asked for most come first: each address is compared with the patterns one after another.
    path("apply/", include("portico.channels.web.urls")),
    path("life/", include("portico.channels.web.life.urls")),
    path("desk/", include("portico.desk.urls")),
    path("desk/", include("portico.ground.access.urls")),
    path("design/", include("portico.design.urls")),
    path("map/", include("portico.portal.map.urls")),
    path("demo/codes", demo_codes, name="demo_codes"),
    path("demo/", include("portico.demo.outbox.urls")),
    path("", include("portico.portal.urls")),
]

handler400 = "portico.design.errors.bad_request"
handler403 = "portico.design.errors.not_allowed"
handler404 = "portico.design.errors.not_found"
handler500 = "portico.design.errors.our_fault"
