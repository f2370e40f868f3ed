"""Reading the catalogue: definitions by version, and the version in force."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from uuid import UUID

from portico.records.catalogue.definition.service import ServiceDefinition
from portico.records.catalogue.models import Service, ServiceVersion

MOST_KEPT = 512
"""Definitions kept in each process. A version never changes, so none grows old."""


@dataclass(frozen=True)
class CurrentService:
    """A published service with the version in force."""

    service_id: UUID
    code: str
    version_id: UUID
    definition: ServiceDefinition


@lru_cache(maxsize=MOST_KEPT)
def definition_of(service_version_id: UUID) -> ServiceDefinition:
    """The definition of that version; no SQL where this process has read it before.

    Raises `ServiceVersion.DoesNotExist`.
    """
    kept = ServiceVersion.objects.values_list("definition", flat=True).get(pk=service_version_id)
    return ServiceDefinition.model_validate(kept)


def current_service(code: str) -> CurrentService:
    """The published service with that code; one SQL statement when its definition has been read before.

    Raises `Service.DoesNotExist` where there is none, or it was withdrawn.
    """
    published = Service.objects.filter(code=code, current__isnull=False, withdrawn_at__isnull=True)
    service_id, version_id = published.values_list("id", "current_id").get()
    if version_id is None:
        raise Service.DoesNotExist(code)
    return CurrentService(service_id, code, version_id, definition_of(version_id))
