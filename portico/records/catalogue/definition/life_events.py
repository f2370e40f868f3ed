"""Life events, as `services/_life-events.yaml` says them: one path that leads through several services."""

from __future__ import annotations

from functools import cached_property
from typing import Literal

from pydantic import Field

from portico.records.catalogue.definition.form import Condition, Form, Name, Page, Question, Slug
from portico.records.catalogue.definition.knowledge import Elsewhere
from portico.records.catalogue.definition.text import Part, Text

Need = Literal["required", "suggested", "possible"]
"""How much somebody needs a service: has to use it by law, most likely wants it, or perhaps."""


class LifeService(Part):
    """A service that somebody may need then."""

    service: Slug
    """The id of the service."""
    when: Condition | None = None
    """Over the answers to the questions of the life event; without it everybody is led to the service."""
    why: Text
    """One line that tells why they need it."""
    need: Need = "suggested"
    """`required` and `suggested` are ticked beforehand, `possible` is not."""


class LifeSignpost(Elsewhere):
    """Something that has to be done then and that somebody else deals with."""

    when: Condition | None = None
    """Over the answers to the questions of the life event; without it everybody sees it."""


class SharedFact(Part):
    """Something that is asked once: the question about it in each service that needs it."""

    id: Name
    here: Name | None = None
    """The question of the life event itself that asks it first."""
    asked: dict[Slug, Name] = Field(min_length=1)
    """By the id of each service its question about just this, of the same kind."""


class LifeEvent(Part):
    """Something that happens in a life, and what is to be done about it."""

    id: Slug
    title: Text
    """What happens, as people say it: “Moving into a new home”."""
    summary: Text
    """One sentence for lists."""
    keywords: tuple[str, ...] = ()
    """Words that residents use for it."""
    intro: Text | None = None
    """Long text on the first page."""
    questions: tuple[Question, ...] = ()
    """What decides which services apply; one page each."""
    services: tuple[LifeService, ...] = Field(min_length=1)
    """The services, in the order in which they are best used."""
    facts: tuple[SharedFact, ...] = ()
    """What several of the services ask."""
    elsewhere: tuple[LifeSignpost, ...] = ()
    """What somebody else deals with, and who."""

    @property
    def in_welsh(self) -> bool:
        """Whether residents can read it in Welsh: its title is."""
        return self.title.cy is not None

    @cached_property
    def form(self) -> Form:
        """The questions as a form: what knows forms knows them too."""
        # Not checked: ids of questions are no ids of pages, and there may be none.
        pages = [
            Page.model_construct(id=one.id, when=one.when, questions=(one,), stops=())
            for one in self.questions
        ]
        return Form.model_construct(pages=tuple(pages))

    def question(self, id: str) -> Question:
        """The question with that id; raises KeyError where there is none."""
        for question in self.questions:
            if question.id == id:
                return question
        raise KeyError(id)

    def signpost(self, id: str) -> LifeSignpost:
        """The entry of `elsewhere` with that id; raises KeyError where there is none."""
        for entry in self.elsewhere:
            if entry.id == id:
                return entry
        raise KeyError(id)


class LifeEvents(Part):
    """All life events in their order."""

    format: Literal[1]
    events: tuple[LifeEvent, ...] = Field(min_length=1)
    """The life events, in the order of the home page."""
