"""Writing the catalogue: publishing definitions, groups and everyday words."""

from __future__ import annotations

import hashlib
import json
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Max

from portico.ground.ledger.actions import action, record_event
from portico.ground.ledger.events import Actor
from portico.records.catalogue.definition.everyday import EverydayWords
from portico.records.catalogue.definition.groups import Groups
from portico.records.catalogue.definition.life_events import LifeEvents
from portico.records.catalogue.definition.service import ServiceDefinition
from portico.records.catalogue.events import (
    EverydayWordsPublished,
    GroupPublished,
    LifeEventPublished,
    LifeEventWithdrawn,
    ServicePublished,
    ServiceWithdrawn,
)
from portico.records.catalogue.models import (
    KeptEverydayWords,
    KeptLifeEvent,
    Origin,
    Service,
    ServiceGroup,
    ServiceVersion,
)

LISTED = ("name", "summary", "group")


class ServiceInHandError(Exception):
    """Designers have a service in hand, and an import would undo what they did without being told to."""


class EditedServiceError(ServiceInHandError):
    """The version in force was edited here, and an import would put an older file in its place."""

    def __init__(self, code: str, number: int) -> None:
        super().__init__(
            f"The service {code} was edited here (version {number} is in force), and the file says something "
            "else. Export it and bring both together, or import with --replace to put the file in its place."
        )
        self.code = code
        self.number = number


class WithdrawnServiceError(ServiceInHandError):
    """The service was withdrawn here, and an import would offer it again without being told to."""

    def __init__(self, code: str) -> None:
        super().__init__(
            f"The service {code} was withdrawn here, and the file says something new. Take the file out, or "
            "import with --replace to offer the service again as the file says."
        )
        self.code = code


@dataclass(frozen=True)
class Imported:
    """The version in force after an import, and whether it is new."""

    version: ServiceVersion
    is_new: bool


@action
def import_definition(
    *, definition: ServiceDefinition, replace: bool = False, by: Actor, at: datetime
) -> Imported:
    """Publish a definition that was read from a file, if it differs from the version in force.

    Unless `replace`, a version that was edited here is not overwritten, and a service that was withdrawn is
    not offered again: raises `ServiceInHandError`.
    """
    return _publish(definition, origin="file", replace=replace, by=by, at=at)


@action
def publish_edited(*, definition: ServiceDefinition, by: Actor, at: datetime) -> Imported:
    """Publish a definition that was edited here. From then on no import overwrites it unasked."""
    return _publish(definition, origin="edited", replace=True, by=by, at=at)


@action
def withdraw_service(*, code: str, by: Actor, at: datetime) -> Service:
    """Offer a service no longer; its cases go on. Publishing a change of it here brings it back.

    Raises `Service.DoesNotExist`. A service that is withdrawn already stays as it is.
    """
    service = Service.objects.select_for_update().get(code=code)
    if service.withdrawn_at is None:
        service.withdrawn_at = at
        service.save(update_fields=["withdrawn_at"])
        record_event(ServiceWithdrawn(service=service.id, code=code), by=by, at=at)
    return service


@action
def bring_back_service(*, code: str, by: Actor, at: datetime) -> Service:
    """Offer a withdrawn service again, as it was. Raises `Service.DoesNotExist` where it never was published.

    One that is offered stays as it is.
    """
    service = Service.objects.select_for_update(of=("self",)).select_related("current").get(code=code)
    if service.current is None:
        raise Service.DoesNotExist(code)
    if service.withdrawn_at is not None:
        definition = ServiceDefinition.model_validate(service.current.definition)
        _publish(definition, origin="edited", replace=True, by=by, at=at)
        service.refresh_from_db()
    return service


@action
def import_groups(*, groups: Groups, by: Actor, at: datetime) -> int:
    """Make the groups of the home page those of a file, in its order; returns how many changed."""
    before = {group.code: group for group in ServiceGroup.objects.select_for_update()}
    changed = 0
    for position, group in enumerate(groups.groups):
        definition = group.model_dump(mode="json", exclude_defaults=True)
        old = before.pop(group.id, None)
        if old is not None and (old.position, old.definition) == (position, definition):
            continue
        ServiceGroup.objects.update_or_create(
            code=group.id, defaults={"position": position, "definition": definition}
        )
        changed += 1
        label = GroupPublished(
            code=group.id, label=group.title.en, label_cy=group.title.cy, position=position
        )
        record_event(label, by=by, at=at)
    ServiceGroup.objects.filter(code__in=before).delete()
    return changed + len(before)


