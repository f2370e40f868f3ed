"""Which services and versions do what not all do: look facts up, escalate."""

from __future__ import annotations

from uuid import UUID

from portico.records.catalogue.models import Service, ServiceVersion
from portico.records.catalogue.queries import CurrentService, definition_of


def services_that_look_up(source: str) -> list[CurrentService]:
    """The published services whose form looks up facts from `source`, by code.

    One SQL statement, and one for each definition that this process has not read yet.
    """
    found = Service.objects.filter(
        current__definition__form__facts__contains=[{"source": source}], withdrawn_at__isnull=True
    ).order_by("code")
    return [
        CurrentService(id, code, version_id, definition_of(version_id))
        for id, code, version_id in found.values_list("id", "code", "current_id")
        if version_id is not None
    ]


def versions_that_escalate() -> list[UUID]:
    """Ids of the versions, in force or not, whose cases become urgent when late; one SQL statement."""
    return list(
        ServiceVersion.objects.filter(definition__deadline__has_key="escalate").values_list("id", flat=True)
    )
