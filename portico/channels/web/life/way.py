"""The way through a life event: which questions are asked, which services follow, and how far somebody is.

Pure: it reads a path, its forms and what the catalogue says, and nothing else.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any, Literal
from uuid import UUID

from portico.channels.web.models import Draft, LifePath
from portico.records.catalogue.conditions import holds
from portico.records.catalogue.definition.form import Question
from portico.records.catalogue.definition.life_events import LifeEvent, LifeService, LifeSignpost, Need
from portico.records.catalogue.definition.text import Text
from portico.records.catalogue.path import asked, is_missing
from portico.records.catalogue.queries import NamedService

State = Literal["sent", "begun", "to_do", "left_out", "withdrawn"]
"""Sent; its form begun; still to be done; not on the list; on the list and no longer offered."""


@dataclass(frozen=True)
class Asked:
    """The questions on the way, the answers that count, and the first question that is still open."""

    questions: tuple[Question, ...]
    answers: Mapping[str, Any]
    open: str | None

    def before(self, id: str) -> str | None:
        """The question before `id`; none before the first."""
        ids = [question.id for question in self.questions]
        place = ids.index(id) if id in ids else len(ids)
        return ids[place - 1] if place > 0 else None

    def question(self, id: str) -> Question | None:
        """The question with that id; none where it is not reached."""
        return next((question for question in self.questions if question.id == id), None)


@dataclass(frozen=True)
class Stop:
    """One service on the way."""

    service: str
    name: Text
    why: Text | None
    """None where the life event no longer leads to it, and it was begun or sent before."""
    need: Need
    state: State
    reference: str = ""
    draft_id: UUID | None = None
    """Its form, where one is kept."""


@dataclass(frozen=True)
class Way:
    """All services on the way, in their order."""

    stops: tuple[Stop, ...]

    def stop(self, service: str) -> Stop | None:
        """The stop at that service; none where the way does not lead there."""
        return next((stop for stop in self.stops if stop.service == service), None)

    @property
    def listed(self) -> tuple[Stop, ...]:
        """Those on the resident's list that are done or can be."""
        return tuple(stop for stop in self.stops if stop.state in {"sent", "begun", "to_do"})

    @property
    def sent(self) -> int:
        """How many of these are sent."""
        return sum(stop.state == "sent" for stop in self.stops)

    @property
    def next(self) -> Stop | None:
        """What to go on with: a form that was begun, else the first that is still to be done."""
        return next(
            (stop for state in ("begun", "to_do") for stop in self.stops if stop.state == state), None
        )


def asked_on(event: LifeEvent, path: LifePath, today: date) -> Asked:
    """The questions that are asked with these answers, up to the first that is open."""
    whole = asked(event, path.answers, {}, today)
    reached: list[Question] = []
    for question in whole.questions():
        reached.append(question)
        if question.id not in whole.answers or is_missing(question, whole.answers[question.id]):
            return Asked(tuple(reached), whole.answers, question.id)
    return Asked(tuple(reached), whole.answers, None)


def services_for(event: LifeEvent, answers: Mapping[str, Any], today: date) -> tuple[LifeService, ...]:
    """The services that apply with these answers, in their order."""
    return tuple(one for one in event.services if holds(one.when, answers, {}, today))


def signposts_for(event: LifeEvent, answers: Mapping[str, Any], today: date) -> tuple[LifeSignpost, ...]:
    """What others deal with, as far as it applies with these answers."""
    return tuple(one for one in event.elsewhere if holds(one.when, answers, {}, today))


def way_through(
    event: LifeEvent,
    path: LifePath,
    *,
    answers: Mapping[str, Any],
    drafts: Iterable[Draft],
    named: Mapping[str, NamedService],
    today: date,
) -> Way:
    """Every service that applies, and every other that was begun or sent on this path before.

    `named` are the services that were ever published, by code, as far as the life event or a form names them.
    """
    codes = {one.service_id: code for code, one in named.items()}
    forms = {codes[draft.service_id]: draft for draft in drafts if draft.service_id in codes}
    applying = {one.service: one for one in services_for(event, answers, today)}
    known = {one.service: one for one in event.services}
    others = [code for code in (*path.sent, *forms) if code not in known]
    stops = []
    for code in dict.fromkeys((*known, *others)):
        form = forms.get(code)
        if code not in named or not (code in applying or code in path.sent or form):
            continue
        one = known.get(code)
        stop = Stop(
            service=code,
            name=named[code].name,
            why=one.why if one else None,
            need=one.need if one else "suggested",
            state=_state_of(path, one, form, code, offered=named[code].offered),
            reference=path.sent.get(code, ""),
            draft_id=form.id if form else None,
        )
        # One that is not offered any more is worth a word only where somebody counted on it.
        if stop.state != "withdrawn" or path.chosen.get(code):
            stops.append(stop)
    return Way(tuple(stops))


def _state_of(
    path: LifePath, one: LifeService | None, form: Draft | None, code: str, *, offered: bool
) -> State:
    if code in path.sent or (form is not None and form.sent_at is not None):
        return "sent"
    on_list = path.chosen.get(code, one is not None and one.need != "possible")
    if not on_list:
        return "left_out"
    if form is not None:
        return "begun"
    return "to_do" if offered else "withdrawn"
