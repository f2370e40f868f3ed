"""Finding services the way people type, in what is published at that moment, and what it costs."""

from __future__ import annotations

import time

import pytest

from portico.ground.ledger.events import Actor
from portico.records.catalogue.actions import (
    import_everyday_words,
    import_groups,
    publish_edited,
    withdraw_service,
)
from portico.records.catalogue.definition.everyday import EverydayWords
from portico.records.catalogue.definition.groups import Groups
from portico.records.catalogue.definition.service import ServiceDefinition
from portico.records.catalogue.definition.text import Text
from portico.records.catalogue.finding.queries import find, find_services
from portico.records.catalogue.tests.small_service import small_service
from tests.cast import BEGINNING
from tests.demo_catalogue import demo_catalogue_fixture

BY = Actor.system()
services = demo_catalogue_fixture()


def named(name: str) -> ServiceDefinition:
    return small_service().model_copy(update={"name": Text(en=name)})


def codes(typed: str) -> list[str]:
    return [service.code for service in find_services(typed)]


@pytest.mark.usefixtures("services", "db")
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
    assert codes(typed)[:1] == [first]


@pytest.mark.usefixtures("services", "db")
@pytest.mark.parametrize(
    "typed", ["", "   ", "the of my", "xyzzy", "'); TRUNCATE qqx; --", "\x00", "😀", "&|!():*", "'" * 300]
)
def test_nothing_is_found_where_there_is_nothing(typed):
    assert codes(typed) == []


@pytest.mark.usefixtures("services", "db")
def test_another_search_is_one_statement_whatever_it_finds(django_assert_num_queries):
    codes("bin")
    for typed in ("missed bin", "rubish not colected by the binmen agian", "a " * 200, "xyzzy"):
        with django_assert_num_queries(1):
            codes(typed)


@pytest.mark.usefixtures("services", "db")
@pytest.mark.parametrize(
    ("typed", "first"),
    [
        ("wheelie bin left behind by the binmen", "missed-bin"),
        ("get shot of a settee", "bulky-waste"),
        ("FOI", "information-request"),
        ("counciltax for a student", "council-tax-student"),
        ("dog poo", "street-problem"),
        ("ROGUE RAT in me loft", "pest-control"),
        ("fin heb ei wagio", "missed-bin"),
        ("niegbour makes a racket", "noise"),
        ("pothole мусор", "street-problem"),
        ("Potholé…", "street-problem"),
    ],
)
def test_everyday_words_other_spellings_and_other_alphabets(typed, first):
    assert codes(typed)[:1] == [first]


@pytest.mark.usefixtures("services", "db")
@pytest.mark.parametrize(
    "typed", ["мусорный бак", "垃圾没有收", "کوڑا کرکٹ", "🗑️🗑️", "ﷺ" * 100, "\u202edrowsy"]
)
def test_words_of_no_language_here_break_nothing(typed):
    find(typed)


@pytest.mark.usefixtures("services", "db")
def test_a_huge_search_costs_no_more_than_its_beginning():
    codes("bin")
    began = time.perf_counter()
    assert codes("bin " + "qwertyuiop" * 100_000)[:1]
    codes(" ".join(f"x{number}yzzy" for number in range(100_000)))
    assert time.perf_counter() - began < 1


@pytest.mark.usefixtures("services", "db")
def test_answers_and_signposts_are_found_with_their_service():
    found, _ = find("what does a tag on my bin mean")
    assert found.answers[0].key == ("answer", "missed-bin", "tag")
    found, _ = find("bin on private land collected by a firm")
    assert ("signpost", "missed-bin", "private-collection") in [one.key for one in found.signposts]


@pytest.mark.usefixtures("services", "db")
def test_what_is_for_staff_alone_is_not_found():
    found, _ = find("the crew says that the bin was not out lorry depot")
    assert ("answer", "missed-bin", "crew-says-not-out") not in [one.key for one in found.answers]


@pytest.mark.usefixtures("services", "db")
def test_how_well_it_fits():
    assert find("pothole")[0].fit == "well"
    assert find("xyzzyqq")[0].fit == "nothing"
    assert find("xyzzyqq plughhh frobnicate bin")[0].fit == "little"


@pytest.mark.usefixtures("services", "db")
def test_what_changed_is_found_at_once():
    assert codes("harpsichord") == []
    publish_edited(definition=named("Have a harpsichord tuned"), by=BY, at=BEGINNING)
    assert codes("harpsichord") == ["bulky-waste"]
    import_everyday_words(
        words=EverydayWords.model_validate(
            {"format": 1, "words": [{"said": ["clavecin"], "means": ["harpsichord"]}]}
        ),
        by=BY,
        at=BEGINNING,
    )
    assert codes("clavecin") == ["bulky-waste"]
    groups = {"format": 1, "groups": [{"id": "bins", "title": "Euphonium"}]}
    import_groups(groups=Groups.model_validate(groups), by=BY, at=BEGINNING)
    assert codes("euphonium") == ["bulky-waste"]
    withdraw_service(code="bulky-waste", by=BY, at=BEGINNING)
    assert codes("harpsichord") == []
