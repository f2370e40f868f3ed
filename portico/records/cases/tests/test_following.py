"""The resident's door: their reference and one detail, and nobody else's."""

from __future__ import annotations

from datetime import timedelta

import pytest

from portico.ground.references.references import grouped, new_reference
from portico.records.cases.actions import ask_customer, assign_case, join_case, move_case, reopen_case
from portico.records.cases.models import Case, FollowingTries
from portico.records.cases.queries import follow_case, followed_case, may_try_following
from portico.records.cases.tests.scene import ADA, RESIDENT, publish, report, staff
from portico.records.people.contact_details import Given
from tests.cast import BEGINNING

LATER = BEGINNING + timedelta(hours=3)
SIAN = Given(name="Siân Evans", email="sian@example.org", postcode="PX2 3CD", language="cy")


@pytest.fixture
def case(cast) -> Case:
    return report(publish())


@pytest.mark.parametrize(
    "detail",
    ["ada@EXAMPLE.org ", "+44 7700 900 123", "07700900123", "px12ab", "Lovelace", "LOVELACE", "Ada Lovelace"],
)
def test_any_one_detail_opens_it(case, detail):
    followed = follow_case(f" {grouped(case.reference).lower()} ", detail, at=LATER)
    assert followed is not None
    assert (followed.case_id, followed.reference) == (case.id, case.reference)


@pytest.mark.parametrize(
    "detail",
    ["", " ", "ada", "bob@example.org", "07700 900999", "PX9 9ZZ", "Smith", "e", "@", "lace", "'; --"],
)
def test_nothing_else_does(case, detail):
    assert follow_case(case.reference, detail, at=LATER) is None


def test_an_empty_detail_does_not_open_an_anonymous_case(cast):
    case = report(publish(), given=Given())
    for detail in ("", " ", "-", "None"):
        assert follow_case(case.reference, detail, at=LATER) is None


def test_a_reference_that_is_none_or_nobodys_opens_nothing(case):
    assert follow_case("what", "Lovelace", at=LATER) is None
    assert follow_case(new_reference(), "Lovelace", at=LATER) is None


def test_while_guessed_at_only_what_cannot_be_guessed_opens_it(case):
    for detail, opens in [("Lovelace", False), ("PX1 2AB", False), (ADA.email, True), (ADA.phone, True)]:
        found = follow_case(case.reference, detail, at=LATER, only_unguessable=True)
        assert (found is not None) is opens, detail


def test_the_customer_sees_their_time_line_and_what_they_can_do(case, cast):
    ask_customer(case_id=case.id, version=1, question="Which pole?", by=staff(cast.owen), at=LATER)
    followed = follow_case(case.reference, "Lovelace", at=LATER)
    assert followed is not None
    assert [(entry.kind, entry.text) for entry in followed.entries] == [
        ("opened", "We received this."),
        ("question", "Which pole?"),
    ]
    assert (followed.question, followed.waiting_since) == ("Which pole?", LATER)
    assert (followed.may_reply, followed.may_withdraw, followed.may_reopen) == (True, True, False)


def test_the_officer_is_named_once_one_works_it(case, cast):
    cast.owen.direct_line = "01632 960555"
    cast.owen.save()
    assign_case(case_id=case.id, version=1, assign_to=cast.amina.id, by=staff(cast.amina), at=LATER)
    followed = follow_case(case.reference, "Lovelace", at=LATER)
    assert followed is not None and followed.officer is None
    assign_case(case_id=case.id, version=2, assign_to=cast.owen.id, by=staff(cast.priya), at=LATER)
    followed = follow_case(case.reference, "Lovelace", at=LATER)
    assert followed is not None and followed.officer is not None
    assert (followed.officer.name, followed.officer.direct_line) == ("Owen Carter", "01632 960555")
    move_case(case_id=case.id, version=3, move="refuse", reasons="No", by=staff(cast.owen), at=LATER)
    followed = follow_case(case.reference, "Lovelace", at=LATER)
    assert followed is not None and followed.officer is None
    assert (followed.outcome, followed.reasons, followed.may_reopen) == ("Not mended", "No", True)
    assert str(followed.last_day_to_reopen) == "2026-03-16"


