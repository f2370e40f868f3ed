"""Services as the home page and the search show them. Pure."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from django.urls import reverse
from django.utils.translation import gettext

from portico.records.catalogue.definition.life_events import LifeEvent
from portico.records.catalogue.queries import ListedGroup, ListedService


@dataclass(frozen=True)
class Task:
    """Something to do, as the components `taskTiles` and `taskGroups` take it."""

    title: str
    href: str
    text: str = ""


@dataclass(frozen=True)
class TaskGroup:
    """Tasks on one subject."""

    title: str
    text: str
    tasks: tuple[Task, ...]


def tiles() -> list[Task]:
    """What people come for most that is no form."""
    return [
        Task(
            gettext("When is my bin day?"),
            reverse("portal:bin_day"),
            gettext("Find your next collections, and put them into your calendar."),
        ),
        Task(
            gettext("Follow a request"),
            reverse("portal:follow"),
            gettext("See how it goes on, answer a question, or take it back."),
        ),
    ]


def life_events_shown(events: Sequence[LifeEvent], language: str) -> list[Task]:
    """Every life event, each leading to its path."""
    return [
        Task(
            title=event.title.in_language(language),
            href=reverse("life:start", args=[event.id]),
            text=event.summary.in_language(language),
        )
        for event in events
    ]


def groups_shown(groups: Sequence[ListedGroup], language: str) -> list[TaskGroup]:
    """Every group with its services, in the language of the page."""
    return [
        TaskGroup(
            title=group.title.in_language(language),
            text=group.summary.in_language(language) if group.summary else "",
            tasks=tuple(services_shown(group.services, language)),
        )
        for group in groups
    ]


def services_shown(services: Sequence[ListedService], language: str) -> list[Task]:
    """Services in their order, each leading to the start of its form."""
    return [
        Task(
            title=service.name.in_language(language),
            href=reverse("web:start", args=[service.code]),
            text=service.summary.in_language(language),
        )
        for service in services
    ]
