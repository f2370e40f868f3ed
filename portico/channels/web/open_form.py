"""The form that a browser holds: its draft, its pinned definition, and how far it has come."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime
from functools import cached_property

from django.http import HttpRequest
from django.utils import timezone

from portico.channels.web.contact_pages import NAME, REACHING, WHETHER
from portico.channels.web.cookie import held_draft, mark_of_page
from portico.channels.web.journey import (
    CHECK,
    SIMILAR,
    STOPPED,
    WHAT_WE_HOLD,
    Journey,
    journey_through,
)
from portico.channels.web.models import Draft
from portico.channels.web.queries import draft_with
from portico.channels.web.questions.asking import Moment
from portico.channels.web.saved_forms import kept_until
from portico.channels.web.seat import RESIDENT, Seat
from portico.design.languages import page_language, stay_in_english
from portico.ground.calendar.working_days import council_calendar
from portico.ground.ledger.events import Actor
from portico.records.catalogue.definition.life_events import LifeEvent
from portico.records.catalogue.definition.service import ServiceDefinition
from portico.records.catalogue.queries import definition_of


class NoFormHeldError(Exception):
    """The browser holds no draft of this service: it has to begin at the start page."""


class FormGoneError(Exception):
    """The browser holds a draft that is no longer kept."""


@dataclass(frozen=True)
class OpenForm:
    """One form being filled in, as a page needs it."""

    service: str
    draft: Draft
    definition: ServiceDefinition
    moment: Moment
    seat: Seat = RESIDENT

    @cached_property
    def journey(self) -> Journey:
        """How far the answers lead."""
        return journey_through(self.definition, self.draft, self.moment.today)

    def address(self, step: str, *, changing: bool = False) -> str:
        """The path of a step's page; `changing` leads back to the check once nothing is missing."""
        plain = step in {CHECK, STOPPED}
        return self.seat.page(self.service, step) + ("?change=1" if changing and not plain else "")

    def onward(self, page: str, *, stays: bool, changing: bool) -> str:
        """Where to go once `page` was saved; `stays` where it wants another step of its own."""
        if stays:
            return self.address(page, changing=changing)
        if changing:
            return self.address(self.journey.next_open, changing=True)
        return self.address(self.journey.after(page))

    def back_from(self, page: str, *, changing: bool) -> str:
        """Where the Back link of a page leads."""
        if changing and self.journey.whole:
            return self.address(CHECK)
        before = self.journey.before(page)
        return self.address(before) if before else self.seat.start(self.service)

    @cached_property
    def mark(self) -> str:
        """What its pages say of it, so that one sent without a cookie finds it; empty for staff."""
        return mark_of_page(self.draft.id) if self.draft.held_by_id is None else ""

    @property
    def kept_until(self) -> datetime:
        """Until when it is kept at least, if nobody goes on with it."""
        return kept_until(self.draft.changed_at)

    def knows(self, page: str) -> bool:
        """Whether the form has that page at all, reached or not."""
        ids = {page.id for page in self.definition.form.pages}
        return page in ids or page in {SIMILAR, WHAT_WE_HOLD, WHETHER, NAME, REACHING}


def moment_now(language: str | None = None, by: Actor | None = None) -> Moment:
    """The circumstances of a page that is asked for now."""
    at = timezone.now()
    today = council_calendar().day_of(at)
    return Moment(language=language or language_of_page(), today=today, at=at, by=by or RESIDENT.by)


def language_of_page() -> str:
    """The language that this page is shown in: `en` or `cy`."""
    return page_language()


def speak_of(named: ServiceDefinition | LifeEvent) -> None:
    """Go on in a language in which all texts of a service or a life event are."""
    if not named.in_welsh and page_language() != "en":
        stay_in_english()


def open_form(request: HttpRequest, service: str) -> OpenForm:
    """The form that this browser holds for `service`; one SQL statement.

    Raises `NoFormHeldError` and `FormGoneError`.
    """
    draft_id = held_draft(request)
    if draft_id is None:
        raise NoFormHeldError(service)
    draft = draft_with(draft_id)
    if draft is None:
        raise FormGoneError(service)
    definition = definition_of(draft.service_version_id)
    if definition.id != service or draft.held_by_id is not None:
        raise NoFormHeldError(service)
    speak_of(definition)
    return OpenForm(service, draft, definition, moment_now())


def reopened(form: OpenForm) -> OpenForm:
    """The same form as it is kept now. Raises `FormGoneError`."""
    draft = draft_with(form.draft.id)
    if draft is None:
        raise FormGoneError(form.service)
    return replace(form, draft=draft)
