"""The way through a form: which pages and questions are asked, given the answers so far.

An answer counts only while its question is asked. Somebody who goes back and takes another branch leaves
answers behind; they are not part of the request, are read by no condition, and are not kept with the case.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any, NamedTuple

from portico.records.catalogue.conditions import holds
from portico.records.catalogue.definition.form import Check, Fact, HasForm, Page, Question, Stop
from portico.records.catalogue.definition.service import ServiceDefinition
from portico.records.catalogue.kinds import KINDS
from portico.records.catalogue.sums import sums_of


class AskedPage(NamedTuple):
    """A page on the way, with those of its questions that are asked."""

    page: Page
    questions: tuple[Question, ...]


@dataclass(frozen=True)
class Asked:
    """The whole way: pages in order, and the answers and facts that count."""

    pages: tuple[AskedPage, ...]
    answers: Mapping[str, Any]
    facts: Mapping[str, Any]

    def questions(self) -> tuple[Question, ...]:
        """All questions on the way, in order."""
        return tuple(question for page in self.pages for question in page.questions)

    def first_unanswered(self) -> AskedPage | None:
        """The first page with a required question that has no answer; none where all have one."""
        for page in self.pages:
            if any(is_missing(question, self.answers.get(question.id)) for question in page.questions):
                return page
        return None


@dataclass(frozen=True)
class Stopped:
    """Where and why the form ends."""

    page: Page
    stop: Stop


def asked(definition: HasForm, answers: Mapping[str, Any], facts: Mapping[str, Any], today: date) -> Asked:
    """The way through the form with these answers, and the answers and facts that count on it.

    Conditions of a page and of its questions see the answers to earlier pages only.
    """
    pages: list[AskedPage] = []
    known: dict[str, Any] = {}
    known_facts: dict[str, Any] = {}
    has_facts = bool(definition.form.facts)
    for page in definition.form.pages:
        if not holds(page.when, known, known_facts, today):
            continue
        questions = tuple(
            question
            for question in page.questions
            if question.when is None or holds(question.when, known, known_facts, today)
        )
        if not questions:
            continue
        pages.append(AskedPage(page, questions))
        for question in questions:
            if question.id in answers:
                known[question.id] = answers[question.id]
        if has_facts:
            known_facts = {id: facts[id] for id in _facts_known(definition, known) if id in facts}
        if definition.form.sums:
            known_facts = {**known_facts, **sums_of(definition, known)}
    return Asked(tuple(pages), known, known_facts)


def stopped(
    definition: ServiceDefinition, answers: Mapping[str, Any], facts: Mapping[str, Any], today: date
) -> Stopped | None:
    """The first stop that holds on the way, or none. Checked after each page and again before sending."""
    way = asked(definition, answers, facts, today)
    for on_the_way in way.pages:
        stop = stop_of(on_the_way.page, way.answers, way.facts, today)
        if stop is not None:
            return Stopped(on_the_way.page, stop)
    return None


def stop_of(page: Page, answers: Mapping[str, Any], facts: Mapping[str, Any], today: date) -> Stop | None:
    """The first stop of one page that holds, or none."""
    return next((stop for stop in page.stops if holds(stop.when, answers, facts, today)), None)


def failed_check(
    question: Question, answers: Mapping[str, Any], facts: Mapping[str, Any], today: date
) -> Check | None:
    """The first check that the answer in `answers` does not meet; none where it was not answered."""
    if answers.get(question.id) in (None, "", []):
        return None
    return next((check for check in question.checks if not holds(check.must, answers, facts, today)), None)


def facts_after(definition: ServiceDefinition, page: Page) -> tuple[Fact, ...]:
    """The facts to look up (again) once `page` is answered, because they are about an answer given there."""
    ids = {question.id for question in page.questions}
    return tuple(fact for fact in definition.form.facts if fact.of in ids or fact.stream in ids)


def is_missing(question: Question, answer: Any) -> bool:
    """Whether a required question has no answer. Declarations must be true; places need words or a point."""
    if not question.required:
        return False
    return KINDS[question.kind].is_missing(question, answer)


def _facts_known(definition: HasForm, known: Mapping[str, Any]) -> Iterator[str]:
    for fact in definition.form.facts:
        if fact.of in known and (fact.stream is None or fact.stream in known):
            yield fact.id
