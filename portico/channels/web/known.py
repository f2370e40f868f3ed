"""What is known of somebody before they fill in a form: put into a new draft, and used once it was checked.

A known answer stands in the draft like any other, with the mark `held` beside it: a page with one is not
complete. The page “what we hold” shows all of them first. What is still right there is marked `right`, and
its page is passed over; what is not keeps its mark, and is asked on its page with what we hold filled in.
Saving a page takes the marks of its questions away: they are answers like all others then.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any, Final, Literal

from django.utils.datastructures import MultiValueDict

from portico.channels.web.contact_pages import contact_pages, is_bilingual
from portico.channels.web.questions import KINDS as ASKED
from portico.channels.web.questions.asking import Moment, Posted, State
from portico.records.catalogue.definition.form import Question
from portico.records.catalogue.definition.service import ServiceDefinition
from portico.records.catalogue.kinds import KINDS
from portico.records.catalogue.path import Asked, failed_check

Part = Literal["answers", "contact"]
PartAndId = tuple[Part, str]
Marks = Mapping[str, Any]
"""By part of the draft the mark of each id, and whether the page of what we hold was `looked` at."""

HELD: Final = "held"
"""Not confirmed: nobody said that it is still right."""
RIGHT: Final = "right"
NEVER_KNOWN: Final = frozenset({"files", "declaration"})
"""Kinds that nobody can answer beforehand: a file belongs to its draft, a promise is made each time."""


@dataclass(frozen=True)
class Known:
    """Answers by the id of their question, and contact details by the ids in `contact_pages`.

    Each is JSON of the shape that its kind of question has, as for `portico.records.catalogue.validation`.
    """

    answers: Mapping[str, Any] = field(default_factory=dict)
    contact: Mapping[str, Any] = field(default_factory=dict)

    def __bool__(self) -> bool:
        return bool(self.answers or self.contact)


def what_fits(definition: ServiceDefinition, known: Known, moment: Moment) -> Known:
    """What of `known` is a valid answer to a question of this form; all else is left out.

    Contact details are read as if they were typed. An answer whose check looks at other answers is taken only
    where those are known and meet it.
    """
    questions = {question.id: question for question in definition.questions()}
    sound = {
        id: answer
        for id, answer in known.answers.items()
        if id in questions and _fits(questions[id], answer, moment.today)
    }
    failed = {id for id in sound if failed_check(questions[id], sound, {}, moment.today)}
    details = {question.id: question for question in _details(definition)}
    contact = {
        id: read
        for id, detail in known.contact.items()
        if id in details and (read := _as_typed(details[id], detail, moment)) is not None
    }
    return Known({id: answer for id, answer in sound.items() if id not in failed}, contact)


def marks_for(known: Known) -> dict[str, Any]:
    """The marks of a new draft with these known answers; empty where there are none."""
    if not known:
        return {}
    return {
        "answers": dict.fromkeys(known.answers, HELD),
        "contact": dict.fromkeys(known.contact, HELD),
        "looked": False,
    }


def is_held(marks: Marks, part: Part, id: str) -> bool:
    """Whether a known answer waits to be confirmed."""
    return bool(marks) and marks[part].get(id) == HELD


def is_right(marks: Marks, part: Part, id: str) -> bool:
    """Whether a known answer was confirmed, and not asked on its page since."""
    return bool(marks) and marks[part].get(id) == RIGHT


def to_look_at(definition: ServiceDefinition, marks: Marks, way: Asked) -> list[tuple[Part, Question]]:
    """The questions with known answers, of those that are asked as far as is known yet, in their order.

    One that is asked only after others were answered is confirmed on its own page.
    """
    if not marks:
        return []
    found: list[tuple[Part, Question]] = [
        ("answers", question) for question in way.questions() if question.id in marks["answers"]
    ]
    details = [question for question in _details(definition) if question.id in marks["contact"]]
    return [*found, *(("contact", question) for question in details)]


def looked_at(
    marks: Marks, shown: Collection[tuple[Part, str]], wrong: Collection[tuple[Part, str]]
) -> Marks:
    """The marks once somebody looked at `shown`, and said that `wrong` is no longer right."""
    after: dict[str, Any] = {"answers": dict(marks["answers"]), "contact": dict(marks["contact"])}
    for part, id in shown:
        after[part][id] = HELD if (part, id) in wrong else RIGHT
    return {**after, "looked": True}


def without(marks: Marks, part: Part, saved: Collection[str]) -> Marks:
    """The marks once these questions were answered on their page."""
    if not marks:
        return marks
    return {**marks, part: {id: mark for id, mark in marks[part].items() if id not in saved}}


def _details(definition: ServiceDefinition) -> list[Question]:
    pages = contact_pages(definition.form.contact, is_bilingual(definition))
    return [question for page in pages for question in page.questions]


def _fits(question: Question, answer: Any, today: date) -> bool:
    if question.kind in NEVER_KNOWN or answer in (None, "", []):
        return False
    return next(KINDS[question.kind].misfits(question, answer, today), None) is None


def _as_typed(question: Question, detail: Any, moment: Moment) -> Any:
    """The detail as the form would take it; none where it would refuse it."""
    if not isinstance(detail, str):
        return None
    posted = Posted(MultiValueDict({question.id: [detail]}), MultiValueDict())
    read = ASKED[question.kind].read(question, posted, State(), moment)
    return None if read.problems else read.answer
