"""Reading what designers look at: services with what goes on, versions, and the changes of a working copy."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db.models import F, QuerySet

from portico.records.catalogue.editing.differences import Difference, differences
from portico.records.catalogue.models import (
    UNFINISHED,
    Service,
    ServiceEdit,
    ServiceEditChange,
    ServiceVersion,
)

MOST_VERSIONS = 100
MOST_CHANGES = 50


@dataclass(frozen=True)
class DesignedService:
    """A service as the list for designers shows it."""

    code: str
    name: str
    group: str
    version: int | None
    """The number of the version in force; none where it was never published."""
    published_at: datetime | None
    withdrawn: bool
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


def designed_services() -> list[DesignedService]:
    """Every service with its version in force and the change that goes on, by name; two SQL statements."""
    rows = Service.objects.values_list(
        "pk", "code", "withdrawn_at", "current__number", "current__created_at", "current__listing"
    )
    going_on = {edit["service_id"]: edit for edit in _going_on()}
    found = []
    for id, code, withdrawn_at, number, created_at, listing in rows:
        edit = going_on.get(id, {})
        listed = listing or {"name": edit.get("definition__name"), "group": edit.get("definition__group")}
        found.append(
            DesignedService(
                code=code,
                name=english(listed["name"]) or code,
                group=str(listed["group"] or ""),
                version=number,
                published_at=created_at,
                withdrawn=withdrawn_at is not None,
                edit_state=edit.get("state", ""),
                edit_changed_at=edit.get("changed_at"),
                publish_at=edit.get("publish_at"),
                begun_by=edit.get("begun_by__name") or "",
                asked_by=edit.get("asked_by__name") or "",
                reviewed_by=edit.get("reviewed_by__name") or "",
                asked_by_id=edit.get("asked_by_id"),
                could_not=bool(edit.get("failure")),
            )
        )
    return sorted(found, key=lambda service: service.name.casefold())


def _going_on() -> QuerySet[ServiceEdit, Any]:
    return ServiceEdit.objects.filter(state__in=UNFINISHED).values(
        "service_id",
        "state",
        "changed_at",
        "publish_at",
        "failure",
        "asked_by_id",
        "begun_by__name",
        "asked_by__name",
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
        .select_related("service", "based_on", "begun_by", "asked_by", "reviewed_by")
        .first()
    )


def versions_of(code: str) -> list[PublishedVersion]:
    """The versions of a service, the newest first; one SQL statement."""
    rows = (
        ServiceVersion.objects.filter(service__code=code)
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
        found.append(SavedChange(number, at, by, tuple(differences(before, after))))
        after = before
    return found
