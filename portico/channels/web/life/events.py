"""What happens on the way through a life event. Ids and codes only: no answers."""

from __future__ import annotations

import uuid
from typing import ClassVar, Literal

from portico.ground.ledger.events import Code, Event


class LifePathBegun(Event):
    """Somebody set out on the path of a life event."""

    name: ClassVar[str] = "life_path.begun"
    subjects: ClassVar[tuple[str, ...]] = ("life_path",)
    life_path: uuid.UUID
    life_event: Code
    language: Literal["en", "cy"]


class LifePathAnswered(Event):
    """A question that decides which services apply was answered."""

    name: ClassVar[str] = "life_path.answered"
    subjects: ClassVar[tuple[str, ...]] = ("life_path",)
    life_path: uuid.UUID
    question: Code


class LifePathServicesChosen(Event):
    """Somebody said which of the services they want to use."""

    name: ClassVar[str] = "life_path.services_chosen"
    subjects: ClassVar[tuple[str, ...]] = ("life_path",)
    life_path: uuid.UUID
    chosen: tuple[Code, ...]
    left_out: tuple[Code, ...]


class LifePathFormBegun(Event):
    """A form was begun as part of a path."""

    name: ClassVar[str] = "life_path.form_begun"
    subjects: ClassVar[tuple[str, ...]] = ("life_path", "draft", "service")
    life_path: uuid.UUID
    draft: uuid.UUID
    service: uuid.UUID


class LifePathFormSent(Event):
    """A form that is part of a path was sent: its case belongs to that life event."""

    name: ClassVar[str] = "life_path.form_sent"
    subjects: ClassVar[tuple[str, ...]] = ("life_path", "draft", "service", "case")
    life_path: uuid.UUID
    life_event: Code
    draft: uuid.UUID
    service: uuid.UUID
    case: uuid.UUID


class LifePathSavedForLater(Event):
    """Somebody asked for a link to come back to a path."""

    name: ClassVar[str] = "life_path.saved_for_later"
    subjects: ClassVar[tuple[str, ...]] = ("life_path",)
    life_path: uuid.UUID


class LifePathDiscarded(Event):
    """A path that nobody goes on with was deleted with what it knew. What was sent on it stays sent."""

    name: ClassVar[str] = "life_path.discarded"
    subjects: ClassVar[tuple[str, ...]] = ("life_path",)
    life_path: uuid.UUID
    life_event: Code
    reason: Literal["expired", "begun_again"]


class LifeSignpostFollowed(Event):
    """Somebody was led from a life event to who deals with what the council does not."""

    name: ClassVar[str] = "life_signpost.followed"
    subjects: ClassVar[tuple[str, ...]] = ()
    life_event: Code
    signpost: Code
    channel: Literal["web"]
