"""Reading the catalogue: definitions by version, the version in force, and lists."""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache
from uuid import UUID

from django.core.exceptions import ObjectDoesNotExist
from django.db.models import Q, TextField
from django.db.models.functions import Cast

from portico.ground.ledger.kept_queries import KeptQuery, Later
from portico.records.catalogue.definition.groups import Group
from portico.records.catalogue.definition.life_events import LifeEvent
from portico.records.catalogue.definition.service import ServiceDefinition
from portico.records.catalogue.definition.text import Text
from portico.records.catalogue.models import KeptLifeEvent, Service, ServiceGroup, ServiceVersion
from portico.records.catalogue.words import search_words

MOST_KEPT = 512
"""Definitions kept in each process. A version never changes, so none grows old."""

LONGEST_SEARCH = 200
"""Characters of a search that are looked at."""


class ServiceNotFoundError(ObjectDoesNotExist):
    """There is no published service with that code, or no version with that id."""


class LifeEventNotFoundError(ObjectDoesNotExist):
    """There is no life event with that code."""


@dataclass(frozen=True)
class CurrentService:
    """A published service with the version in force."""

    service_id: UUID
    code: str
    version_id: UUID
    definition: ServiceDefinition


@dataclass(frozen=True)
class ListedService:
    """A published service as lists and search results show it."""

    service_id: UUID
    code: str
    name: Text
    summary: Text
    group: str


@dataclass(frozen=True)
class NamedService:
    """A service by its latest name, and whether it is still offered."""

    service_id: UUID
    name: Text
    offered: bool


@dataclass(frozen=True)
class ListedGroup:
    """A group of the home page with its services, in the order of their names."""

    code: str
    title: Text
    summary: Text | None
    services: tuple[ListedService, ...]


@lru_cache(maxsize=MOST_KEPT)
def _version(service_version_id: UUID) -> tuple[int, ServiceDefinition]:
    """The number and the definition of a version, which never change."""
    rows = ServiceVersion.objects.filter(pk=service_version_id).values_list("number", "definition")
    for number, definition in rows:
        return number, ServiceDefinition.model_validate(definition)
    raise ServiceNotFoundError(f"There is no service version {service_version_id}.")


@lru_cache(maxsize=MOST_KEPT)
def definition_of(service_version_id: UUID) -> ServiceDefinition:
    """The definition of that version; no SQL where this process has read it before.

    Raises `ServiceNotFoundError`.
    """
    return _version(service_version_id)[1]


def number_of_version(service_version_id: UUID) -> int:
    """The number of that version among those of its service; no SQL where this process has read it before.

    Raises `ServiceNotFoundError`.
    """
    return _version(service_version_id)[0]


def current_service(code: str) -> CurrentService:
    """The published service with that code; one SQL statement when its definition has been read before.

    Raises `ServiceNotFoundError` where there is none, or it was withdrawn.
    """
    found = _CURRENT.first(code=code)
    if found is None:
        raise ServiceNotFoundError(f"There is no service {code}.")
    service_id, version_id = found
    return CurrentService(service_id, code, version_id, definition_of(version_id))


def list_services(language: str = "en") -> list[ListedGroup]:
    """All published services by group, groups in their order and services by name; two SQL statements.

    `language` is that in which names are compared. A service whose group is gone stands in a last group
    without a title of its own, so that it can still be found.
    """
    services = [_listed(*row) for row in _LISTED.run()]
    groups = [_group(kept) for (kept,) in _GROUPS.run()]
    services.sort(key=lambda service: _sorted_by(service.name.in_language(language)))
    known = {group.id for group in groups}
    strays = tuple(service for service in services if service.group not in known)
    listed = [
        ListedGroup(
            group.id,
            group.title,
            group.summary,
            tuple(service for service in services if service.group == group.id),
        )
        for group in groups
    ]
    if strays:
        other = Text(en="Other services", cy="Gwasanaethau eraill")
        listed.append(ListedGroup("other", other, None, strays))
    return [group for group in listed if group.services]


