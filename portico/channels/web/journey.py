"""The way through a form: which pages are reached, in which order, and which is the first to be answered.

Pure: it reads a draft and its pinned definition, and nothing else.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any, Literal, NamedTuple

from portico.channels.web.contact_pages import (
    WHETHER,
    contact_pages,
    is_bilingual,
    stays_anonymous,
    unreachable,
)
from portico.channels.web.known import Part, is_held, is_right, to_look_at
from portico.channels.web.models import Draft
from portico.channels.web.questions.asking import Problem
from portico.records.catalogue.definition.form import Form, Page, Question, Stop
from portico.records.catalogue.definition.service import ServiceDefinition
from portico.records.catalogue.filling import filled_page
from portico.records.catalogue.path import Asked, AskedPage, asked, failed_check, is_missing, stop_of

SIMILAR, CHECK, STOPPED, WHAT_WE_HOLD = "already-reported", "check", "stopped", "what-we-hold"
"""Last parts of the addresses of the pages that no definition writes."""
DIFFERENT = "different"
"""Chosen where none of the open reports nearby is the same."""


class Step(NamedTuple):
    """One page that is reached. `asked` are the questions of it that apply to these answers."""

    id: str
    kind: Literal["page", "contact", "similar", "held"]
    page: Page | None = None
    asked: tuple[Question, ...] = ()
    complete: bool = False
    problems: tuple[Problem, ...] = ()
    """Answers that were taken and no longer fit, since an earlier one was changed."""
    passed_over: bool = False
    """All of it was known before and confirmed: it need not be asked, but can be gone back to."""


@dataclass
class Journey:
    """The pages reached so far, in order, up to the first that is not complete.

    `answers` and `facts` are those of reached questions only: what conditions see and what is sent.
    """

    steps: list[Step] = field(default_factory=list)
    answers: dict[str, Any] = field(default_factory=dict)
    facts: dict[str, Any] = field(default_factory=dict)
    way: Asked = field(default_factory=lambda: Asked((), {}, {}))
    """All pages on the way with these answers, those beyond the first that is not complete among them."""
    stop: Stop | None = None
    whole: bool = False
    """Every page is complete: it can be checked and sent."""

    def step(self, id: str) -> Step | None:
        """The step with that id; none where it is not reached."""
        return next((step for step in self.steps if step.id == id), None)

    @property
    def next_open(self) -> str:
        """Where to go on: the first page not complete, the page that says why it stops, or the check."""
        if self.whole:
            return CHECK
        return STOPPED if self.stop else self.steps[-1].id

    def before(self, id: str) -> str | None:
        """The page before `id`; none before the first. Before the check and a stop comes the last page."""
        ids = [step.id for step in self.steps]
        place = ids.index(id) if id in ids else len(ids)
        return ids[place - 1] if place > 0 else None

    def after(self, id: str) -> str:
        """The page after `id` that has to be asked: `next_open` after the last."""
        ids = [step.id for step in self.steps]
        place = ids.index(id) + 1 if id in ids else len(ids)
        return next((step.id for step in self.steps[place:] if not step.passed_over), self.next_open)


def journey_through(definition: ServiceDefinition, draft: Draft, today: date) -> Journey:
    """Walk through the form as far as the answers of `draft` lead."""
    journey = Journey()
    journey.whole = _walk(definition, draft, today, journey)
    return journey


def chosen_report(draft: Draft) -> str | None:
    """The id of the case that the customer adds themselves to; none where they send their own."""
    choice = draft.similar.get("choice", "")
    return None if choice in ("", DIFFERENT) else str(choice)


def compared_by(form: Form, answers: Mapping[str, Any]) -> dict[str, Any] | None:
    """What open reports are compared with: the place and the answers that must be equal.

    None as long as one of them is not answered, or the place has no position.
    """
    if form.similar is None:
        return None
    place = answers.get(form.similar.place)
    if not place or place.get("latitude") is None:
        return None
    if any(answers.get(name) is None for name in form.similar.same):
        return None
    return {
        "latitude": place["latitude"],
        "longitude": place["longitude"],
        "same": {name: answers[name] for name in form.similar.same},
    }


def _walk(definition: ServiceDefinition, draft: Draft, today: date, journey: Journey) -> bool:
    """Add the steps of the whole form; say whether all are complete."""
    way = asked(definition, draft.answers, draft.facts, today)
    journey.way = way
    journey.answers, journey.facts = dict(way.answers), dict(way.facts)
    if to_look_at(definition, draft.known, way):
        looked = bool(draft.known["looked"])
        journey.steps.append(Step(id=WHAT_WE_HOLD, kind="held", complete=looked))
        if not looked:
            return False
    similar_shown = definition.form.similar is None
    reached: set[str] = set()
    for on_the_way in way.pages:
        step = _step(definition, on_the_way, draft, journey, today)
        journey.steps.append(step)
        if not step.complete:
            return False
        if on_the_way.page.stops:
            journey.stop = stop_of(on_the_way.page, journey.answers, journey.facts, today)
            if journey.stop:
                return False
        if similar_shown:
            continue
        reached.update(question.id for question in step.asked)
        if not _can_compare(definition.form, reached):
            continue
        similar_shown = True
        similar = _similar_step(definition.form, draft, journey)
        if similar:
            journey.steps.append(similar)
            if not similar.complete:
                return False
            if chosen_report(draft):
                break
    return _walk_contact(definition, draft, journey)


def _walk_contact(definition: ServiceDefinition, draft: Draft, journey: Journey) -> bool:
    for page in contact_pages(definition.form.contact, is_bilingual(definition)):
        if page.id != WHETHER and stays_anonymous(draft.contact):
            break
        complete = all(
            question.id in draft.contact and not is_held(draft.known, "contact", question.id)
            for question in page.questions
        ) and not unreachable(definition.form.contact, page, draft.contact)
        passed_over = complete and all_right(draft, "contact", page.questions)
        journey.steps.append(
            Step(page.id, "contact", page, page.questions, complete=complete, passed_over=passed_over)
        )
        if not complete:
            return False
    return True


def _step(
    definition: ServiceDefinition, on_the_way: AskedPage, draft: Draft, journey: Journey, today: date
) -> Step:
    """One page: complete if every question was answered or passed over, and all checks are met."""
    complete = True
    problems: list[Problem] = []
    page = filled_page(definition, on_the_way.page, journey.answers, journey.facts)
    asked = on_the_way.questions
    if page is not on_the_way.page:
        ids = {question.id for question in asked}
        asked = tuple(question for question in page.questions if question.id in ids)
    for question in asked:
        if (
            question.id not in draft.answers
            or is_missing(question, draft.answers[question.id])
            or (draft.known and is_held(draft.known, "answers", question.id))
        ):
            complete = False
        elif question.checks and (check := failed_check(question, journey.answers, journey.facts, today)):
            problems.append(Problem(question.id, check.says.in_language(draft.language)))
    return Step(
        id=page.id,
        kind="page",
        page=page,
        asked=asked,
        complete=complete and not problems,
        problems=tuple(problems),
        passed_over=complete and not problems and all_right(draft, "answers", asked),
    )


def all_right(draft: Draft, part: Part, questions: tuple[Question, ...]) -> bool:
    """Whether all of these were known before and are confirmed."""
    return bool(draft.known) and all(is_right(draft.known, part, question.id) for question in questions)


def _can_compare(form: Form, reached: set[str]) -> bool:
    """Whether all that open reports are compared by has been asked."""
    return form.similar is not None and {form.similar.place, *form.similar.same} <= reached


def _similar_step(form: Form, draft: Draft, journey: Journey) -> Step | None:
    """The page of open reports, where some were found for just these answers."""
    compared = compared_by(form, journey.answers)
    if compared is None or draft.similar.get("of") != compared or not draft.similar.get("found"):
        return None
    return Step(id=SIMILAR, kind="similar", complete=bool(draft.similar.get("choice")))
