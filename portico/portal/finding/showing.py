"""Services as the home page and the search show them. Pure."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from django.urls import reverse

from portico.design.markdown import plain_words
from portico.design.speaking import spoken
from portico.portal.finding.pages import BIN_DAY, FOLLOW
from portico.records.catalogue.definition.life_events import LifeEvent
from portico.records.catalogue.definition.text import Text
from portico.records.catalogue.finding.documents import Document
from portico.records.catalogue.finding.finder import Fit, Found
from portico.records.catalogue.queries import ListedGroup, ListedService

LONGEST_ANSWER = 240


@dataclass(frozen=True)
class Task:
    """Something to do, as the components `taskTiles` and `taskGroups` take it."""

    title: str
    href: str
    text: str = ""
    about: str = ""
    """The subject it belongs to."""


@dataclass(frozen=True)
class TaskGroup:
    """Tasks on one subject."""

    title: str
    text: str
    tasks: tuple[Task, ...]


@dataclass(frozen=True)
class FoundShown:
    """What was found as the page shows it, by what one can do with it."""

    tasks: tuple[Task, ...]
    life_events: tuple[Task, ...]
    answers: tuple[Task, ...]
    signposts: tuple[Task, ...]
    fit: Fit

    @property
    def number(self) -> int:
        """How many results there are."""
        return len(self.tasks) + len(self.life_events) + len(self.answers) + len(self.signposts)


def tiles() -> list[Task]:
    """What people come for most that is no form."""
    return [Task(str(page.title), reverse(page.name), str(page.text)) for page in (BIN_DAY, FOLLOW)]


def life_events_shown(events: Sequence[LifeEvent], language: str) -> list[Task]:
    """Every life event, each leading to its path."""
    return [
        Task(
            title=said_in(event.title, language),
            href=reverse("life:start", args=[event.id]),
            text=said_in(event.summary, language),
        )
        for event in events
    ]


def said_in(text: Text, language: str) -> str:
    """A text in `language`; marked as English where there is no other."""
    return spoken(text.in_language(language), language_of(text, language))


def language_of(text: Text | None, language: str) -> str:
    """The language that `text` is in where `language` is wanted."""
    return "en" if text is not None and text.cy is None else language


def groups_shown(groups: Sequence[ListedGroup], language: str) -> list[TaskGroup]:
    """Every group with its services, in the language of the page."""
    return [
        TaskGroup(
            title=said_in(group.title, language),
            text=said_in(group.summary, language) if group.summary else "",
            tasks=tuple(_service(service, language) for service in group.services),
        )
        for group in groups
    ]


def found_shown(found: Found, groups: Mapping[str, Text], language: str) -> FoundShown:
    """Everything found, in the language of the page; `groups` are the titles of the groups of services."""
    return FoundShown(
        tasks=tuple(_task(one, groups, language) for one in found.tasks),
        life_events=tuple(_life_event(one, language) for one in found.life_events),
        answers=tuple(_answer(one, language) for one in found.answers),
        signposts=tuple(_signpost(one, language) for one in found.signposts),
        fit=found.fit,
    )


def _service(service: ListedService, language: str) -> Task:
    return Task(
        title=said_in(service.name, language),
        href=reverse("web:start", args=[service.code]),
        text=said_in(service.summary, language),
    )


def _task(one: Document, groups: Mapping[str, Text], language: str) -> Task:
    is_page = one.key[0] == "page"
    group = groups.get(one.group)
    return Task(
        title=said_in(one.title, language),
        href=reverse(one.address) if is_page else reverse("web:start", args=[one.key[1]]),
        text=said_in(one.text, language) if one.text else "",
        about=said_in(group, language) if group else "",
    )


def _life_event(one: Document, language: str) -> Task:
    return Task(
        title=one.title.in_language(language),
        href=reverse("life:start", args=[one.key[1]]),
        text=one.text.in_language(language) if one.text else "",
    )


def _answer(one: Document, language: str) -> Task:
    text = plain_words(one.text.in_language(language)) if one.text else ""
    if len(text) > LONGEST_ANSWER:
        text = f"{text[:LONGEST_ANSWER].rsplit(' ', 1)[0]} …"
    href = f"{reverse('web:start', args=[one.key[1]])}#question-{one.key[2]}"
    return Task(said_in(one.title, language), href, spoken(text, language_of(one.text, language)))


def _signpost(one: Document, language: str) -> Task:
    start = reverse("web:start", args=[one.key[1]])
    href = reverse("web:elsewhere", args=one.key[1:]) if one.address else start
    who = said_in(one.text, language) if one.text else ""
    return Task(said_in(one.title, language), href, who)
