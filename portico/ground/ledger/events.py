"""The shape of an event, and the register of every kind there is.

An event says that something happened, with ids and codes only. It never carries a name, an address, an
answer or any other personal detail, so that a customer can be erased without touching the ledger.
Each kind of event is a frozen pydantic model; its JSON Schema is what `portico check` publishes.
"""

from __future__ import annotations

import uuid
from dataclasses import dataclass
from datetime import datetime
from typing import Annotated, Any, ClassVar, Literal

from pydantic import BaseModel, ConfigDict, StringConstraints

Code = Annotated[str, StringConstraints(pattern=r"^[a-z0-9][a-z0-9_.:-]{0,63}$")]
"""A short machine code, such as `missed-bin` or `no_reply`: never free text."""

Label = Annotated[str, StringConstraints(max_length=200)]
"""The published name of a service or team; allowed only where the catalogue announces itself."""

ActorKind = Literal["resident", "staff", "system", "partner"]


@dataclass(frozen=True)
class Actor:
    """Who did it: a kind, and the id of the account where there is one."""

    kind: ActorKind
    id: uuid.UUID | None = None

    @classmethod
    def resident(cls, id: uuid.UUID | None = None) -> Actor:
        """A member of the public; `id` is their account, if they have one."""
        return cls("resident", id)

    @classmethod
    def staff(cls, id: uuid.UUID) -> Actor:
        """A member of staff, by the id of their account."""
        return cls("staff", id)

    @classmethod
    def system(cls) -> Actor:
        """Portico itself: a job, an importer, a clock."""
        return cls("system")


class Event(BaseModel):
    """One kind of event. A subclass names it and lists its fields.

    `name` is `<record>.<past participle>`; `version` rises when the fields change; `subjects` are the
    fields that identify the records it is about (they go into the envelope), all other fields are the
    payload.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    name: ClassVar[str]
    version: ClassVar[int] = 1
    subjects: ClassVar[tuple[str, ...]]

    def __init_subclass__(cls, **kwargs: Any) -> None:
        super().__init_subclass__(**kwargs)
        key = (cls.name, cls.version)
        if key in EVENT_TYPES and EVENT_TYPES[key].__qualname__ != cls.__qualname__:
            raise TypeError(f"The event {cls.name} version {cls.version} is declared twice.")
        EVENT_TYPES[key] = cls

    def split(self) -> tuple[str, str]:
        """Return (subjects, payload) as JSON texts, leaving out what is None."""
        subjects = set(self.subjects)
        return (
            self.model_dump_json(include=subjects, exclude_none=True),
            self.model_dump_json(exclude=subjects, exclude_none=True),
        )


EVENT_TYPES: dict[tuple[str, int], type[Event]] = {}
"""Every declared event by (name, version)."""


@dataclass(frozen=True)
class RecordedEvent:
    """An event with its envelope, as reactions receive it and the ledger keeps it."""

    id: uuid.UUID
    event: Event
    occurred_at: datetime
    by: Actor
    causation: uuid.UUID | None
    about: object = None
    """The record it is about as the action holds it, so that a reaction need not read it; never written."""