def test_who_joined_sees_how_it_goes_and_nobodys_words(case, cast):
    follower = join_case(case_id=case.id, source_key="f", given=SIAN, by=RESIDENT, at=BEGINNING)
    ask_customer(case_id=case.id, version=1, question="Is it your house?", by=staff(cast.owen), at=LATER)
    move_case(case_id=case.id, version=2, move="take-up", by=staff(cast.owen), at=LATER)
    move_case(
        case_id=case.id, version=3, move="send-crew", assign_to=cast.owen.id, by=staff(cast.owen), at=LATER
    )
    followed = follow_case(follower.reference, "Evans", at=LATER)
    assert followed is not None
    assert (followed.reference, followed.language) == (follower.reference, "cy")
    assert followed.title == "Golau stryd"
    assert [entry.kind for entry in followed.entries] == ["joined", "moved"]
    assert followed.entries[1].text == "Mae criw ar ei ffordd."
    assert (followed.question, followed.files, followed.officer) == ("", (), None)
    assert not (followed.may_reply or followed.may_withdraw or followed.may_reopen)
    assert follow_case(follower.reference, "Lovelace", at=LATER) is None
    assert follow_case(case.reference, "Evans", at=LATER) is None


def test_a_follower_does_not_read_what_the_reporter_wrote_when_reopening(case, cast):
    follower = join_case(case_id=case.id, source_key="f", given=SIAN, by=RESIDENT, at=BEGINNING)
    move_case(case_id=case.id, version=1, move="refuse", reasons="Ada owes us", by=staff(cast.owen), at=LATER)
    reopen_case(case_id=case.id, text="I am ill", by=RESIDENT, at=LATER)
    followed = followed_case(case.id, follower_id=follower.id, at=LATER)
    assert followed is not None
    texts = " ".join(entry.text for entry in followed.entries)
    assert "ill" not in texts.split() and "owes" not in texts and followed.reasons == ""
    assert "You told us it is not mended." in texts


def test_who_proved_it_before_comes_back(case, cast, django_assert_max_num_queries):
    with django_assert_max_num_queries(4):
        followed = followed_case(case.id, at=LATER)
    assert followed is not None and followed.reference == case.reference
    assert followed_case(cast.waste.id, at=LATER) is None
    assert followed_case(case.id, follower_id=case.id, at=LATER) is None


def test_tries_from_one_address_are_limited(db):
    reference = new_reference()
    tries = [may_try_following("192.0.2.1", reference, LATER) for _ in range(7)]
    assert [bool(one) for one in tries] == [True] * 6 + [False]
    assert tries[-1].wait == timedelta(minutes=15)
    assert may_try_following("192.0.2.2", reference, LATER)
    assert may_try_following("192.0.2.1", reference, LATER + timedelta(minutes=15))
    others = [may_try_following("192.0.2.3", new_reference(), LATER) for _ in range(31)]
    assert not others[-1] and others[-2]


def test_strangers_do_not_lock_the_owner_out(db):
    reference = new_reference()
    for number in range(50):
        may_try_following(f"198.51.100.{number}", reference, LATER)
    owner = may_try_following("192.0.2.9", reference, LATER)
    assert owner.allowed and owner.only_unguessable


def test_no_address_is_kept_and_old_counts_go(db, django_assert_num_queries):
    with django_assert_num_queries(1):
        may_try_following("192.0.2.1", new_reference(), LATER)
    assert not FollowingTries.objects.filter(key__contains="192.0.2").exists()
    may_try_following("192.0.2.77", new_reference(), LATER + timedelta(days=2))
    assert FollowingTries.objects.count() == 3
