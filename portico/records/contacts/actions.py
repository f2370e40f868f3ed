"""Recording contacts, and taking requests: what every channel does when a customer asks for something."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from portico.ground.ledger.actions import action, gathering_action, record_event, write_at_the_end
from portico.ground.ledger.events import Actor
from portico.ground.ledger.statements import new_row
from portico.records.cases.actions import GivenFile, Place, join_case, open_case
from portico.records.cases.models import Case, CaseFollower
from portico.records.contacts.events import ContactRecorded
from portico.records.contacts.models import Contact
from portico.records.people.actions import create_customer
from portico.records.people.contact_details import Given
from portico.records.people.queries import Recognised, recognise


@dataclass(frozen=True)
class TakenRequest:
    """A request that became a case, and who may have made it."""

    case: Case
    contact: Contact
    recognised: tuple[Recognised, ...]
    """Customers who may be the one; where there are any, the case has none until a person decides."""


@dataclass(frozen=True)
class TakenJoining:
    """Somebody who added themselves to an open report."""

    follower: CaseFollower
    contact: Contact


@gathering_action
def record_contact(
    *,
    channel: str,
    reason: str,
    service_id: UUID | None,
    case_id: UUID | None,
    customer_id: UUID | None,
    outcome: str,
    tier: int,
    handled_by: UUID | None = None,
    by: Actor,
    at: datetime,
) -> Contact:
    """Record that a customer reached the council: how, why, and what came of it.

    `channel`, `reason` and `outcome` are codes of `contacts.models`; `tier` is 0 self-serve to 3 specialist;
    `handled_by` is the member of staff who dealt with it, if one did.
    """
    contact = new_row(
        Contact,
        at=at,
        channel=channel,
        reason=reason,
        tier=tier,
        outcome=outcome,
        service_id=service_id,
        case_id=case_id,
        customer_id=customer_id,
        handled_by_id=handled_by,
    )
    write_at_the_end([contact])
    record_event(
        ContactRecorded(
            contact=contact.id,
            case=case_id,
            customer=customer_id,
            service=service_id,
            handled_by=handled_by,
            channel=channel,
            reason=reason,
            outcome=outcome,
            tier=tier,
        ),
        by=by,
        at=at,
    )
    return contact


@gathering_action
def take_request(
    *,
    service_version: UUID,
    channel: str,
    source: str,
    source_key: str,
    answers: Mapping[str, Any],
    facts: Mapping[str, Any],
    given: Given,
    place: Place | None = None,
    customer_id: UUID | None = None,
    files: Sequence[GivenFile] = (),
    reason: str = "request",
    by: Actor,
    at: datetime,
) -> TakenRequest:
    """Take a request: recognise who makes it, open its case, and record the contact.

    Somebody whom nobody resembles becomes a new customer. Where somebody is recognised the case stays
    unlinked, and the desk proposes them. Where a person found out already who it is, `customer_id` says so:
    nobody is recognised then. Raises what `open_case` raises.
    """
    recognised: tuple[Recognised, ...] = ()
    if customer_id is None:
        recognised, customer_id = _who(given, by, at)
    case = open_case(
        service_version=service_version,
        channel=channel,
        source=source,
        source_key=source_key,
        answers=answers,
        facts=facts,
        given=given,
        place=place,
        customer_id=customer_id,
        files=files,
        by=by,
        at=at,
    )
    contact = record_contact(
        channel=channel,
        reason=reason,
        service_id=case.service_id,
        case_id=case.id,
        customer_id=customer_id,
        outcome="case_opened",
        tier=case.tier,
        handled_by=by.id if by.kind == "staff" else None,
        by=by,
        at=at,
    )
    return TakenRequest(case, contact, recognised)


@action
def take_joining(
    *,
    case_id: UUID,
    channel: str,
    source: str,
    source_key: str,
    given: Given,
    customer_id: UUID | None = None,
    text: str = "",
    files: Sequence[GivenFile] = (),
    by: Actor,
    at: datetime,
) -> TakenJoining:
    """Take in somebody who reports what is reported already: they join that case, and it is a contact.

    `customer_id` is as for `take_request`. Raises what `join_case` raises.
    """
    if customer_id is None:
        _, customer_id = _who(given, by, at)
    follower = join_case(
        case_id=case_id,
        source=source,
        source_key=source_key,
        given=given,
        text=text,
        channel=channel,
        customer_id=customer_id,
        files=files,
        by=by,
        at=at,
    )
    staff = by.id if by.kind == "staff" else None
    contact = record_contact(
        channel=channel,
        reason="request",
        service_id=follower.case.service_id,
        case_id=case_id,
        customer_id=customer_id,
        outcome="case_joined",
        tier=0 if staff is None else 1,
        handled_by=staff,
        by=by,
        at=at,
    )
    return TakenJoining(follower, contact)


def _who(given: Given, by: Actor, at: datetime) -> tuple[tuple[Recognised, ...], UUID | None]:
    """Who may be in contact, and the customer they become if nobody resembles them."""
    if given.is_anonymous:
        return (), None
    recognised = tuple(recognise(given))
    if recognised:
        return recognised, None
    return (), create_customer(given=given, by=by, at=at).id
