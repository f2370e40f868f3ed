"""Turning a page: what was sent is read, what follows from it is looked up, and all is saved together."""

from __future__ import annotations

import copy
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from django.utils.translation import gettext

from portico.channels.web.actions import DraftChangedError, PageSaved, save_page
from portico.channels.web.facts import look_up_facts
from portico.channels.web.journey import (
    DIFFERENT,
    SIMILAR,
    WHAT_WE_HOLD,
    Step,
    compared_by,
    journey_through,
)
from portico.channels.web.known import Part, is_held, looked_at
from portico.channels.web.models import Draft
from portico.channels.web.open_form import OpenForm, reopened
from portico.channels.web.questions.asking import Posted, Problem
from portico.channels.web.reading import PageRead, read_page
from portico.channels.web.similar import reports_like
from portico.channels.web.typing_in import tidy_paragraphs
from portico.records.catalogue.definition.form import Question
from portico.records.catalogue.path import facts_after

TRIES = 20
"""So many requests of one browser at once are all saved, one after another."""


LONGEST_ADDITION = 1_000
"""Most characters that somebody adds to the report they join."""


@dataclass(frozen=True)
class Turned:
    """The form after a page was sent, and what has to be shown if it was refused."""

    form: OpenForm
    problems: list[Problem] = field(default_factory=list)
    typed: Mapping[str, Mapping[str, Any]] = field(default_factory=dict)
    goes_on: bool = False


def turn_page(form: OpenForm, step: Step, posted: Posted) -> Turned:
    """Take what was sent for a page: refuse it with its problems, or save it.

    What another tab saved meanwhile stays; where both changed the same page, the later counts.
    """
    read = read_page(form, step, posted)
    form = _save(form, step, read)
    return Turned(form, read.problems, read.typed, read.goes_on)


def put_aside(form: OpenForm, step: Step, posted: Posted) -> OpenForm:
    """Keep what was sent for a page as it is, to be gone on with later: right or not, whole or not."""
    read = read_page(form, step, posted)
    if read.problems:
        read.working = {id: dict(typed) for id, typed in read.typed.items()}
    return _save(form, step, read)


def choose_report(form: OpenForm, posted: Posted) -> Turned:
    """Take the choice among the open reports nearby: one of them, or that mine is different."""
    choice, more = posted.one("report"), tidy_paragraphs(posted.one("more"))
    typed = {"report": {"choice": choice, "more": more}}
    if choice != DIFFERENT and choice not in form.draft.similar.get("found", ()):
        words = gettext("Choose the report that is the same as yours, or that yours is different")
        return Turned(form, [Problem("report", words)], typed)
    if len(more) > LONGEST_ADDITION:
        words = gettext("What you add must be %(longest)s characters or fewer") % {
            "longest": LONGEST_ADDITION
        }
        return Turned(form, [Problem("more", words)], typed)
    return Turned(_save_similar(form, {**form.draft.similar, "choice": choice, "more": more}))


def keep_addition(form: OpenForm, posted: Posted) -> OpenForm:
    """Keep what somebody would add to an open report, without a choice among the reports."""
    more = tidy_paragraphs(posted.one("more"))[:LONGEST_ADDITION]
    return _save_similar(form, {**form.draft.similar, "choice": "", "more": more})


def confirm_held(form: OpenForm, shown: Sequence[tuple[Part, Question]], posted: Posted) -> OpenForm:
    """Take what was said of the known answers `shown`: which of them are no longer right.

    The others are confirmed, and what follows from them is looked up, as when their pages are saved.
    """
    wrong = set(posted.many("wrong"))
    said = {(part, question.id) for part, question in shown if f"{part}.{question.id}" in wrong}
    for _ in range(TRIES):
        known = looked_at(form.draft.known, [(part, question.id) for part, question in shown], said)
        after = copy.copy(form.draft)
        after.known = dict(known)
        answers = journey_through(form.definition, after, form.moment.today).answers
        facts: dict[str, Any] = {}
        for page in form.definition.form.pages:
            if any(not is_held(known, "answers", one.id) and one.id in answers for one in page.questions):
                facts |= look_up_facts(form.definition, page, answers, form.moment.today)
        after.facts = {**form.draft.facts, **facts}
        saved = PageSaved(
            page=WHAT_WE_HOLD, finished=True, known=known, facts=facts, similar=_similar(form, after)
        )
        try:
            return _write(form, saved)
        except DraftChangedError:
            form = reopened(form)
            if form.draft.sent_at is not None or not form.draft.known:
                return form
    raise DraftChangedError(form.draft.id)


