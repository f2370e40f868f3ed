"""Reading what designers look at: services with what goes on, versions, and the changes of a working copy."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db.models import Exists, F, OuterRef, QuerySet

from portico.ground.access.models import Membership, Role
from portico.records.catalogue.editing.differences import Difference, differences
from portico.records.catalogue.editing.paths import Data
from portico.records.catalogue.models import (
    UNFINISHED,
    Service,
    ServiceEdit,
    ServiceEditChange,
    ServiceVersion,
)

MOST_VERSIONS = 100
MOST_CHANGES = 20


@dataclass(frozen=True)
class DesignedService:
    """A service as the list for designers shows it."""

    code: str
    name: str
    group: str
    version: int | None
    """The number of the version in force; none where it was never published."""
    published_at: datetime | None
    withdrawn_at: datetime | None
    edit_state: str
    """The state of the change that goes on; empty where there is none."""
    edit_changed_at: datetime | None
    publish_at: datetime | None
    begun_by: str
    """Who began the change that goes on; empty where there is none, as are the next two."""
    asked_by: str
    """Who asked for its review."""
    reviewed_by: str
    asked_by_id: UUID | None
    asked_of: str
    """Who is asked to review it; empty where any other designer is, or whoever was asked cannot any more."""
    asked_of_id: UUID | None
    sent_back: bool
    """Whether whoever reviewed it sent it back to be worked on."""
    could_not: bool
    """Whether it should have come into force by itself, and could not."""


@dataclass(frozen=True)
class PublishedVersion:
    """One version in the history of a service, the newest first."""

    id: UUID
    number: int
    created_at: datetime
    origin: str
    in_force: bool
    why: str
    by: str
    """Who asked for the review of the change that it came from; empty for files."""
    reviewed_by: str


@dataclass(frozen=True)
class SavedChange:
    """One saved change of a working copy, and what it changed."""

    number: int
    at: datetime
    by: str
    differences: tuple[Difference, ...]
    before: Data
    """The whole working copy before the change, and after it."""
    after: Data


def designed_services() -> list[DesignedService]:
    """Every service with its version in force and the change that goes on, by name; two SQL statements."""
    return sorted(_designed(Service.objects.all(), _going_on()), key=lambda service: service.name.casefold())


def designed_service(code: str) -> DesignedService | None:
    """The service with that code, none where there is none; two SQL statements."""
    going_on = _going_on().filter(service__code=code)
    return next(iter(_designed(Service.objects.filter(code=code), going_on)), None)


def _designed(services: QuerySet[Service], edits: QuerySet[ServiceEdit, Any]) -> list[DesignedService]:
    rows = services.values_list(
        "pk", "code", "withdrawn_at", "current__number", "current__created_at", "current__listing"
    )
    going_on = {edit["service_id"]: edit for edit in edits}
    found = []
    for id, code, withdrawn_at, number, created_at, listing in rows:
        edit = going_on.get(id, {})
        may = edit.get("asked_of_may")
        listed = listing or {"name": edit.get("definition__name"), "group": edit.get("definition__group")}
        found.append(
            DesignedService(
                code=code,
                name=english(listed["name"]) or code,
                group=str(listed["group"] or ""),
                version=number,
                published_at=created_at,
                withdrawn_at=withdrawn_at,
                edit_state=edit.get("state", ""),
                edit_changed_at=edit.get("changed_at"),
                publish_at=edit.get("publish_at"),
                begun_by=edit.get("begun_by__name") or "",
                asked_by=edit.get("asked_by__name") or "",
                reviewed_by=edit.get("reviewed_by__name") or "",
                asked_by_id=edit.get("asked_by_id"),
                asked_of=edit["asked_of__name"] if may else "",
                asked_of_id=edit["asked_of_id"] if may else None,
                sent_back=edit.get("state") == "open" and edit.get("reviewed_by_id") is not None,
                could_not=bool(edit.get("failure")),
            )
        )
    return found


def _going_on() -> QuerySet[ServiceEdit, Any]:
    designs = Membership.objects.filter(
        staff_id=OuterRef("asked_of_id"),
        staff__is_active=True,
        team__isnull=True,
        role=Role.SERVICE_DESIGNER,
    )
    going_on = ServiceEdit.objects.filter(state__in=UNFINISHED).annotate(asked_of_may=Exists(designs))
    return going_on.values(
        "service_id",
        "state",
        "changed_at",
        "publish_at",
        "failure",
        "asked_by_id",
        "asked_of_id",
        "asked_of_may",
        "reviewed_by_id",
        "begun_by__name",
        "asked_by__name",
        "asked_of__name",
        "reviewed_by__name",
        "definition__name",
        "definition__group",
    )


def english(text: object) -> str:
    """The English of a text as data, which may be damaged in a working copy."""
    if isinstance(text, dict):
        return str(text.get("en") or "")
    return str(text or "")


def edit_going_on(code: str) -> ServiceEdit | None:
    """The unfinished change of a service, with the people in it; one SQL statement."""
    return (
        ServiceEdit.objects.filter(service__code=code, state__in=UNFINISHED)
        .select_related("service", "based_on", "begun_by", "asked_by", "asked_of", "reviewed_by")
        .first()
    )


def version_of(code: str, number: int) -> ServiceVersion | None:
    """One version of a service; none where there is none; one SQL statement."""
    return ServiceVersion.objects.filter(service__code=code, number=number).select_related("service").first()


def services_leading_to(code: str) -> list[str]:
    """Names of the published services whose forms lead to that one instead; one SQL statement."""
    stop = {"form": {"pages": [{"stops": [{"instead": code}]}]}}
    listings = Service.objects.filter(
        withdrawn_at__isnull=True, current__definition__contains=stop
    ).values_list("current__listing", flat=True)
    return sorted((english(listing["name"]) for listing in listings), key=str.casefold)


def versions_of(code: str, before: int | None = None) -> list[PublishedVersion]:
    """The versions of a service, or those before number `before`, the newest first; one SQL statement.

    At most `MOST_VERSIONS`.
    """
    earlier = {} if before is None else {"number__lt": before}
    rows = (
        ServiceVersion.objects.filter(service__code=code, **earlier)
        .order_by("-number")
        .values_list(
            "pk",
            "number",
            "created_at",
            "origin",
            "service__current_id",
            "edit__why",
            "edit__asked_by__name",
            "edit__begun_by__name",
            "edit__reviewed_by__name",
        )[:MOST_VERSIONS]
    )
    return [
        PublishedVersion(
            id, number, created_at, origin, id == current_id, why or "", asked or begun or "", reviewer or ""
        )
        for id, number, created_at, origin, current_id, why, asked, begun, reviewer in rows
    ]


def changes_of(edit: ServiceEdit) -> list[SavedChange]:
    """The last changes of a working copy, the newest first; one SQL statement."""
    rows = list(
        ServiceEditChange.objects.filter(edit=edit)
        .order_by("-number")
        .values_list("number", "at", F("by__name"), "before")[:MOST_CHANGES]
    )
    after, found = edit.definition, []
    for number, at, by, before in rows:
        found.append(SavedChange(number, at, by, tuple(differences(before, after)), before, after))
        after = before
    return found
