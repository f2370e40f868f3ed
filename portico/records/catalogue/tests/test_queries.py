"""Finding services the way people type, and how many SQL statements that takes."""

from __future__ import annotations

import uuid
from functools import cache
from pathlib import Path

import pytest

from portico.ground.ledger.events import Actor
from portico.records.catalogue.actions import import_definition, import_groups
from portico.records.catalogue.queries import (
    ServiceNotFoundError,
    current_service,
    definition_of,
    find_services,
    list_services,
)
from portico.records.catalogue.reading.folder import ReadFiles, files_in, read_files
from tests.cast import BEGINNING

SERVICES = Path(__file__).resolve().parents[4] / "services"
pytestmark = pytest.mark.django_db


@cache
def files_of_the_demo() -> ReadFiles:
    read = read_files(files_in([SERVICES]))
    assert not read.problems
    return read


@pytest.fixture
def demo_services(db: None) -> None:
    read = files_of_the_demo()
    assert read.groups is not None
    import_groups(groups=read.groups, by=Actor.system(), at=BEGINNING)
    for definition in read.definitions.values():
        import_definition(definition=definition, by=Actor.system(), at=BEGINNING)


@pytest.mark.usefixtures("demo_services")
@pytest.mark.parametrize(
    ("typed", "first"),
    [
        ("missed bin", "missed-bin"),
        ("my bin wasn't emptied", "missed-bin"),
        ("mised bin colection", "missed-bin"),
        ("my bins were missed", "missed-bin"),
        ("old sofa", "bulky-waste"),
        ("matress", "bulky-waste"),
        ("new wheelie bin", "new-bin"),
        ("brown bin", "garden-waste"),
        ("rats", "pest-control"),
        ("noisy neighbour", "noise"),
        ("leaking tap", "housing-repair"),
        ("student exemption", "council-tax-student"),
        ("direct debit", "council-tax-direct-debit"),
        ("rubish not colected", "missed-bin"),
        ("bin a gollwyd", "missed-bin"),
        ("ailgylchu", "missed-bin"),
        ("pothole", "street-problem"),
        ("POTHOLES!!", "street-problem"),
        ("pot hole", "street-problem"),
        ("pothloe", "street-problem"),
        ("fly tipping", "street-problem"),
        ("flytiping", "street-problem"),
        ("grafitti", "street-problem"),
        ("street lamp broken", "street-problem"),
        ("moving house", "change-of-address"),
        ("chnage of adress", "change-of-address"),
        ("i have moved", "change-of-address"),
        ("council tax discount", "council-tax-single-person-discount"),
        ("single ocupier", "council-tax-single-person-discount"),
        ("i live alone", "council-tax-single-person-discount"),
        ("contact", "contact-us"),
        ("ask a question", "contact-us"),
        ("pot", "street-problem"),
    ],
)
def test_a_service_is_found_by_what_people_type(typed, first):
    assert [service.code for service in find_services(typed)][:1] == [first]


@pytest.mark.usefixtures("demo_services")
@pytest.mark.parametrize(
    "typed", ["", "   ", "the of my", "xyzzy", "'); TRUNCATE qqx; --", "\x00", "😀", "&|!():*", "'" * 300]
)
def test_nothing_is_found_where_there_is_nothing(typed):
    assert find_services(typed) == []


@pytest.mark.usefixtures("demo_services")
def test_a_search_is_one_statement(django_assert_num_queries):
    with django_assert_num_queries(1):
        find_services("missed bin", "cy")


@pytest.mark.usefixtures("demo_services")
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


@pytest.mark.usefixtures("demo_services")
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
