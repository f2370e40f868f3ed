"""Cases are found by reference and words, and only by those who may see what was found."""

from __future__ import annotations

import pytest

from portico.ground.access.queries import powers_of
from portico.ground.references.references import grouped
from portico.records.cases.actions import hand_over_case, join_case
from portico.records.cases.queries import search, search_cases
from portico.records.cases.queries.search import Term, terms_of
from portico.records.cases.tests.scene import ADA, RESIDENT, publish, report, staff
from portico.records.people.contact_details import Given
from tests.cast import BEGINNING

SIAN = Given(name="Siân O’Brien", email="sian.ob@example.org", phone="01632 960777", postcode="PX2 3CD")


@pytest.fixture
def cases(cast):
    version = publish()
    return {
        "ada": report(version, story="Two bins were burning beside the café", illness="Epilepsy"),
        "sian": report(version, given=SIAN, story="The lamp flickers all night"),
        "tax": report(version, fault="tax", story="The lamp is on my bill"),
    }


def found(cases, person, words: str) -> list[str]:
    names = {case.id: name for name, case in cases.items()}
    return [names[row.id] for row in search_cases(powers_of(person), words).rows]


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("bin", ["ada"]),
        ("bins burn", ["ada"]),
        ("cafe", ["ada"]),
        ("CAFÉ", ["ada"]),
        ("sian", ["sian"]),
        ("Siân", ["sian"]),
        ("o'brien", ["sian"]),
        ("lovelace lights", ["ada"]),
        ("ada@example.org", ["ada"]),
        ("01632 960777", ["sian"]),
        ("+44 1632 960 777", ["sian"]),
        ("px2 3cd", ["sian"]),
        ("PX23CD", ["sian"]),
        ("mill lane", ["ada"]),
        ("market square", ["sian", "ada"]),
        ("the lights", ["sian", "ada"]),
        ("lamp flick", ["sian"]),
        ("fli", ["sian"]),
        ('"all night"', ["sian"]),
        ('"night all"', []),
        ("lights -bins", ["sian"]),
        ("bins flickers", []),
        ("zzzz", []),
        ("", []),
        ("-bins", []),
        ("'", []),
        ("& | ! ( ) : * <->", []),
        ("lights' & !", ["sian", "ada"]),
        ("back\\slash", []),
    ],
)
def test_words(cases, cast, words, expected):
    assert found(cases, cast.owen, words) == expected


def test_only_what_one_may_see(cases, cast):
    assert found(cases, cast.owen, "lamp") == ["sian"]
    assert found(cases, cast.tomos, "lamp") == ["tax"]
    assert found(cases, cast.amina, "lamp") == ["tax", "sian"]
    assert found(cases, cast.ivan, "lamp") == []
    assert found(cases, cast.tomos, cases["ada"].reference) == []


def test_a_reference_however_it_is_typed(cases, cast):
    reference = cases["ada"].reference
    for typed in (reference, grouped(reference).lower(), f" {reference[:3]} {reference[3:]} "):
        page = search_cases(powers_of(cast.owen), typed)
        assert [row.id for row in page.rows] == [cases["ada"].id]
        assert page.found_by == "reference"


def test_a_followers_reference_finds_the_case(cases, cast):
    follower = join_case(case_id=cases["ada"].id, source_key="f", given=SIAN, by=RESIDENT, at=BEGINNING)
    assert found(cases, cast.owen, follower.reference) == ["ada"]
    assert found(cases, cast.tomos, follower.reference) == []


def test_special_answers_are_found_only_by_those_who_may_see_them(cases, cast):
    assert found(cases, cast.owen, "epilepsy") == ["ada"]
    assert found(cases, cast.grace, "epilepsy") == ["ada"]
    assert found(cases, cast.amina, "epilepsy") == []
    assert found(cases, cast.amina, "lights -epilepsy") == ["sian", "ada"]


def test_an_agent_who_is_an_officer_somewhere_searches_more_there(cases, cast):
    from portico.ground.access.models import Membership

    Membership.objects.create(staff=cast.amina, team=cast.waste, role="case_officer")
    assert found(cases, cast.amina, "epilepsy") == ["ada"]
    assert found(cases, cast.amina, "lamp") == ["tax", "sian"]


@pytest.mark.parametrize(
    ("typed", "name"), [("Lovelase", "ada"), ("ada lovlace", "ada"), ("Sian Obrein", "sian")]
)
def test_a_name_with_a_slip_is_found(cases, cast, typed, name):
    page = search_cases(powers_of(cast.owen), typed)
    assert (page.found_by, page.rows[0].id) == ("similar names", cases[name].id)
    assert all(row.team_id == cast.tax.id for row in search_cases(powers_of(cast.tomos), typed).rows)


def test_a_case_that_went_to_another_team_is_found_there(cases, cast):
    hand_over_case(
        case_id=cases["sian"].id, version=1, to_tier=2, team_id=cast.tax.id, note="x",
        by=staff(cast.priya), at=BEGINNING,
    )  # fmt: skip
    assert found(cases, cast.tomos, "flickers") == ["sian"]
    assert found(cases, cast.owen, "flickers") == []


@pytest.mark.parametrize("walked", [0, 3, 3_000])
@pytest.mark.parametrize("person", ["amina", "owen"])
def test_pages_show_each_case_once_the_newest_first(cast, monkeypatch, walked, person):
    monkeypatch.setattr(search._WordSearch, "_length_of_walk", lambda self: walked)
    version = publish()
    made = [report(version).id for _ in range(60)]
    seen, after = [], None
    while True:
        page = search_cases(powers_of(getattr(cast, person)), "lights", after)
        seen += [row.id for row in page.rows]
        after = page.after
        if after is None:
            break
    assert seen == made[::-1]


def test_a_search_costs_four_statements_at_most(cases, cast, django_assert_max_num_queries):
    powers = powers_of(cast.owen)
    for words in ("flickers", "lights", "lights flickers"):
        with django_assert_max_num_queries(4):
            assert search_cases(powers, words).rows
    with django_assert_max_num_queries(7):
        assert not search_cases(powers, "bins flick").rows


@pytest.mark.parametrize(
    ("expected", "words", "walked"),
    [
        ((1_000_000, 100_000, 90_000), "lights", 5_750),
        ((1_000_000, 10_000, 8_000), "lights", 12_500),
        ((1_000_000, 500, 400), "lights", 0),
        # Of words that begin so PostgreSQL knows nothing and guesses 1 in 200: a short walk, not a long one.
        ((1_000_000, 5_001, 100), "zoned", 1_000),
        ((1_000_000, 500, 400), "council tax", 1_000),
        ((0, 0, 0), "lights", 0),
    ],
)
def test_common_words_are_walked_to_and_rare_ones_collected(cast, monkeypatch, expected, words, walked):
    one = search._WordSearch(powers_of(cast.grace), terms_of(words), None)
    monkeypatch.setattr(one, "_expected", lambda: search.Expected(*expected))
    assert one._length_of_walk() == walked


def test_reading_what_was_typed():
    assert terms_of("missed bins") == [Term("missed"), Term("bins", begins=True)]
    assert terms_of('"green lane" -dog x') == [
        Term("green lane", phrase=True),
        Term("dog", excluded=True),
        Term("x"),
    ]
    assert terms_of("- & --") == []
    assert len(terms_of(" ".join("abcdefghijkl"))) == 8
    assert ADA.name
