"""What the catalogue tells: which services there are, and what they are called."""

from __future__ import annotations

from datetime import date
from typing import ClassVar, Literal
from uuid import UUID

from portico.ground.ledger.events import Code, Event, Label


class ServicePublished(Event):
    """A version of a service came into force. Its names are here so that insight can label what it counts."""

    name: ClassVar[str] = "service.published"
    subjects: ClassVar[tuple[str, ...]] = ("service", "service_version")

    service: UUID
    service_version: UUID
    number: int
    code: Code
    label: Label
    label_cy: Label | None = None
    group: Code
    team: Code
    lgsl: int | None = None
    lgil: int | None = None


class ServiceWithdrawn(Event):
    """A service is no longer offered. Its cases go on."""

    name: ClassVar[str] = "service.withdrawn"
    subjects: ClassVar[tuple[str, ...]] = ("service",)

    service: UUID
    code: Code


class GroupPublished(Event):
    """A group of services has a new name or place."""

    name: ClassVar[str] = "service_group.published"
    subjects: ClassVar[tuple[str, ...]] = ()

    code: Code
    label: Label
    label_cy: Label | None = None
    position: int


class LifeEventPublished(Event):
    """A life event has a new name, place, or leads to other services."""

    name: ClassVar[str] = "life_event.published"
    subjects: ClassVar[tuple[str, ...]] = ()

    code: Code
    label: Label
    label_cy: Label | None = None
    position: int
    services: tuple[Code, ...]


class LifeEventWithdrawn(Event):
    """A life event is no longer offered. What was sent on its way goes on."""

    name: ClassVar[str] = "life_event.withdrawn"
    subjects: ClassVar[tuple[str, ...]] = ()

    code: Code


class EverydayWordsPublished(Event):
    """The everyday words that the search knows are others now."""

    name: ClassVar[str] = "everyday_words.published"
    subjects: ClassVar[tuple[str, ...]] = ()

    entries: int
    """How many entries they have."""


class UnfoundSearchesCounted(Event):
    """A day is over: how often residents searched on it and found nothing, or little. No words."""

    name: ClassVar[str] = "unfound_search.counted"
    subjects: ClassVar[tuple[str, ...]] = ()

    day: date
    nothing: int
    little: int
    words: int
    """How many different words or phrases they were."""


class EditBegun(Event):
    """Somebody began to change a service, or to make a new one."""

    name: ClassVar[str] = "service_edit.begun"
    subjects: ClassVar[tuple[str, ...]] = ("service", "service_edit")

    service: UUID
    service_edit: UUID


class EditChanged(Event):
    """A change was saved in a working copy. What it was stands there."""

    name: ClassVar[str] = "service_edit.changed"
    subjects: ClassVar[tuple[str, ...]] = ("service", "service_edit")

    service: UUID
    service_edit: UUID
    number: int


class EditTurned(Event):
    """A change of a service went on, or ended: asked to be reviewed, approved, sent back, published, …"""

    name: ClassVar[str] = "service_edit.turned"
    subjects: ClassVar[tuple[str, ...]] = ("service", "service_edit")

    service: UUID
    service_edit: UUID
    state: Literal["open", "in_review", "approved", "published", "discarded"]
