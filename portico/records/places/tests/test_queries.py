from datetime import date

import pytest

from portico.ground.calendar.working_days import Calendar
from portico.records.places.keys import search_text_of, sort_key_of
from portico.records.places.models import Address, AddressRound, CollectionChange, CollectionRound
from portico.records.places.queries import (
    address,
    addresses_at,
    collections_of,
    collections_on,
    find_addresses,
    last_collection,
)


def make_address(uprn, *lines, postcode="PX1 2AB"):
    return Address.objects.create(
        uprn=uprn,
        lines=list(lines),
        postcode=postcode,
        sort_key=sort_key_of(lines),
        search_text=search_text_of(lines, postcode),
    )


@pytest.fixture
def street(db):
    for number in (112, 12, 2, 1):
        make_address(f"99900000{number:04}", f"{number} Mill Lane", "Weirbridge")
    make_address("999000000900", "Flat 2", "12 St Mary's Road", "Weirbridge", postcode="PX1 3CD")


@pytest.fixture
def bins(street):
    refuse = CollectionRound.objects.create(
        code="R1", stream="refuse", weekday=0, every_weeks=2, first_on=date(2026, 3, 2)
    )
    food = CollectionRound.objects.create(
        code="F1", stream="food", weekday=2, every_weeks=1, first_on=date(2026, 3, 4)
    )
    CollectionChange.objects.create(round=refuse, usual_on=date(2026, 3, 16), moved_to=date(2026, 3, 17))
    CollectionChange.objects.create(round=food, usual_on=date(2026, 3, 18), moved_to=None)
    for round_ in (refuse, food):
        AddressRound.objects.create(address_id="999000000012", round=round_, stream=round_.stream)


def numbers(found):
    return [one.lines[0] for one in found]


def test_addresses_of_a_postcode_in_order_of_house_numbers(street, django_assert_num_queries):
    with django_assert_num_queries(1):
        found = addresses_at("px12ab")
    assert numbers(found) == ["1 Mill Lane", "2 Mill Lane", "12 Mill Lane", "112 Mill Lane"]
    assert found[0].one_line == "1 Mill Lane, Weirbridge, PX1 2AB"


def test_an_unreadable_postcode_has_no_addresses(street, django_assert_num_queries):
    with django_assert_num_queries(0):
        assert addresses_at("nonsense") == []


@pytest.mark.parametrize(
    "typed", ["12 Mill Lane", "12 mil lane", "12 Mill Ln", "mill lane 12", "12 mlil lane"]
)
def test_finds_through_typing_errors_with_the_right_number_first(street, typed, django_assert_num_queries):
    with django_assert_num_queries(1):
        found = find_addresses(typed)
    assert numbers(found)[0] == "12 Mill Lane"


@pytest.mark.parametrize("typed", ["st marys rd", "Flat 2 12 Saint Mary’s Road", "PX13CD", "px1 3cd"])
def test_finds_saints_flats_and_postcodes(street, typed):
    assert find_addresses(typed)[0].uprn == "999000000900"


@pytest.mark.parametrize("typed", ["", "12", "\x00", "%%%", "zzzzqqqq", "😀😀😀😀"])
def test_finds_nothing_for_nothing(street, typed):
    assert find_addresses(typed) == []


def test_never_gives_more_than_the_limit(street):
    assert len(find_addresses("mill lane", limit=2)) == 2
    assert len(find_addresses("mill lane", limit=10_000)) == 4


def test_an_address_by_its_uprn(street):
    found = address("999000000012")
    assert found is not None
    assert found.lines == ("12 Mill Lane", "Weirbridge")
    assert address("1") is None
    assert address("12\x00") is None


def test_next_collections_with_their_changes(bins, django_assert_num_queries):
    with django_assert_num_queries(1):
        found = collections_of("999000000012", date(2026, 3, 12), 2)
    assert [(one.stream, [day.on for day in one.collections]) for one in found] == [
        ("refuse", [date(2026, 3, 17), date(2026, 3, 30)]),
        ("food", [None, date(2026, 3, 25), date(2026, 4, 1)]),
    ]
    assert collections_of("999000000001", date(2026, 3, 12), 2) == []


def test_collections_of_rounds_need_no_address(bins, django_assert_num_queries):
    with django_assert_num_queries(1):
        found = collections_on(["R1", "F1", "nothing", "R1\x00"], date(2026, 3, 12), 2)
    assert found == collections_of("999000000012", date(2026, 3, 12), 2)
    assert collections_on([], date(2026, 3, 12), 2) == []


def test_last_collection_after_a_bank_holiday(bins, django_assert_num_queries):
    with django_assert_num_queries(1):
        last = last_collection("999000000012", "refuse", date(2026, 3, 18))
    assert (last.known, last.last_on, last.usual_on, last.next_on) == (
        True,
        date(2026, 3, 17),
        date(2026, 3, 16),
        date(2026, 3, 30),
    )


def test_an_address_without_that_round_is_not_known(bins):
    assert not last_collection("999000000012", "garden", date(2026, 3, 18)).known
    assert not last_collection("999000000001", "refuse", date(2026, 3, 18)).known


def test_the_fact_counts_working_days_after_the_day_it_really_was(bins):
    calendar = Calendar()
    friday = date(2026, 3, 20)
    fact = last_collection("999000000012", "refuse", friday).as_fact(friday, calendar)
    assert fact == {
        "known": True,
        "last_on": "2026-03-17",
        "next_on": "2026-03-30",
        "working_days_since_last": 3,
        "collected_today": False,
    }
    tuesday = date(2026, 3, 17)
    fact = last_collection("999000000012", "refuse", tuesday).as_fact(tuesday, calendar)
    assert (fact["working_days_since_last"], fact["collected_today"]) == (0, True)
    unknown = last_collection("1", "refuse", friday).as_fact(friday, calendar)
    assert (unknown["known"], unknown["working_days_since_last"]) == (False, None)
