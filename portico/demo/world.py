"""What the demo's stories stand on: staff, services, residents, and small ways to act for them."""

from __future__ import annotations

import random
from collections.abc import Callable, Generator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from typing import Any, BinaryIO
from uuid import UUID

from portico.demo.addresses import Home
from portico.demo.clock import at_home, at_work
from portico.demo.residents import Resident
from portico.ground.access.models import Staff
from portico.ground.calendar.working_days import Calendar
from portico.ground.files.actions import store_file
from portico.ground.ledger.events import Actor
from portico.records.cases.actions import (
    GivenFile,
    add_note,
    ask_customer,
    assign_case,
    link_customer,
    move_case,
    take_reply,
)
from portico.records.cases.errors import StaleCaseError
from portico.records.cases.models import Case
from portico.records.catalogue.queries import CurrentService
from portico.records.contacts.actions import take_request
from portico.records.people.contact_details import Given
from portico.records.people.queries import recognise

Story = Generator[datetime, None, None]
"""A story yields the moment at which it goes on; it is told up to today and no further."""

SOURCE = "demo"
RESIDENT = Actor.resident()
STILL_LYING = timedelta(days=14)
BY_PHONE = 0.14
"""The share of requests that come by phone and are typed in by an agent."""


@dataclass
class World:
    """The fictional council while its story is told."""

    staff: Mapping[str, Staff]
    services: Mapping[str, CurrentService]
    everybody: Sequence[Resident]
    calendar: Calendar
    beginning: date
    """The day from which rounds are counted."""
    changes: Mapping[str, Mapping[date, date | None]]
    """Changed collection days by round."""
    now: datetime
    """Up to when the story is told."""
    chance: random.Random
    opened: int = 0
    open_reports: dict[str, list[tuple[UUID, Home]]] = field(default_factory=dict)
    """Street reports by category that somebody else may join."""

    def by(self, name: str) -> Actor:
        """A member of staff, by first name, as the one who acts."""
        return Actor.staff(self.staff[name].pk)

    def one_of(self, *names: str) -> str:
        """Somebody of the staff."""
        return self.chance.choice(names)

    def happens(self, share: float) -> bool:
        """Whether something that happens in that share of cases happens now."""
        return self.chance.random() < share

    def left_lying(self, since: datetime, share: float) -> bool:
        """Whether nobody gets to something in that share of cases: of late only, for in the end all is."""
        return self.happens(share * 2) and self.now - since < STILL_LYING

    def work(self, after: datetime, hours: float) -> datetime:
        """When staff get to it, so many office hours later."""
        return at_work(after, hours, self.calendar, self.chance)

    def home(self, after: datetime, hours: float) -> datetime:
        """When a resident gets to it."""
        return at_home(after, hours, self.chance)

    def stored(self, content: BinaryIO, name: str, question: str, at: datetime) -> GivenFile:
        """A picture somebody sends, stored."""
        kept = store_file(content=content, accepts=["image"], by=RESIDENT, at=at)
        return GivenFile(stored_id=kept.id, name=name, question=question)

    def request(
        self,
        service: str,
        resident: Resident | None,
        answers: Mapping[str, Any],
        at: datetime,
        *,
        facts: Mapping[str, Any] | None = None,
        files: Sequence[GivenFile] = (),
        phone: bool = False,
    ) -> Told:
        """Take a request, by the form or by phone through an agent; recognised customers are linked later."""
        self.opened += 1
        agent = self.one_of("amina", "rhys")
        taken = take_request(
            service_version=self.services[service].version_id,
            channel="phone" if phone else "web",
            source=SOURCE,
            source_key=f"story-{self.opened}",
            answers=answers,
            facts=facts or {},
            given=resident.given() if resident else Given(),
            files=files,
            by=self.by(agent) if phone else RESIDENT,
            at=at,
        )
        return Told(self, taken.case.id, at, taken.case)


@dataclass
class Told:
    """One case while its story is told: each step takes the moment at which it happens."""

    world: World
    case_id: UUID
    at: datetime
    last_seen: Case | None = None
    """The case as an action gave it back; none where something else may have changed it since."""

    @property
    def case(self) -> Case:
        """The case as it is now."""
        self.last_seen = Case.objects.get(pk=self.case_id)
        return self.last_seen

    def _act(self, act: Callable[[Case], Case]) -> None:
        """Act on the case as last seen, as a page would; where somebody joined since, as it is now."""
        try:
            self.last_seen = act(self.last_seen or self.case)
        except StaleCaseError:
            self.last_seen = act(self.case)

    def move(self, move: str, who: str, at: datetime, **words: Any) -> None:
        """A member of staff makes a move."""
        by = self.world.by(who)
        self._act(
            lambda case: move_case(case_id=case.id, version=case.version, move=move, by=by, at=at, **words)
        )

    def assign(self, to: str, who: str, at: datetime) -> None:
        """The case is given to somebody, unless they have it."""
        by, officer = self.world.by(who), self.world.staff[to].pk
        if (self.last_seen or self.case).assigned_to_id != officer:
            self._act(
                lambda case: assign_case(
                    case_id=case.id, version=case.version, assign_to=officer, by=by, at=at
                )
            )

    def note(self, text: str, who: str, at: datetime) -> None:
        """A member of staff writes a note."""
        add_note(case_id=self.case_id, text=text, by=self.world.by(who), at=at)

    def ask(self, question: str, who: str, at: datetime) -> None:
        """A member of staff asks the customer; the clock stands still."""
        ask_customer(
            case_id=self.case_id,
            version=self.case.version,
            question=question,
            by=self.world.by(who),
            at=at,
        )
        self.last_seen = None

    def reply(self, text: str, at: datetime, files: Sequence[GivenFile] = ()) -> None:
        """The customer replies."""
        take_reply(case_id=self.case_id, text=text, files=files, by=RESIDENT, at=at)
        self.last_seen = None

    def link(self, resident: Resident, who: str, at: datetime) -> None:
        """Somebody looks who it may be and links the first proposed, where one is."""
        case = self.last_seen or self.case
        proposed = recognise(resident.given()) if case.customer_id is None else []
        if proposed:
            by, customer = self.world.by(who), proposed[0].customer_id
            self._act(
                lambda case: link_customer(
                    case_id=case.id, version=case.version, customer_id=customer, by=by, at=at
                )
            )


def address_answer(home: Home) -> dict[str, Any]:
    """An address as a form's answer."""
    return {"uprn": home.uprn, "lines": list(home.lines), "postcode": home.postcode}
