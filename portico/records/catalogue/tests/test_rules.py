"""What a definition decides about a new case."""

from __future__ import annotations

from datetime import date

from portico.records.catalogue.definition.workflow import Duration
from portico.records.catalogue.rules import (
    address_of_customer,
    deadline_for,
    priority_for,
    team_for,
    where_answered,
)
from portico.records.catalogue.tests.small_service import small_service

TODAY = date(2026, 3, 2)
ADDRESS = {"uprn": "1", "lines": ["1 Mill Lane"], "postcode": "PX1 2AB"}


def test_the_first_route_that_holds_chooses_the_team():
    assert team_for(small_service(), {"bin": "food"}, {}, TODAY) == "council-tax"
    assert team_for(small_service(), {"bin": "refuse"}, {}, TODAY) == "waste"


def test_priority_follows_the_answers():
    many = priority_for(small_service(), {"how_many": 6}, {}, TODAY)
    assert many is not None
    assert many.level == "high"
    assert priority_for(small_service(), {"how_many": 5}, {}, TODAY) is None
    assert priority_for(small_service(), {}, {}, TODAY) is None


def test_the_deadline_is_that_of_the_priority_then_the_channel_then_the_usual_one():
    service = small_service()
    assert deadline_for(service, "post", {"how_many": 9}, {}, TODAY) == Duration(
        amount=1, unit="working_days"
    )
    assert deadline_for(service, "post", {}, {}, TODAY) == Duration(amount=9, unit="working_days")
    assert deadline_for(service, "web", {}, {}, TODAY) == Duration(amount=5, unit="working_days")


def test_where_it_is_and_where_the_customer_lives_come_from_the_named_questions():
    assert where_answered(small_service(), {"address": ADDRESS}) == ADDRESS
    assert address_of_customer(small_service(), {"address": ADDRESS}) == ADDRESS
    assert where_answered(small_service(), {}) is None
