"""Opening a case: once, in one statement, found by its words."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from portico.ground.ledger.models import LedgerEvent
from portico.records.cases import actions
from portico.records.cases.actions import AlreadySubmittedError, ServiceNotReadyError, join_case
from portico.records.cases.actions import opening as opening_module
from portico.records.cases.models import Case, CaseEntry, CaseFollower, CaseSearch
from portico.records.cases.tests.scene import ADA, DEFINITION, RESIDENT, publish, report, staff
from tests.cast import BEGINNING


def test_a_case_is_opened_with_its_line_and_event(cast):
    version = publish()
    case = report(version)
    kept = Case.objects.get()
    assert kept.reference == case.reference and len(kept.reference) == 8
    assert (kept.stage, kept.tier, kept.version, kept.outcome) == ("receive", 0, 1, "")
    assert kept.team == cast.waste
    assert kept.title == "The lights are out at Market Square"
    assert (kept.contact_name_key, kept.contact_postcode) == ("ada lovelace", "PX1 2AB")
    assert kept.place_text == "Market Square"
    assert (kept.latitude, kept.longitude) == (51.75, -0.33)
    entry = CaseEntry.objects.get()
    assert (entry.kind, entry.case_version, entry.shown) == ("opened", 1, "We received this.")
    event = LedgerEvent.objects.get(name="case.opened")
    assert event.name == "case.opened"
    assert event.subjects["case"] == str(kept.id)
    assert event.subjects["team"] == str(cast.waste.id)
    assert "Ada" not in str(event.payload) + str(event.subjects)


def test_what_is_kept_is_what_was_returned(cast):
    case = report(publish(), by=staff(cast.amina), fault="wires")
    kept = Case.objects.get()
    for field in Case._meta.concrete_fields:
        assert getattr(kept, field.attname) == getattr(case, field.attname), field.attname


def test_the_driver_keeps_the_statement():
    from psycopg._queries import MAX_CACHED_STATEMENT_LENGTH, MAX_CACHED_STATEMENT_PARAMS

    from portico.records.cases.actions import writing

    case = Case(reference="")
    values = {**writing._values(case, "case"), **writing._values(CaseEntry(case=case), "entry")}
    assert len(values) + 6 <= MAX_CACHED_STATEMENT_PARAMS
    assert len(writing._new_case_statement()) <= MAX_CACHED_STATEMENT_LENGTH


def test_it_is_due_as_its_channel_and_priority_say(cast):
    version = publish()
    assert report(version).due_at == datetime(2026, 3, 5, 17, 0, tzinfo=UTC)
    assert report(version, channel="email").due_at == datetime(2026, 3, 16, 17, 0, tzinfo=UTC)
    urgent = report(version, fault="wires")
    assert urgent.due_at == datetime(2026, 3, 2, 11, 0, tzinfo=UTC)
    assert (urgent.priority, urgent.priority_rule) == ("urgent", 0)


def test_answers_route_it_to_another_team(cast):
    assert report(publish(), fault="tax").team_id == cast.tax.id


def test_the_team_is_that_of_the_definition_in_force(cast):
    begun = publish()
    publish(team="council-tax", routing=[])
    case = report(begun)
    assert case.service_version_id == begun.pk
    assert case.team_id == cast.tax.id


def test_the_way_of_the_last_case_is_not_taken_for_the_next(cast):
    begun = publish()
    assert [report(begun).team_id for _ in range(2)] == [cast.waste.id] * 2
    publish(team="council-tax", routing=[])
    assert [report(begun).team_id for _ in range(2)] == [cast.tax.id] * 2
    publish()
    assert [report(begun).team_id for _ in range(2)] == [cast.waste.id] * 2
    assert CaseSearch.objects.filter(team=cast.waste).count() == 4


def test_a_case_is_in_one_statement_once_its_way_is_known(cast, django_assert_num_queries):
    version = publish()
    report(version)
    with django_assert_num_queries(3):  # savepoint of the test, one statement, its release
        report(version)


def test_a_missing_team_is_said(cast):
    with pytest.raises(ServiceNotReadyError, match="no team with the code nobody"):
        report(publish(team="nobody"))


def test_a_submission_exists_once(cast):
    version = publish()
    first = report(version, key="draft-1")
    with pytest.raises(AlreadySubmittedError) as refused:
        report(version, key="draft-1")
    assert refused.value.reference == first.reference
    assert (Case.objects.count(), CaseEntry.objects.count(), CaseSearch.objects.count()) == (1, 1, 1)
    assert LedgerEvent.objects.filter(name="case.opened").count() == 1


def test_a_reference_that_is_taken_is_drawn_again(cast, monkeypatch):
    version = publish()
    first = report(version)
    drawn = iter([first.reference, first.reference, "AAAAAAA2"])
    monkeypatch.setattr(opening_module, "new_reference", lambda: next(drawn))
    assert report(version).reference == "AAAAAAA2"
    assert LedgerEvent.objects.filter(name="case.opened").count() == 2


def test_a_followers_reference_is_taken_too(cast, monkeypatch):
    version = publish()
    case = report(version)
    follower = join_case(case_id=case.id, source_key="j", given=ADA, by=RESIDENT, at=BEGINNING)
    drawn = iter([follower.reference, "AAAAAAA2", case.reference, "AAAAAAA3"])
    monkeypatch.setattr(opening_module, "new_reference", lambda: next(drawn))
    assert report(version).reference == "AAAAAAA2"
    joined = join_case(case_id=case.id, source_key="k", given=ADA, by=RESIDENT, at=BEGINNING)
    assert joined.reference == "AAAAAAA3"


def test_staff_who_write_it_down_are_customer_services(cast):
    case = report(publish(), by=staff(cast.amina), channel="phone")
    assert case.tier == 1
    assert CaseEntry.objects.get().by == cast.amina


def test_joining_gives_a_reference_of_its_own_once(cast):
    case = report(publish())
    follower = join_case(
        case_id=case.id,
        source_key="draft-9",
        given=ADA,
        text="It is dark here too",
        by=RESIDENT,
        at=BEGINNING,
    )
    assert follower.reference != case.reference
    entry = CaseEntry.objects.get(kind="joined")
    assert (entry.text, entry.follower_id) == ("It is dark here too", follower.id)
    assert LedgerEvent.objects.get(name="case.joined").subjects["case"] == str(case.id)
    with pytest.raises(AlreadySubmittedError) as refused:
        join_case(case_id=case.id, source_key="draft-9", given=ADA, by=RESIDENT, at=BEGINNING)
    assert refused.value.reference == follower.reference
    assert CaseFollower.objects.count() == 1


def test_everything_that_can_be_done_is_an_action():
    functions = [getattr(actions, name) for name in actions.__all__ if name[0].islower()]
    assert functions
    assert all(getattr(function, "is_action", False) for function in functions)
    assert DEFINITION["id"] == "street-light"
