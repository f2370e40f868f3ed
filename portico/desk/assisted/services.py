"""Which services somebody may open for customers, and the forms that they have begun."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.http import Http404

from portico.channels.web.queries import drafts_of
from portico.desk.assisted.channels import CHANNELS
from portico.ground.access.permissions import Powers
from portico.ground.access.queries import all_teams
from portico.records.cases.permissions import may_take_requests
from portico.records.catalogue.finding.queries import find_services
from portico.records.catalogue.queries import (
    CurrentService,
    ListedGroup,
    ListedService,
    ServiceNotFoundError,
    current_service,
    definition_of,
    list_services,
)
from portico.records.catalogue.teams_of_services import teams_of_services

STAFF_LANGUAGE = "en"


@dataclass(frozen=True)
class BegunForm:
    """A form that is not sent yet, as the list of them shows it."""

    draft_id: UUID
    service: str
    channel: str
    changed_at: datetime


@dataclass(frozen=True)
class ServicesShown:
    """The list of services: those found for the words, else all by group."""

    found: tuple[ListedService, ...]
    groups: tuple[ListedGroup, ...]


def services_for(powers: Powers, words: str) -> ServicesShown:
    """The services this person may open; at most four SQL statements."""
    may = _MayOpen(powers)
    if words:
        found = tuple(one for one in find_services(words) if may(one.code))
        if found:
            return ServicesShown(found, ())
    groups = (
        ListedGroup(
            group.code,
            group.title,
            group.summary,
            tuple(one for one in group.services if may(one.code)),
        )
        for group in list_services(STAFF_LANGUAGE)
    )
    return ServicesShown((), tuple(group for group in groups if group.services))


def service_for(powers: Powers, code: str) -> CurrentService:
    """The service with that code; raises Http404 where there is none that this person may open."""
    try:
        service = current_service(code)
    except ServiceNotFoundError as error:
        raise Http404 from error
    if not may_take_requests(powers, ()):
        ids = {team.code: team.pk for team in all_teams()}
        teams = [ids[team] for team in service.definition.teams() if team in ids]
        if not may_take_requests(powers, teams):
            raise Http404
    return service


def begun_by(staff_id: UUID) -> list[BegunForm]:
    """The forms that somebody has begun and not sent, the newest first; one SQL statement."""
    return [
        BegunForm(
            draft_id=draft.id,
            service=definition_of(draft.service_version_id).name.en,
            channel=CHANNELS.get(draft.channel, draft.channel),
            changed_at=draft.changed_at,
        )
        for draft in drafts_of(staff_id)
    ]


class _MayOpen:
    """Whether services may be opened, by their codes: asked of the database once, where it matters."""

    def __init__(self, powers: Powers) -> None:
        self.powers = powers
        self.all = may_take_requests(powers, ())
        self.teams = {} if self.all else teams_of_services()
        self.ids = {} if self.all else {team.code: team.pk for team in all_teams()}

    def __call__(self, service: str) -> bool:
        teams = [self.ids[code] for code in self.teams.get(service, ()) if code in self.ids]
        return self.all or may_take_requests(self.powers, teams)
