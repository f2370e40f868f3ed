"""Who it is: finding the customer, and what of them is known to a form."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from portico.channels.web.known import Known
from portico.ground.access.permissions import Powers
from portico.ground.references.references import read_reference
from portico.records.cases.queries import customer_of_reference, customers_named
from portico.records.catalogue.definition.service import ServiceDefinition
from portico.records.people.finding import CustomerDetails, FoundCustomer, customers_with, find_customers


def find(powers: Powers, words: str) -> list[FoundCustomer]:
    """Customers by the reference of a case, an email address, a phone number, a postcode or a name.

    A reference and a name find only customers of cases that this person may see. At most four SQL statements.
    """
    reference = read_reference(words)
    if reference is not None:
        customer_id = customer_of_reference(powers, reference)
        if customer_id is not None:
            return customers_with([customer_id])
    return find_customers(words) or customers_with(customers_named(powers, words))


def known_of(customer: CustomerDetails, definition: ServiceDefinition) -> Known:
    """What a form can take over from what is held of a customer.

    Where they live answers the question that the definition says tells it. But where everybody is asked for
    another address first, the form is about more than their home (they move): there they say both.
    """
    contact = {
        "name": customer.name,
        "email": customer.email,
        "phone": customer.phone,
        "language": customer.language,
    }
    return Known(_addresses(customer, definition), {id: value for id, value in contact.items() if value})


def _addresses(customer: CustomerDetails, definition: ServiceDefinition) -> Mapping[str, Any]:
    if not customer.address_lines or not customer.postcode:
        return {}
    tells = definition.form.contact.address
    asked_of_all = [
        question.id
        for page in definition.form.pages
        for question in page.questions
        if question.kind == "address" and page.when is None and question.when is None
    ]
    if asked_of_all and asked_of_all[0] not in tells:
        return {}
    address = {
        "uprn": customer.uprn,
        "lines": list(customer.address_lines),
        "postcode": customer.postcode,
    }
    return dict.fromkeys(tells, address)
