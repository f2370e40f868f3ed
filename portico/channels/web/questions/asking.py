"""The small protocol behind every kind of question: read what was sent, and show the question.

A kind is a module of this package with two functions, `read` and `show`, and a template of the same name
with a macro `ask`. Nothing else in the form runner knows one kind from another.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any, Protocol

from django.core.files.uploadedfile import UploadedFile
from django.utils.datastructures import MultiValueDict
from django.utils.translation import gettext

from portico.ground.ledger.events import Actor
from portico.records.catalogue.definition.form import Question

Answer = Any
"""An answer as a case keeps it: JSON, of the shape its kind says. None where it was passed over."""


@dataclass(frozen=True)
class Problem:
    """Why an answer cannot be taken: the id of the input to go to, and words that say what to do."""

    field: str
    text: str


@dataclass(frozen=True)
class Moment:
    """The circumstances of a page: language, the day in the United Kingdom, the time, who asks."""

    language: str
    today: date
    at: datetime
    by: Actor = field(default_factory=Actor.resident)


@dataclass(frozen=True)
class Posted:
    """What the browser sent for a page."""

    data: MultiValueDict[str, str]
    files: MultiValueDict[str, UploadedFile[Any]]

    def one(self, name: str) -> str:
        """The value sent under `name`, empty where there is none."""
        return self.data.get(name) or ""

    def many(self, name: str) -> list[str]:
        """All values sent under `name`."""
        return self.data.getlist(name)


@dataclass(frozen=True)
class State:
    """What is known of one question: its saved answer, where it is half-way, what was just refused."""

    answer: Answer = None
    halfway: Mapping[str, Any] | None = None
    typed: Mapping[str, Any] | None = None

    def entered(self, of_answer: Mapping[str, Any]) -> Mapping[str, Any]:
        """What the inputs show: what was refused, else half-way, else `of_answer` of the saved answer."""
        if self.typed is not None:
            return self.typed
        return self.halfway if self.halfway is not None else of_answer


@dataclass(frozen=True)
class Read:
    """What became of what was sent.

    `problems` refuse it. `halfway`, where it is set, is kept and the question is shown again, for its next
    step; an `answer` beside it takes the place of the saved one. Otherwise `answer` is the answer. `typed`
    fills the inputs when the page is shown again. `keep` is kept even when the page is refused: files that
    were stored cannot be sent along a second time.
    """

    answer: Answer = None
    problems: Sequence[Problem] = ()
    typed: Mapping[str, Any] = field(default_factory=dict)
    halfway: Mapping[str, Any] | None = None
    keep: Mapping[str, Any] | None = None


class Kind(Protocol):
    """What a module of a kind offers."""

    def read(self, question: Question, posted: Posted, state: State, moment: Moment) -> Read:
        """Take what was sent for `question`."""
        ...

    def show(self, question: Question, state: State, moment: Moment) -> Mapping[str, Any]:
        """What the template needs besides label, hint and problems."""
        ...


def missing(question: Question, moment: Moment, usual: str, at: str = "") -> tuple[Problem, ...]:
    """The problem of an answer that was left out: none where the question is optional.

    Says the definition's own words, else `usual`, which is already in the resident's language.
    """
    if not question.required:
        return ()
    text = question.missing.in_language(moment.language) if question.missing else usual
    return (Problem(at or question.id, text),)


def quoted(question: Question, moment: Moment) -> str:
    """The label in quotation marks, for messages that must say which question they mean."""
    return gettext("“%(label)s”") % {"label": question.label.in_language(moment.language)}
