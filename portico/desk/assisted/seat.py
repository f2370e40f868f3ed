"""The seat of staff who fill in a form for a customer: the form runner's pages on the desk."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cached_property
from uuid import UUID

from portico.channels.web.actions import DraftGoneError
from portico.channels.web.journey import CHECK, STOPPED
from portico.channels.web.models import Draft
from portico.channels.web.open_form import OpenForm, moment_now
from portico.channels.web.queries import draft_with
from portico.channels.web.seat import Seat
from portico.design.addresses import address_of
from portico.desk.assisted.channels import CHANNELS
from portico.desk.assisted.telling import Telling, telling_of
from portico.ground.ledger.events import Actor
from portico.records.catalogue.queries import definition_of


@dataclass(frozen=True)
class AgentSeat(Seat):
    """One draft of a member of staff, and what its pages show beside the question."""

    layout: str = "desk/assisted/form.html"
    draft: Draft = field(kw_only=True)
    shortcuts: bool = field(default=False, kw_only=True)

    def page(self, service: str, step: str) -> str:
        """The path of a step's page, by the draft: several may be under way, each in a tab of its own."""
        if step in {CHECK, STOPPED}:
            return address_of(f"desk:assisted_{step}", str(self.draft.id))
        return address_of("desk:assisted_page", str(self.draft.id), step)

    def start(self, service: str) -> str:
        """Where a service is opened for a customer."""
        return address_of("desk:assisted_start", service)

    def sent(self, service: str) -> str:
        """Where it is said what became of it."""
        return address_of("desk:assisted_sent", str(self.draft.id))

    def aside(self, service: str) -> str:
        """The list of forms that this person has begun."""
        return address_of("desk:assisted") + "?kept=1"

    def elsewhere(self, service: str, signpost: str, address: str) -> str:
        """Straight there: only what residents follow themselves is counted."""
        return address

    @property
    def channel(self) -> str:
        """How the customer reaches us, in words."""
        return CHANNELS.get(self.draft.channel, self.draft.channel)

    @property
    def customer(self) -> str:
        """The name of the customer, as far as the form has it."""
        return str(self.draft.contact.get("name") or "")

    @cached_property
    def telling(self) -> Telling:
        """What is worth knowing beside the form."""
        return telling_of(definition_of(self.draft.service_version_id), self.draft.channel)


def open_assisted(draft_id: UUID, staff_id: UUID, *, shortcuts: bool) -> OpenForm:
    """The form with that draft, for the member of staff who began it; one SQL statement.

    Raises `DraftGoneError` where they have none: those of others do not exist for them.
    """
    draft = draft_with(draft_id)
    if draft is None or draft.held_by_id != staff_id:
        raise DraftGoneError(draft_id)
    by = Actor.staff(staff_id)
    definition = definition_of(draft.service_version_id)
    seat = AgentSeat(by=by, draft=draft, shortcuts=shortcuts)
    return OpenForm(definition.id, draft, definition, moment_now(by=by), seat)
