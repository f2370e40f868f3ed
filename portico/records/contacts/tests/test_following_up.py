"""What a customer does on a case that is there already is a contact, once."""

from __future__ import annotations

from datetime import timedelta

import pytest

from portico.ground.ledger.models import LedgerEvent
from portico.records.cases.actions import (
    link_customer,
    move_case,
    reopen_case,
    take_reply,
    withdraw_case,
)
from portico.records.cases.models import Case
from portico.records.cases.tests.scene import ADA, RESIDENT, publish, staff
from portico.records.contacts.actions import take_joining, take_request
from portico.records.contacts.models import Contact
from portico.records.contacts.queries import contacts_of_case
from portico.records.people.actions import create_customer
from tests.cast import BEGINNING

LATER = BEGINNING + timedelta(hours=3)


@pytest.fixture
def case(cast) -> Case:
    create_customer(given=ADA, by=RESIDENT, at=BEGINNING)
    taken = take_request(
        service_version=publish().pk, channel="web", source="web", source_key="1",
        answers={"fault": "dark"}, facts={}, given=ADA, by=RESIDENT, at=BEGINNING,
    )  # fmt: skip
    return taken.case


def told() -> list[tuple[str, str, str]]:
    return list(Contact.objects.order_by("id").values_list("outcome", "reason", "channel"))


def test_replies_withdrawals_and_reopenings(case, cast):
    take_reply(case_id=case.id, text="News?", by=RESIDENT, at=LATER)
    withdraw_case(case_id=case.id, by=RESIDENT, at=LATER)
    reopen_case(case_id=case.id, text="After all", by=RESIDENT, at=LATER)
    take_reply(case_id=case.id, text="She rang", channel="phone", by=staff(cast.amina), at=LATER)
    assert told() == [
        ("case_opened", "request", "web"),
        ("reply_taken", "service_update", "web"),
        ("withdrawn", "request", "web"),
        ("reopened", "request", "web"),
        ("reply_taken", "service_update", "phone"),
    ]
    last = contacts_of_case(case.id)[0]
    assert (last.handled_by, last.tier) == ("Amina Yusuf", 1)
    caused = LedgerEvent.objects.filter(name="contact.recorded").exclude(causation=None)
    assert caused.count() == 4


def test_what_staff_do_is_no_contact(case, cast):
    move_case(case_id=case.id, version=1, move="refuse", reasons="No", by=staff(cast.owen), at=LATER)
    move_case(case_id=case.id, version=2, move="reopen", by=staff(cast.owen), at=LATER)
    assert len(told()) == 1


def test_linking_a_case_links_its_contacts_and_not_those_of_others(case, cast):
    assert Contact.objects.get().customer is None
    joined = take_joining(
        case_id=case.id, channel="web", source="web", source_key="2",
        given=ADA, by=RESIDENT, at=LATER,
    )  # fmt: skip
    customer = create_customer(given=ADA, by=RESIDENT, at=LATER)
    link_customer(case_id=case.id, version=1, customer_id=customer.id, by=staff(cast.owen), at=LATER)
    assert Contact.objects.get(outcome="case_opened").customer == customer
    assert Contact.objects.get(pk=joined.contact.pk).customer is None
    link_customer(case_id=case.id, version=2, customer_id=None, by=staff(cast.owen), at=LATER)
    assert Contact.objects.get(outcome="case_opened").customer is None
