"""The path that a browser holds: its life event as it is now, and how far it has come."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

from django.http import HttpRequest

from portico.channels.web.life.actions import PathGoneError
from portico.channels.web.life.cookie import held_path
from portico.channels.web.life.queries import drafts_on, path_with
from portico.channels.web.life.way import Asked, Way, asked_on, way_through
from portico.channels.web.models import Draft, LifePath
from portico.channels.web.open_form import moment_now, speak_of
from portico.channels.web.questions.asking import Moment
from portico.design.addresses import address_of
from portico.records.catalogue.definition.life_events import LifeEvent
from portico.records.catalogue.queries import definition_of, life_event, named_services


class NoPathHeldError(Exception):
    """The browser holds no path of this life event: it has to begin at the start page."""


@dataclass(frozen=True)
class OpenPath:
    """One path, as a page needs it."""

    event: LifeEvent
    path: LifePath
    moment: Moment

    @cached_property
    def asked(self) -> Asked:
        """The questions on the way and their answers."""
        return asked_on(self.event, self.path, self.moment.today)

    @cached_property
    def drafts(self) -> list[Draft]:
        """The forms that are part of it; one SQL statement."""
        return drafts_on(self.path.id)

    @cached_property
    def way(self) -> Way:
        """The services on the way; one SQL statement besides that for the forms."""
        of_forms = {definition_of(draft.service_version_id).id for draft in self.drafts}
        codes = {one.service for one in self.event.services} | set(self.path.sent) | of_forms
        named = named_services(codes)
        answers = self.asked.answers
        return way_through(
            self.event,
            self.path,
            answers=answers,
            drafts=self.drafts,
            named=named,
            today=self.moment.today,
        )

    @property
    def next_open(self) -> str:
        """The address of the page to go on with: an open question, the choice of services, or the list."""
        if self.asked.open is not None:
            return address_of("life:question", self.event.id, self.asked.open)
        return address_of("life:list" if self.path.chosen else "life:services", self.event.id)


def open_path(request: HttpRequest, code: str) -> OpenPath:
    """The path that this browser holds for the life event with that code; two SQL statements.

    Raises `LifeEventNotFoundError`, `NoPathHeldError` and `PathGoneError`.
    """
    event = life_event(code)
    path_id = held_path(request)
    if path_id is None:
        raise NoPathHeldError(code)
    path = path_with(path_id)
    if path is None:
        raise PathGoneError(code)
    if path.life_event != code:
        raise NoPathHeldError(code)
    speak_of(event)
    return OpenPath(event, path, moment_now())
