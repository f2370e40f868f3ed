"""What happens to the records of customers."""

from __future__ import annotations

from typing import ClassVar
from uuid import UUID

from portico.ground.ledger.events import Code, Event


class CustomerRecorded(Event):
    """A customer nobody recognised was written down."""

    name: ClassVar[str] = "customer.recorded"
    subjects: ClassVar[tuple[str, ...]] = ("customer",)
    customer: UUID
    kind: Code
    language: Code
    has_email: bool
    has_phone: bool
