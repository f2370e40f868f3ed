"""Customers are recognised with reasons, and never joined."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
from django.db import connection

from portico.ground.ledger.events import Actor
from portico.ground.ledger.models import LedgerEvent
from portico.records.people.actions import NobodyGivenError, create_customer
from portico.records.people.contact_details import Given
from portico.records.people.models import ContactPoint, Customer
from portico.records.people.queries import _BY_EMAIL, certainty_of, recognise

AT = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)
BY = Actor.resident()
ADA = Given(
    name="Ada Lovelace",
    email="ada@example.org",
    phone="01632 960123",
    postcode="PX1 2AB",
    uprn="100000000012",
)


@pytest.fixture
def ada(db) -> Customer:
    return create_customer(given=ADA, by=BY, at=AT)


def test_a_customer_is_written_with_ways_to_reach_them(ada):
    points = dict(ContactPoint.objects.values_list("kind", "match_value"))
    assert points == {"email": "ada@example.org", "phone": "+441632960123"}
    assert Customer.objects.get().name_key == "ada lovelace"
    event = LedgerEvent.objects.get(name="customer.recorded")
    assert event.subjects == {"customer": str(ada.id)}
    assert event.payload == {"kind": "person", "language": "en", "has_email": True, "has_phone": True}


def test_writing_one_costs_one_statement_with_the_event(db, django_assert_num_queries):
    with django_assert_num_queries(3):  # savepoint; customer, contact points and event; release
        create_customer(given=ADA, by=BY, at=AT)


def test_nobody_is_no_customer(db):
    with pytest.raises(NobodyGivenError):
        create_customer(given=Given(), by=BY, at=AT)


@pytest.mark.parametrize(
    ("given", "reasons", "certainty"),
    [
        (Given(name="ADA  LOVELACE", email="ADA@example.org"), ("same email address",), "strong"),
        (Given(email="ada@example.org"), ("same email address",), "likely"),
        (Given(name="Bob", phone="+44 1632 960123"), ("same phone number",), "possible"),
        (
            Given(name="Bob", email="ada@example.org", phone="01632960123"),
            ("same email address", "same phone number"),
            "likely",
        ),
        (Given(name="Ada Lovelace", postcode="px1 2ab"), ("same name and postcode",), "likely"),
        (Given(name="Ada Lovelace", uprn="100000000012"), ("same name and address",), "likely"),
    ],
)
def test_by_each_detail(ada, given, reasons, certainty, django_assert_num_queries):
    with django_assert_num_queries(1):
        (found,) = recognise(given)
    assert (found.customer_id, found.reasons, found.certainty) == (ada.id, reasons, certainty)


@pytest.mark.parametrize(
    "given",
    [
        Given(name="Ada Lovelace"),
        Given(name="Bob", postcode="PX1 2AB"),
        Given(name="Ada Lovelace", postcode="PX9 9ZZ"),
        Given(email="other@example.org"),
        Given(name="Bob", uprn="100000000012"),
    ],
)
def test_too_little_in_common(ada, given):
    assert recognise(given) == []


def test_what_cannot_be_read_matches_nobody(db, django_assert_num_queries):
    create_customer(given=Given(name="A", phone="ring me", email="nowhere"), by=BY, at=AT)
    with django_assert_num_queries(0):
        assert recognise(Given(name="B", phone="ring me", email="nowhere")) == []


def test_the_surest_comes_first(ada):
    twin = create_customer(given=Given(name="Bob", email="ada@example.org"), by=BY, at=AT)
    found = recognise(Given(name="Ada Lovelace", email="ada@example.org"))
    assert [one.customer_id for one in found] == [ada.id, twin.id]
    assert [one.certainty for one in found] == ["strong", "possible"]


def test_a_number_shared_by_many_gives_a_few(db):
    for number in range(15):
        create_customer(given=Given(name=f"Guest {number}", phone="01632 960999"), by=BY, at=AT)
    assert len(recognise(Given(phone="01632 960999"))) == 10


def test_two_ways_to_reach_where_a_name_is_missing():
    assert certainty_of({"email", "phone"}, "", "ada") == "strong"


def test_a_way_to_reach_somebody_is_found_by_its_index(db):
    with connection.cursor() as cursor:
        # Few rows are read whole, whatever indexes there are.
        cursor.execute("SET LOCAL enable_seqscan = off")
        cursor.execute("EXPLAIN " + _BY_EMAIL, {"email": "ada@example.org", "most": 10})
        plan = "\n".join(line for (line,) in cursor.fetchall())
        cursor.execute("PREPARE by_email (text) AS " + _BY_EMAIL % {"email": "$1", "most": "10"})
        cursor.execute("SET LOCAL plan_cache_mode = force_generic_plan")
        cursor.execute("EXPLAIN EXECUTE by_email ('ada@example.org')")
        kept = "\n".join(line for (line,) in cursor.fetchall())
    assert "contact_point_match" in plan
    assert "contact_point_match" in kept
