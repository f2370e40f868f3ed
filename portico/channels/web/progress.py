"""How far somebody has come in a form, and how much of it there can still be.

Pure, like the journey. What is counted are the pages that somebody has to answer: what is passed over because
it is known does not count, and neither does the page to check one's answers.
"""

from __future__ import annotations

from dataclasses import dataclass

from django.utils.translation import gettext

from portico.channels.web.contact_pages import WHETHER, contact_pages, is_bilingual, stays_anonymous
from portico.channels.web.journey import SIMILAR, WHAT_WE_HOLD, all_right, chosen_report
from portico.channels.web.open_form import OpenForm
from portico.records.catalogue.ahead import Ahead, pages_ahead


@dataclass(frozen=True)
class Progress:
    """Page `at` of `of`; of no more than so many where `exact` is false, since answers still decide."""

    at: int
    of: int
    exact: bool

    def __str__(self) -> str:
        numbers = {"at": self.at, "of": self.of}
        if self.exact:
            return gettext("Page %(at)s of %(of)s") % numbers
        return gettext("Page %(at)s of at most %(of)s") % numbers


@dataclass(frozen=True)
class _Length:
    """So many pages for sure, and at most so many more."""

    sure: int
    more: int = 0


def progress_at(form: OpenForm, step: str) -> Progress:
    """How far the page of a step that is reached is into its form."""
    steps = form.journey.steps
    place = next((place for place, one in enumerate(steps) if one.id == step), len(steps))
    before = sum(not one.passed_over for one in steps[:place])
    # Whoever goes back to what was passed over sees a page more.
    again = int(place < len(steps) and steps[place].passed_over)
    ahead = pages_ahead(form.definition, form.journey.way, form.moment.today)
    parts = (_known(form), _asked(form, ahead), _reports(form, ahead), _details(form))
    sure, more = sum(part.sure for part in parts) + again, sum(part.more for part in parts)
    looked = not form.draft.known or bool(form.draft.known["looked"])
    return Progress(before + 1, sure + more, exact=more == 0 and looked)


def how_far(form: OpenForm) -> str:
    """How far a form has come that somebody comes back to, in a sentence; empty where it cannot go on."""
    if form.journey.whole:
        return gettext("All questions are answered: check your answers, then send them.")
    if form.journey.stop:
        return ""
    progress = progress_at(form, form.journey.next_open)
    numbers = {"at": progress.at, "of": progress.of}
    if progress.exact:
        return gettext("You go on at page %(at)s of %(of)s.") % numbers
    return gettext("You go on at page %(at)s of at most %(of)s.") % numbers


def _known(form: OpenForm) -> _Length:
    return _Length(int(form.journey.step(WHAT_WE_HOLD) is not None))


def _asked(form: OpenForm, ahead: Ahead) -> _Length:
    """The pages of the definition. Whoever joins an open report is asked no more of them."""
    steps = [step for step in form.journey.steps if step.kind == "page"]
    if _joins(form):
        return _Length(sum(not step.passed_over for step in steps))
    passed_over = {step.id for step in steps if step.passed_over}
    reached = {step.id for step in steps}
    for asked in form.journey.way.pages if form.draft.known else ():
        if asked.page.id not in reached and all_right(form.draft, "answers", asked.questions):
            passed_over.add(asked.page.id)
    return _Length(sum(id not in passed_over for id in ahead.sure), ahead.most)


def _reports(form: OpenForm, ahead: Ahead) -> _Length:
    """The page of open reports nearby: it comes where some are found once the place is known."""
    similar = form.definition.form.similar
    if similar is None:
        return _Length(0)
    if form.journey.step(SIMILAR) is not None:
        return _Length(1)
    wanted = {similar.place, *similar.same}
    compared: set[str] = set()
    for step in form.journey.steps:
        if step.complete:
            compared.update(question.id for question in step.asked)
    still = {*ahead.sure, *ahead.may_come}
    can_come = {one.id for page in form.definition.form.pages if page.id in still for one in page.questions}
    return _Length(0, int(wanted <= can_come and not wanted <= compared))


def _details(form: OpenForm) -> _Length:
    """The pages about the customer. Whoever may stay anonymous decides on the first of them."""
    draft = form.draft
    pages = contact_pages(form.definition.form.contact, is_bilingual(form.definition))
    if stays_anonymous(draft.contact):
        return _Length(1)
    reached = {step.id: step for step in form.journey.steps if step.kind == "contact"}
    counted = 0
    for page in pages:
        step = reached.get(page.id)
        passed_over = step.passed_over if step else all_right(draft, "contact", page.questions)
        counted += not passed_over
    undecided = bool(pages) and pages[0].id == WHETHER and "give" not in draft.contact
    return _Length(1, counted - 1) if undecided else _Length(counted)


def _joins(form: OpenForm) -> bool:
    step = form.journey.step(SIMILAR)
    return step is not None and step.complete and chosen_report(form.draft) is not None
