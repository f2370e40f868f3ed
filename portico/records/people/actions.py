"""Writing down customers."""

from __future__ import annotations

from datetime import datetime

from portico.ground.ledger.actions import demand_transaction, gathering_action, record_event, write_at_the_end
from portico.ground.ledger.events import Actor
from portico.ground.ledger.statements import insert_rows, new_row
from portico.records.people.contact_details import Given
from portico.records.people.events import CustomerRecorded
from portico.records.people.models import ContactPoint, Customer


class NobodyGivenError(ValueError):
    """Neither a name nor a way to reach somebody was given: there is no customer to write down."""


@gathering_action
def create_customer(*, given: Given, at_once: bool = False, by: Actor, at: datetime) -> Customer:
    """Write down a new customer with the ways to reach them: when the action under way ends, or `at_once`.

    Whether somebody like this is known already is asked before, by `recognise`: nothing is joined here.
    Raises `NobodyGivenError`.
    """
    if given.is_anonymous:
        raise NobodyGivenError("Give a name, an email address or a phone number.")
    customer = new_row(
        Customer,
        name=given.name,
        name_key=given.name_key,
        address_lines=list(given.address_lines),
        postcode=given.postcode,
        uprn=given.uprn,
        language=given.language,
        created_at=at,
    )
    points = [
        new_row(
            ContactPoint,
            customer_id=customer.id,
            kind=kind,
            value=value,
            match_value=match,
            created_at=at,
        )
        for kind, value, match in (
            ("email", given.email, given.email_match),
            ("phone", given.phone, given.phone_match),
        )
        if value
    ]
    if at_once:
        demand_transaction()
    write = insert_rows if at_once else write_at_the_end
    write([customer, *points])
    record_event(
        CustomerRecorded(
            customer=customer.id,
            kind=customer.kind,
            language=customer.language,
            has_email=bool(given.email),
            has_phone=bool(given.phone),
        ),
        by=by,
        at=at,
    )
    return customer
