"""What the templates of life events show: plain values."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.conf import settings
from django.utils.translation import gettext

from portico.channels.web.life.open_path import OpenPath
from portico.channels.web.life.queries import path_with
from portico.channels.web.life.way import Stop, signposts_for
from portico.channels.web.models import Draft, LifePath
from portico.channels.web.questions import KINDS
from portico.channels.web.questions.asking import Moment, Problem, State
from portico.channels.web.saved_forms import kept_until
from portico.channels.web.sending import follow_path
from portico.channels.web.showing import errors_of
from portico.design.addresses import address_of
from portico.records.catalogue.answers import shown
from portico.records.catalogue.definition.form import Question
from portico.records.catalogue.definition.life_events import LifeEvent
from portico.records.catalogue.queries import life_events

Context = dict[str, Any]


def start_page(event: LifeEvent, held: LifePath | None, moment: Moment) -> Context:
    """What the path is for, and how to set out on it."""
    return {
        "event": event,
        "spoken": moment.language,
        "goes_on": held,
        "kept_days": settings.PORTICO_KEEP_DRAFTS_DAYS,
        "back": "/",
    }


def question_page(
    path: OpenPath, question: Question, problems: Sequence[Problem], typed: Any = None
) -> Context:
    """One question with what is in it and what is wrong with it."""
    before = path.asked.before(question.id)
    return {
        **_frame(path),
        "heading": question.label.in_language(path.moment.language),
        "kind": question.kind,
        "asked": _question_shown(path, question, problems, typed),
        "errors": errors_of(problems),
        "back": _question_address(path, before) if before else _address(path, "start"),
    }


def services_page(path: OpenPath, problem: str = "", ticked: set[str] | None = None) -> Context:
    """The services that apply, to be ticked, and what the resident told to get there."""
    open_stops = [stop for stop in path.way.stops if stop.state not in {"sent", "withdrawn"}]
    language = path.moment.language
    last = path.asked.questions[-1].id if path.asked.questions else None
    return {
        **_frame(path),
        "offered": [
            {
                "service": stop.service,
                "name": stop.name.in_language(language),
                "why": stop.why.in_language(language) if stop.why else "",
                "required": stop.need == "required",
                "ticked": stop.service in ticked if ticked is not None else stop.state != "left_out",
            }
            for stop in open_stops
        ],
        "sent": [_stop_shown(path, stop) for stop in path.way.stops if stop.state == "sent"],
        "told": [
            {
                "label": question.label.in_language(language),
                "value": shown(question, path.asked.answers.get(question.id), language)
                or gettext("None of these"),
                "change": _question_address(path, question.id),
            }
            for question in path.asked.questions
        ],
        "problem": problem,
        "errors": errors_of([Problem("service", problem)] if problem else []),
        "back": _question_address(path, last) if last else _address(path, "start"),
    }


def list_page(path: OpenPath) -> Context:
    """How far somebody is: each service with its state, and what to go on with."""
    way = path.way
    return {
        **_frame(path),
        "stops": [_stop_shown(path, stop) for stop in (*way.listed, *_withdrawn(way.stops))],
        "left_out": [_stop_shown(path, stop) for stop in way.stops if stop.state == "left_out"],
        "sent": way.sent,
        "whole": len(way.listed),
        "next": _stop_shown(path, way.next) if way.next else None,
        "follow": follow_path(),
        "back": _address(path, "services"),
    }


def save_page(path: OpenPath, typed: str, problems: Sequence[Problem]) -> Context:
    """The page that asks where to send the link for coming back."""
    return {
        **_frame(path),
        "value": typed,
        "problem": problems[0].text if problems else "",
        "errors": errors_of(problems),
        "until": kept_until(path.moment.at),
        "back": path.next_open,
        "what": path.event.title.in_language(path.moment.language),
    }


def saved_page(path: OpenPath) -> Context:
    """The page that says that the link was sent."""
    return {**_frame(path), "until": kept_until(path.path.changed_at), "onward": path.next_open}


def path_after(draft: Draft, moment: Moment) -> Context | None:
    """What comes next on the path of a form that was sent; none where it is part of none."""
    path = path_of(draft, moment)
    if path is None:
        return None
    way = path.way
    return {
        **_frame(path),
        "sent": way.sent,
        "whole": len(way.listed),
        "next": _stop_shown(path, way.next) if way.next else None,
    }


def path_of(draft: Draft | None, moment: Moment) -> OpenPath | None:
    """The path that a form is part of; none where it is part of none that is still kept and offered."""
    path = path_with(draft.path_id) if draft is not None and draft.path_id else None
    if path is None:
        return None
    event = next((event for event in life_events() if event.id == path.life_event), None)
    return OpenPath(event, path, moment) if event else None


def leading_to(service: str, language: str) -> list[dict[str, str]]:
    """The life events that lead to a service, for its start page; one SQL statement."""
    return [
        {"title": event.title.in_language(language), "href": address_of("life:start", event.id)}
        for event in life_events()
        if any(one.service == service for one in event.services)
    ]


def _frame(path: OpenPath) -> Context:
    """What every page of a path has."""
    language = path.moment.language
    return {
        "event": path.event,
        "spoken": language,
        "event_title": path.event.title.in_language(language),
        "signposts": signposts_for(path.event, path.asked.answers, path.moment.today),
    }


def _stop_shown(path: OpenPath, stop: Stop) -> dict[str, Any]:
    language = path.moment.language
    return {
        "service": stop.service,
        "name": stop.name.in_language(language),
        "why": stop.why.in_language(language) if stop.why else "",
        "state": stop.state,
        "required": stop.need == "required",
        "reference": stop.reference,
        "opens": stop.state in {"begun", "to_do"} or (stop.state == "sent" and stop.draft_id is not None),
    }


def _withdrawn(stops: Sequence[Stop]) -> list[Stop]:
    return [stop for stop in stops if stop.state == "withdrawn"]


def _address(path: OpenPath, page: str) -> str:
    return address_of(f"life:{page}", path.event.id)


def _question_address(path: OpenPath, question: str) -> str:
    return address_of("life:question", path.event.id, question)


def _question_shown(
    path: OpenPath, question: Question, problems: Sequence[Problem], typed: Any
) -> dict[str, Any]:
    language = path.moment.language
    mine = {problem.field: problem.text for problem in problems}
    state = State(path.path.answers.get(question.id), None, typed)
    label = question.label.in_language(language)
    if not question.required and "(" not in label:
        label = f"{label} {gettext('(optional)')}"
    return {
        "id": question.id,
        "label": label,
        "hint": question.hint.in_language(language) if question.hint else "",
        "heading": True,
        "quiet": False,
        "problems": mine,
        "problem": next(iter(mine.values()), ""),
        "of_customer": False,
        **KINDS[question.kind].show(question, state, path.moment),
    }
