"""Who fills a form in: a resident for themselves, or somebody of the council for them.

The form runner is one. What differs from seat to seat is in whose name things are done, the layout of the
pages, and their addresses. The channel that the request comes by stands in the draft.
"""

from __future__ import annotations

from dataclasses import dataclass, field

from portico.channels.web.journey import CHECK, STOPPED
from portico.design.addresses import address_of
from portico.ground.ledger.events import Actor


@dataclass(frozen=True)
class Seat:
    """The seat of residents, at `/apply/`. A face that seats somebody else derives its own from it."""

    by: Actor = field(default_factory=Actor.resident)
    layout: str = "web/form.html"
    """The template that the pages of the form extend; it has the blocks of that one."""

    def page(self, service: str, step: str) -> str:
        """The path of the page of a step of the form."""
        if step in {CHECK, STOPPED}:
            return address_of(f"web:{step}", service)
        return address_of("web:page", service, step)

    def start(self, service: str) -> str:
        """The path where a form of that service is begun."""
        return address_of("web:start", service)

    def sent(self, service: str) -> str:
        """The path of the confirmation."""
        return address_of("web:sent", service)

    def aside(self, service: str) -> str:
        """Where somebody goes who puts the form aside, to go on with it later."""
        return address_of("web:save", service)

    def elsewhere(self, service: str, signpost: str, address: str) -> str:
        """Where a link leads to who deals with what the council does not; `address` is theirs."""
        return address_of("web:elsewhere", service, signpost)


RESIDENT = Seat()