def forget_report(form: OpenForm) -> OpenForm:
    """Take back the choice of a report that was closed meanwhile, and look again for open ones."""
    return _save_similar(form, _similar(form, form.draft, again=True) or {})


def _save(form: OpenForm, step: Step, read: PageRead) -> OpenForm:
    for _ in range(TRIES):
        saved = _changes(form, step, read)
        if saved is None or form.draft.sent_at is not None:
            return form
        try:
            return _write(form, saved)
        except DraftChangedError:
            form = reopened(form)
    raise DraftChangedError(form.draft.id)


def _save_similar(form: OpenForm, similar: Mapping[str, Any]) -> OpenForm:
    for _ in range(TRIES):
        try:
            return _write(form, PageSaved(page=SIMILAR, finished=True, similar=similar))
        except DraftChangedError:
            form = reopened(form)
            if form.draft.sent_at is not None:
                return form
    raise DraftChangedError(form.draft.id)


def _write(form: OpenForm, saved: PageSaved) -> OpenForm:
    moment = form.moment
    draft = save_page(draft=form.draft, saved=saved, language=moment.language, by=moment.by, at=moment.at)
    # A new object: the journey of the old one is no longer true.
    return replace(form, draft=draft)


def _changes(form: OpenForm, step: Step, read: PageRead) -> PageSaved | None:
    """What the page changes in the draft; none where nothing does."""
    draft = form.draft
    if read.problems or read.goes_on:
        if not read.working:
            return None
        answers = read.answers if read.goes_on else {}
        return PageSaved(
            page=step.id, finished=False, answers=answers, working={**draft.working, **read.working}
        )
    before = draft.contact if step.kind == "contact" else draft.answers
    working = {id: halfway for id, halfway in draft.working.items() if id not in read.answers}
    part: Part = "contact" if step.kind == "contact" else "answers"
    same = all(
        id in before and before[id] == answer and not is_held(draft.known, part, id)
        for id, answer in read.answers.items()
    )
    looks_up = step.page is not None and bool(facts_after(form.definition, step.page))
    if same and not looks_up and working == draft.working and draft.language == form.moment.language:
        return None
    if step.kind == "contact":
        return PageSaved(page=step.id, finished=True, contact=read.answers, working=working)
    answers = {**form.journey.answers, **read.answers}
    facts = look_up_facts(form.definition, step.page, answers, form.moment.today) if step.page else {}
    after = copy.copy(draft)
    after.answers = {**draft.answers, **read.answers}
    after.facts = {**draft.facts, **facts}
    return PageSaved(
        page=step.id,
        finished=True,
        answers=read.answers,
        working=working,
        facts=facts,
        similar=_similar(form, after),
    )


def _similar(form: OpenForm, draft: Draft, *, again: bool = False) -> dict[str, Any] | None:
    """The open reports to show for these answers; none where those looked up before still hold."""
    if form.definition.form.similar is None:
        return None
    journey = journey_through(form.definition, draft, form.moment.today)
    compared = compared_by(form.definition.form, journey.answers)
    if compared == draft.similar.get("of") and not again:
        return None
    if compared is None:
        return {}
    found = reports_like(form.definition, draft.service_id, compared, form.moment.at)
    return {"of": compared, "found": [str(report.case_id) for report in found], "choice": ""}
