"""What happens to a form that is being filled in. Ids and codes only: no answers."""

from __future__ import annotations

import uuid
from typing import ClassVar, Literal

from portico.ground.ledger.events import Code, Event


class FormBegun(Event):
    """Somebody pressed Start."""

    name: ClassVar[str] = "form.begun"
    subjects: ClassVar[tuple[str, ...]] = ("draft", "service")
    draft: uuid.UUID
    service: uuid.UUID
    service_version: uuid.UUID
    language: Literal["en", "cy"]


class FormPageSaved(Event):
    """The answers of one page were kept; not `finished` where the page goes on (an address being picked)."""

    name: ClassVar[str] = "form.page_saved"
    subjects: ClassVar[tuple[str, ...]] = ("draft", "service")
    draft: uuid.UUID
    service: uuid.UUID
    page: Code
    finished: bool


class FormSent(Event):
    """A form was sent: it opened a case, or joined its sender to one that was open already."""

    name: ClassVar[str] = "form.sent"
    subjects: ClassVar[tuple[str, ...]] = ("draft", "service", "case")
    draft: uuid.UUID
    service: uuid.UUID
    case: uuid.UUID
    joined: bool
    anonymous: bool
    language: Literal["en", "cy"]


class FormDiscarded(Event):
    """A form that nobody went on with was deleted with its answers."""

    name: ClassVar[str] = "form.discarded"
    subjects: ClassVar[tuple[str, ...]] = ("draft", "service")
    draft: uuid.UUID
    service: uuid.UUID
    reason: Literal["expired", "begun_again", "given_up"]


class SignpostFollowed(Event):
    """Somebody was led to who deals with what the council does not."""

    name: ClassVar[str] = "signpost.followed"
    subjects: ClassVar[tuple[str, ...]] = ("service",)
    service: uuid.UUID
    service_version: uuid.UUID
    signpost: Code
    channel: Literal["web"]


class FormSavedForLater(Event):
    """Somebody asked for a link to come back to a form."""

    name: ClassVar[str] = "form.saved_for_later"
    subjects: ClassVar[tuple[str, ...]] = ("draft", "service")
    draft: uuid.UUID
    service: uuid.UUID
