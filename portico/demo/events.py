"""That the demo's story was told."""

from __future__ import annotations

from typing import ClassVar

from portico.ground.ledger.events import Event


class DemoTold(Event):
    """The fictional council's story was told up to a day; it is told once."""

    name: ClassVar[str] = "demo.told"
    subjects: ClassVar[tuple[str, ...]] = ()

    requests: int
    days: int
