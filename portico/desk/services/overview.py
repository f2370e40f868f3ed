"""One service as designers see it: what is in force, what goes on, its versions, and what is on each."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from uuid import UUID

from django.http import Http404

from portico.channels.web.queries import drafts_by_version
from portico.records.cases.queries.versions import MOST_COUNTED, CasesOnVersion, cases_by_version
from portico.records.catalogue.editing.queries import (
    MOST_VERSIONS,
    DesignedService,
    PublishedVersion,
    designed_service,
    edit_going_on,
    version_of,
    versions_of,
)
from portico.records.catalogue.models import ServiceEdit, ServiceVersion
from portico.records.catalogue.queries import group_titles

ORIGINS: Mapping[str, str] = {"file": "A file that was imported", "edited": "Changed here"}
LONGEST_NUMBER = 9
"""Most digits of the number of a version in an address."""


@dataclass(frozen=True)
class VersionRow:
    """One version of the history, with the cases and unfinished forms that are on it."""

    version: PublishedVersion
    origin: str
    cases: int
    finished: str
    forms: int


@dataclass(frozen=True)
class Overview:
    """The page of a service. `cases` (open ones) and `forms` are those on all its versions."""

    service: DesignedService
    group: str
    edit: ServiceEdit | None
    rows: tuple[VersionRow, ...]
    older: int | None
    """The number before which the next page of versions begins; none where there is none."""
    cases: int
    forms: int
    on_earlier: int
    """Open cases on versions that are no longer in force."""


def overview_of(code: str, before: int | None) -> Overview:
    """The page of the service with that code; seven SQL statements. Raises Http404 where there is none."""
    service = service_or_404(code)
    versions = versions_of(code, before)
    cases = cases_by_version(code)
    many = sum(one.open for one in cases.values())
    forms = drafts_by_version(code)
    rows = tuple(_row(version, cases, forms) for version in versions)
    current = sum(row.cases for row in rows if row.version.in_force)
    return Overview(
        service=service,
        group=group_titles().get(service.group, service.group),
        edit=edit_going_on(code) if service.edit_state else None,
        rows=rows,
        older=versions[-1].number if len(versions) == MOST_VERSIONS and versions[-1].number > 1 else None,
        cases=many,
        forms=sum(forms.values()),
        on_earlier=many - current if before is None else 0,
    )


def service_or_404(code: str) -> DesignedService:
    """The service with that code. Raises Http404 where there is none."""
    service = designed_service(code)
    if service is None:
        raise Http404
    return service


def version_or_404(code: str, number: int) -> ServiceVersion:
    """A version of a service. Raises Http404 where there is none."""
    version = version_of(code, number)
    if version is None:
        raise Http404
    return version


def read_number(text: str) -> int | None:
    """The number of a version as an address says it; none where it says none."""
    return int(text) if text.isascii() and text.isdecimal() and len(text) <= LONGEST_NUMBER else None


def _row(
    version: PublishedVersion, cases: Mapping[UUID, CasesOnVersion], forms: Mapping[UUID, int]
) -> VersionRow:
    origin = ORIGINS.get(version.origin, version.origin)
    on_it = cases.get(version.id, CasesOnVersion())
    many = on_it.finished
    finished = str(many) if many <= MOST_COUNTED else f"more than {MOST_COUNTED:,}"
    return VersionRow(version, origin, on_it.open, finished, forms.get(version.id, 0))