def named_services(codes: Iterable[str]) -> dict[str, NamedService]:
    """The services with these codes that were ever published, by code; one SQL statement."""
    rows = Service.objects.filter(code__in=codes, current__isnull=False).values_list(
        "id", "code", Cast("current__listing", TextField()), "withdrawn_at"
    )
    return {
        code: NamedService(id, _listing(listing)[0], offered=withdrawn_at is None)
        for id, code, listing, withdrawn_at in rows
    }


def life_events() -> list[LifeEvent]:
    """All life events in their order; one SQL statement."""
    return [_life_event(kept) for (kept,) in _LIFE_EVENTS.run()]


def life_event(code: str) -> LifeEvent:
    """The life event with that code; one SQL statement. Raises `LifeEventNotFoundError`."""
    for event in life_events():
        if event.id == code:
            return event
    raise LifeEventNotFoundError(f"There is no life event {code}.")


_PUBLISHED = Q(current__isnull=False, withdrawn_at__isnull=True)
_LISTED = KeptQuery(
    lambda: (
        Service.objects.filter(_PUBLISHED)
        .order_by()
        .values_list("id", "code", Cast("current__listing", TextField()))
    )
)
_GROUPS = KeptQuery(lambda: ServiceGroup.objects.values_list(Cast("definition", TextField())))
_LIFE_EVENTS = KeptQuery(lambda: KeptLifeEvent.objects.values_list(Cast("definition", TextField())))
_CURRENT = KeptQuery(
    lambda: Service.objects.filter(_PUBLISHED, code=Later("code", TextField())).values_list(
        "id", "current_id"
    )
)


def published_codes() -> frozenset[str]:
    """Codes of all published services."""
    return frozenset(_codes(Service.objects.filter(_PUBLISHED)))


def published_names(language: str = "en") -> dict[str, str]:
    """Names of all published services by their codes, in their order; one SQL statement."""
    rows = Service.objects.filter(_PUBLISHED).values_list("code", "current__listing__name")
    names = {code: Text.model_validate(name).in_language(language) for code, name in rows}
    return dict(sorted(names.items(), key=lambda pair: _sorted_by(pair[1])))


def codes_in_designers_hands() -> frozenset[str]:
    """Codes of services that were edited or withdrawn here: no file takes them over unasked."""
    touched = Q(current__origin="edited") | Q(withdrawn_at__isnull=False)
    return frozenset(_codes(Service.objects.filter(touched)))


def group_codes() -> frozenset[str]:
    """Codes of all groups of services."""
    return frozenset(ServiceGroup.objects.values_list("code", flat=True))


def group_titles(language: str = "en") -> dict[str, str]:
    """Titles of the groups of services by their codes, in the order of the home page; one SQL statement."""
    groups = [_group(kept) for (kept,) in _GROUPS.run()]
    return {group.id: group.title.in_language(language) for group in groups}


def _codes(services: Iterable[Service]) -> Iterable[str]:
    return (service.code for service in services)


def _listed(id: UUID, code: str, listing: str) -> ListedService:
    return ListedService(id, code, *_listing(listing))


@lru_cache(maxsize=2 * MOST_KEPT)
def _listing(kept: str) -> tuple[Text, Text, str]:
    """Name, summary and group, from the JSON that a version keeps of them."""
    read = json.loads(kept)
    return Text.model_validate(read["name"]), Text.model_validate(read["summary"]), read["group"]


@lru_cache(maxsize=MOST_KEPT)
def _group(kept: str) -> Group:
    return Group.model_validate_json(kept)


@lru_cache(maxsize=MOST_KEPT)
def _life_event(kept: str) -> LifeEvent:
    return LifeEvent.model_validate_json(kept)


@lru_cache(maxsize=2 * MOST_KEPT)
def _sorted_by(name: str) -> str:
    return search_words(name)
