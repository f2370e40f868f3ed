"""Reading the catalogue, and how many SQL statements that takes."""

from __future__ import annotations

import uuid

import pytest

from portico.records.catalogue.queries import (
    ServiceNotFoundError,
    current_service,
    definition_of,
    list_services,
)
from tests.demo_catalogue import demo_catalogue_fixture

services = demo_catalogue_fixture()
pytestmark = pytest.mark.django_db


@pytest.mark.usefixtures("services")
def test_services_are_listed_by_group(django_assert_num_queries):
    with django_assert_num_queries(2):
        listed = list_services()
    assert [group.code for group in listed] == [
        "bins-and-recycling", "streets", "council-tax", "benefits", "moving-home", "housing", "environment",
        "planning", "business", "parking", "parks", "voting", "complaints", "contact",
    ]  # fmt: skip
    assert listed[0].title.cy == "Biniau ac ailgylchu"
    [missed] = [service for service in listed[0].services if service.code == "missed-bin"]
    assert missed.name.in_language("cy") == "Rhoi gwybod am fin a gollwyd"
    names = [service.name.en for service in listed[0].services]
    assert names == sorted(names, key=str.casefold)


@pytest.mark.usefixtures("services")
def test_a_definition_read_once_costs_no_statement(django_assert_num_queries):
    version = current_service("missed-bin").version_id
    with django_assert_num_queries(1):
        current_service("missed-bin")
    with django_assert_num_queries(0):
        definition_of(version)


def test_a_service_that_does_not_exist_is_not_found():
    with pytest.raises(ServiceNotFoundError):
        current_service("no-such-service")
    with pytest.raises(ServiceNotFoundError):
        definition_of(uuid.uuid4())
