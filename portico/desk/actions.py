"""What the desk does across rooms in one transaction."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from portico.ground.ledger.actions import action
from portico.ground.ledger.events import Actor
from portico.records.cases.actions import link_customer
from portico.records.people.actions import create_customer
from portico.records.people.contact_details import Given
from portico.records.people.models import Customer


@action
def link_new_customer(*, case_id: UUID, version: int, given: Given, by: Actor, at: datetime) -> Customer:
    """Write down a new customer with the details given on a case, and link the case to them.

    Raises what `create_customer` and `link_customer` raise; then nothing is written.
    """
    customer = create_customer(given=given, at_once=True, by=by, at=at)
    link_customer(case_id=case_id, version=version, customer_id=customer.pk, by=by, at=at)
    return customer
