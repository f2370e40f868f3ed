"""Reading what was sent for one page: all its questions together."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from portico.channels.web.contact_pages import unreachable
from portico.channels.web.journey import Step
from portico.channels.web.open_form import OpenForm
from portico.channels.web.questions import KINDS
from portico.channels.web.questions.asking import Posted, Problem, Read, State
from portico.records.catalogue.definition.form import Question
from portico.records.catalogue.path import failed_check


@dataclass
class PageRead:
    """What became of one page. Nothing is saved while there are problems, but `working` is."""

    answers: dict[str, Any] = field(default_factory=dict)
    working: dict[str, Any] = field(default_factory=dict)
    problems: list[Problem] = field(default_factory=list)
    typed: dict[str, Mapping[str, Any]] = field(default_factory=dict)
    goes_on: bool = False
    """A question wants another step before the page is done."""


def state_of(form: OpenForm, step: Step, question: Question) -> State:
    """Where one question stands."""
    draft = form.draft
    saved = draft.contact if step.kind == "contact" else draft.answers
    answer = saved.get(question.id)
    if step.kind == "contact" and question.id == "language" and answer is None:
        answer = form.moment.language
    return State(answer=answer, halfway=draft.working.get(question.id))


def read_page(form: OpenForm, step: Step, posted: Posted) -> PageRead:
    """Read every question of the page.

    While one of them takes a step (an address is looked up, a photo added), the others are not yet checked:
    what was typed there is kept.
    """
    reads: dict[str, Read] = {}
    for question in step.asked:
        state = state_of(form, step, question)
        reads[question.id] = KINDS[question.kind].read(question, posted, state, form.moment)
    page = PageRead(typed={id: read.typed for id, read in reads.items()})
    page.goes_on = any(read.halfway is not None for read in reads.values())
    for id, read in reads.items():
        if page.goes_on:
            page.working[id] = dict(read.typed if read.halfway is None else read.halfway)
            if read.halfway is not None and read.answer is not None:
                page.answers[id] = read.answer
        else:
            page.answers[id] = read.answer
            page.problems.extend(read.problems)
    if not page.goes_on and not page.problems:
        page.problems.extend(_page_problems(form, step, page.answers))
    if page.problems:
        page.working = {id: dict(read.keep) for id, read in reads.items() if read.keep is not None}
    return page


def _page_problems(form: OpenForm, step: Step, answers: Mapping[str, Any]) -> list[Problem]:
    """What is wrong with answers that are each in order: the definition's checks, nobody to reach."""
    if step.kind == "contact" and step.page is not None:
        problem = unreachable(form.definition.form.contact, step.page, answers)
        return [problem] if problem else []
    together = {**form.journey.answers, **answers}
    problems = []
    for question in step.asked:
        if check := failed_check(question, together, form.journey.facts, form.moment.today):
            problems.append(Problem(question.id, check.says.in_language(form.moment.language)))
    return problems