@action
def import_life_events(*, life_events: LifeEvents, by: Actor, at: datetime) -> int:
    """Make the life events those of a file, in its order; returns how many changed.

    Whoever is on the path of one goes on with what the file says now.
    """
    before = {kept.code: kept for kept in KeptLifeEvent.objects.select_for_update()}
    changed = 0
    for position, event in enumerate(life_events.events):
        definition = event.model_dump(mode="json", by_alias=True, exclude_defaults=True)
        old = before.pop(event.id, None)
        if old is not None and (old.position, old.definition) == (position, definition):
            continue
        KeptLifeEvent.objects.update_or_create(
            code=event.id, defaults={"position": position, "definition": definition}
        )
        changed += 1
        published = LifeEventPublished(
            code=event.id,
            label=event.title.en,
            label_cy=event.title.cy,
            position=position,
            services=tuple(one.service for one in event.services),
        )
        record_event(published, by=by, at=at)
    for code in before:
        record_event(LifeEventWithdrawn(code=code), by=by, at=at)
    KeptLifeEvent.objects.filter(code__in=before).delete()
    return changed + len(before)


@action
def import_everyday_words(*, words: EverydayWords, by: Actor, at: datetime) -> bool:
    """Make the everyday words that the search knows those of a file; say whether any changed."""
    kept = words.model_dump(mode="json", exclude_defaults=True)
    checksum = _checksum(kept)
    if KeptEverydayWords.objects.select_for_update().filter(checksum=checksum).exists():
        return False
    KeptEverydayWords.objects.update_or_create(id=1, defaults={"definition": kept, "checksum": checksum})
    record_event(EverydayWordsPublished(entries=len(words.words)), by=by, at=at)
    return True


def checksum_of(definition: ServiceDefinition) -> str:
    """SHA-256 of a definition's canonical JSON: the same for every way of writing the same file."""
    return _checksum(as_json(definition))


def as_json(definition: ServiceDefinition) -> dict[str, object]:
    """A definition as the database keeps it: with the names of the file, without what is as usual."""
    return definition.model_dump(mode="json", by_alias=True, exclude_defaults=True)


def _publish(
    definition: ServiceDefinition, *, origin: Origin, replace: bool, by: Actor, at: datetime
) -> Imported:
    service, _ = Service.objects.get_or_create(code=definition.id)
    service = Service.objects.select_for_update(of=("self",)).select_related("current").get(pk=service.pk)
    checksum = checksum_of(definition)
    current = service.current
    if current is not None and current.checksum == checksum:
        if service.withdrawn_at is None or not replace:
            return Imported(current, is_new=False)
        version = current
    else:
        if service.withdrawn_at is not None and not replace:
            raise WithdrawnServiceError(service.code)
        if current is not None and current.origin == "edited" and not replace:
            raise EditedServiceError(service.code, current.number)
        version = _new_version(service, definition, checksum, origin, at)
    service.current = version
    service.withdrawn_at = None
    service.save(update_fields=["current", "withdrawn_at"])
    record_event(
        ServicePublished(
            service=service.id,
            service_version=version.id,
            number=version.number,
            code=definition.id,
            label=definition.name.en,
            label_cy=definition.name.cy,
            group=definition.group,
            team=definition.team,
            lgsl=definition.lgsl,
            lgil=definition.lgil,
        ),
        by=by,
        at=at,
    )
    return Imported(version, is_new=version is not current)


def _new_version(
    service: Service, definition: ServiceDefinition, checksum: str, origin: Origin, at: datetime
) -> ServiceVersion:
    number = service.versions.aggregate(last=Max("number"))["last"] or 0
    return ServiceVersion.objects.create(
        service=service,
        number=number + 1,
        definition=(kept := as_json(definition)),
        listing={field: kept[field] for field in LISTED},
        checksum=checksum,
        origin=origin,
        created_at=at,
    )


def _checksum(kept: dict[str, object]) -> str:
    canonical = json.dumps(kept, sort_keys=True, ensure_ascii=False, separators=(",", ":"))
    return hashlib.sha256(canonical.encode()).hexdigest()
