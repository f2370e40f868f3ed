"""Customers are found by what they say of themselves."""

from __future__ import annotations

from uuid import UUID

import pytest

from portico.ground.ledger.events import Actor
from portico.records.people.actions import create_customer
from portico.records.people.contact_details import Given
from portico.records.people.finding import (
    MOST_FOUND,
    customer_details,
    customers_with,
    find_customers,
    split_postcode,
)
from portico.records.people.models import ContactPoint, Customer
from tests.cast import BEGINNING

NOBODY = UUID("0198c0de-0000-7000-8000-000000000000")
ADA = Given(
    name="Ada Lovelace",
    email="Ada@example.org",
    phone="01632 960123",
    address_lines=("12 Mill Lane", "Porticoton"),
    postcode="PX1 2AB",
    uprn="10012",
    language="cy",
)


def known(given: Given = ADA) -> Customer:
    return create_customer(given=given, by=Actor.resident(), at=BEGINNING)


@pytest.mark.parametrize(
    ("words", "found"),
    [
        ("ada@EXAMPLE.org", True),
        ("+44 1632 960 123", True),
        ("px12ab", True),
        ("PX1 2AB lovelace", True),
        ("Lôve, px1 2ab", True),
        ("Ada px1 2ab LOVE", True),
        ("Bob PX1 2AB", False),
        ("%% PX1 2AB", False),
        ("Ada Lovelace", False),
        ("", False),
        ("12", False),
        ("bob@example.org", False),
    ],
)
def test_by_exact_details_and_nothing_less(db, django_assert_max_num_queries, words, found):
    ada = known()
    with django_assert_max_num_queries(1):
        assert [one.id for one in find_customers(words)] == ([ada.pk] if found else [])


def test_a_list_says_where_they_live_and_no_more(db):
    known()
    (found,) = find_customers("PX1 2AB")
    assert (found.name, found.where) == ("Ada Lovelace", "12 Mill Lane, Porticoton, PX1 2AB")
    assert not hasattr(found, "email")


def test_a_large_house_gives_a_list_that_ends(db):
    for number in range(MOST_FOUND + 5):
        known(Given(name=f"Guest {number:02}", postcode="PX1 2AB"))
    names = [one.name for one in find_customers("guest px1 2ab")]
    assert names == [f"Guest {number:02}" for number in range(MOST_FOUND)]


def test_details_are_the_newest_of_each_kind(db, django_assert_num_queries):
    ada = known()
    ContactPoint.objects.create(
        customer=ada,
        kind="email",
        value="new@example.org",
        match_value="new@example.org",
        created_at=BEGINNING,
    )
    with django_assert_num_queries(1):
        details = customer_details(ada.pk)
    assert details is not None
    assert (details.email, details.phone) == ("new@example.org", "01632 960123")
    assert (details.uprn, details.language, details.address_lines) == ("10012", "cy", ADA.address_lines)
    assert customer_details(NOBODY) is None


def test_in_the_order_asked_for(db):
    ids = [known(Given(name=name)).pk for name in ("Bo", "Al")]
    assert [one.id for one in customers_with(ids)] == ids
    assert customers_with([]) == []


@pytest.mark.parametrize(
    ("typed", "postcode", "rest"),
    [
        ("Ada Lovelace, PX1 2AB", "PX1 2AB", "Ada Lovelace"),
        ("px12ab Ada", "PX1 2AB", "Ada"),
        ("Ada PX1 2AB Lovelace", "PX1 2AB", "Ada Lovelace"),
        ("Ada", "", "Ada"),
        ("PX1", "", "PX1"),
    ],
)
def test_a_postcode_among_words(typed, postcode, rest):
    assert split_postcode(typed) == (postcode, rest)
