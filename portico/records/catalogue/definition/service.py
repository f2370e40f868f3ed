"""The whole definition of a service."""

from __future__ import annotations

from functools import cached_property
from typing import Annotated, Literal

from pydantic import Field

from portico.records.catalogue.definition.fee import Fee
from portico.records.catalogue.definition.form import Form, Question, Slug
from portico.records.catalogue.definition.knowledge import Elsewhere, Knowledge
from portico.records.catalogue.definition.text import Part, Text
from portico.records.catalogue.definition.workflow import (
    Deadline,
    Message,
    Move,
    Outcome,
    Priority,
    Retention,
    Route,
    Stage,
    Workflow,
)


class ServiceDefinition(Part):
    """One service of the council, as one file in `services/` says it."""

    format: Literal[1]
    id: Slug
    name: Text
    summary: Text
    """One sentence for lists and search results."""
    group: Slug
    """The task group it is listed under on the home page."""
    keywords: tuple[str, ...] = ()
    """Words residents use for it."""
    lgsl: Annotated[int, Field(ge=1)] | None = None
    lgil: Annotated[int, Field(ge=0)] | None = None
    team: Slug
    """The team that gets the cases, unless `routing` says otherwise."""
    routing: tuple[Route, ...] = ()
    before_you_start: Text | None = None
    fee: Fee | None = None
    """What it costs; without it the service is free."""
    elsewhere: tuple[Elsewhere, ...] = ()
    """What somebody else deals with, and who."""
    knowledge: tuple[Knowledge, ...] = ()
    """Questions that people ask about it, and their answers; some for staff only."""
    form: Form
    case_title: Text
    """One line that tells staff what a case is about; `((placeholders))` are filled from the answers."""
    what_happens_next: Text
    """Said on the confirmation page and in the first message."""
    workflow: Workflow
    deadline: Deadline
    priority: tuple[Priority, ...] = ()
    messages: dict[Slug, Message]
    """By id. `received` is sent when the case is opened, `question` when staff ask the customer, `joined` to
    somebody who adds themselves to an open report; all others by the moves that name them.
    """
    retention: Retention
    privacy: Text
    """Why the answers are asked for and who sees them."""

    def question(self, id: str) -> Question:
        """The question with that id; raises KeyError where there is none."""
        for page in self.form.pages:
            for question in page.questions:
                if question.id == id:
                    return question
        raise KeyError(id)

    @cached_property
    def pages_to_fill(self) -> frozenset[str]:
        """Ids of the pages with placeholders in their texts."""
        return frozenset(
            page.id for page in self.form.pages if "((" in page.model_dump_json(exclude={"stops"})
        )

    @property
    def in_welsh(self) -> bool:
        """Whether residents can read it in Welsh: its name is, and then the checks demand the rest."""
        return self.name.cy is not None

    def questions(self) -> tuple[Question, ...]:
        """All questions in the order of the file."""
        return tuple(question for page in self.form.pages for question in page.questions)

    def moves_from(self, stage: Stage) -> tuple[Move, ...]:
        """The moves that can be made at `stage`, in the order of the file."""
        return tuple(move for move in self.workflow.moves if stage in move.from_)

    def move(self, id: str) -> Move:
        """The move with that id; raises KeyError where there is none."""
        for move in self.workflow.moves:
            if move.id == id:
                return move
        raise KeyError(id)

    def outcome(self, id: str) -> Outcome:
        """The outcome with that id; raises KeyError where there is none."""
        for outcome in self.workflow.outcomes:
            if outcome.id == id:
                return outcome
        raise KeyError(id)

    def signpost(self, id: str) -> Elsewhere:
        """The entry of `elsewhere` with that id; raises KeyError where there is none."""
        for entry in self.elsewhere:
            if entry.id == id:
                return entry
        raise KeyError(id)

    def teams(self) -> frozenset[str]:
        """Codes of all teams that a case may go to."""
        return frozenset({self.team, *(route.team for route in self.routing)})
