"""What happens to contacts."""

from __future__ import annotations

from typing import ClassVar
from uuid import UUID

from portico.ground.ledger.events import Code, Event


class ContactRecorded(Event):
    """A customer reached the council."""

    name: ClassVar[str] = "contact.recorded"
    subjects: ClassVar[tuple[str, ...]] = ("contact", "case", "customer", "service", "handled_by")
    contact: UUID
    case: UUID | None = None
    customer: UUID | None = None
    service: UUID | None = None
    handled_by: UUID | None = None
    channel: Code
    reason: Code
    outcome: Code
    tier: int
