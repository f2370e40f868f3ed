"""Beginning a form for a customer."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from portico.channels.web.actions import begin_draft
from portico.channels.web.models import Draft
from portico.desk.assisted.customers import known_of
from portico.ground.access.audit import record_view
from portico.ground.ledger.actions import action
from portico.ground.ledger.events import Actor
from portico.records.catalogue.definition.workflow import Channel
from portico.records.catalogue.queries import CurrentService
from portico.records.people.finding import customer_details


class CustomerGoneError(Exception):
    """The customer that was chosen is no longer there."""


@action
def begin_for_customer(
    *,
    service: CurrentService,
    channel: Channel,
    customer_id: UUID | None,
    language: str,
    by_staff: UUID,
    at: datetime,
) -> Draft:
    """Begin a form for a customer who is in contact, with what is held of them where they were found.

    That their details were looked at is written down. Raises `CustomerGoneError`.
    """
    customer = customer_details(customer_id) if customer_id else None
    if customer_id and customer is None:
        raise CustomerGoneError(customer_id)
    if customer is not None:
        record_view(
            record="people.customer",
            record_id=customer.id,
            about=customer.id,
            what="details",
            staff_id=by_staff,
            at=at,
        )
    return begin_draft(
        service=service,
        language=language,
        known=known_of(customer, service.definition) if customer else None,
        channel=channel,
        customer_id=customer_id,
        by=Actor.staff(by_staff),
        at=at,
    )
