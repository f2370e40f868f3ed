"""Giving cases to people, notes, looking, linking, handing over."""

from __future__ import annotations

from datetime import timedelta

import pytest

from portico.ground.ledger.models import LedgerEvent
from portico.records.cases.actions import (
    CaseClosedError,
    MoveNeedsError,
    NoChangeError,
    NothingSaidError,
    NotInTeamError,
    StaleCaseError,
    add_note,
    assign_case,
    hand_over_case,
    link_customer,
    mark_seen,
    move_case,
    take_reply,
)
from portico.records.cases.models import Case, CaseEntry, CaseSearch
from portico.records.cases.tests.scene import ADA, RESIDENT, publish, report, staff
from portico.records.people.actions import create_customer
from tests.cast import BEGINNING

LATER = BEGINNING + timedelta(hours=3)


@pytest.fixture
def case(cast) -> Case:
    return report(publish())


def recorded(name: str) -> LedgerEvent:
    return LedgerEvent.objects.get(name=name)


def test_assigning_to_an_officer_raises_the_tier(case, cast):
    assign_case(case_id=case.id, version=1, assign_to=cast.owen.id, by=staff(cast.priya), at=LATER)
    kept = Case.objects.get()
    assert (kept.assigned_to, kept.tier, kept.version) == (cast.owen, 2, 2)
    assert recorded("case.assigned").subjects["assigned_to"] == str(cast.owen.id)
    assert recorded("case.handed_over").payload["to_tier"] == 2


def test_assigning_to_an_agent_stays_with_customer_services(case, cast):
    assign_case(case_id=case.id, version=1, assign_to=cast.amina.id, by=staff(cast.amina), at=LATER)
    assert Case.objects.get().tier == 1


def test_giving_to_nobody_keeps_the_tier(case, cast):
    assign_case(case_id=case.id, version=1, assign_to=cast.owen.id, by=staff(cast.priya), at=LATER)
    assign_case(case_id=case.id, version=2, assign_to=None, by=staff(cast.priya), at=LATER)
    kept = Case.objects.get()
    assert (kept.assigned_to, kept.tier) == (None, 2)


@pytest.mark.parametrize("stranger", ["tomos", "ivan"])
def test_a_stranger_gets_no_case(case, cast, stranger):
    with pytest.raises(NotInTeamError):
        assign_case(
            case_id=case.id, version=1, assign_to=getattr(cast, stranger).id, by=staff(cast.priya), at=LATER
        )


def test_somebody_who_left_gets_no_case(case, cast):
    cast.owen.is_active = False
    cast.owen.save()
    with pytest.raises(NotInTeamError):
        assign_case(case_id=case.id, version=1, assign_to=cast.owen.id, by=staff(cast.priya), at=LATER)


def test_assigning_what_is_so_already_stale_or_closed_is_refused(case, cast):
    with pytest.raises(NoChangeError):
        assign_case(case_id=case.id, version=1, assign_to=None, by=staff(cast.priya), at=LATER)
    with pytest.raises(StaleCaseError):
        assign_case(case_id=case.id, version=3, assign_to=cast.owen.id, by=staff(cast.priya), at=LATER)
    move_case(case_id=case.id, version=1, move="refuse", reasons="No", by=staff(cast.owen), at=LATER)
    with pytest.raises(CaseClosedError):
        assign_case(case_id=case.id, version=2, assign_to=cast.owen.id, by=staff(cast.priya), at=LATER)


def test_handing_over_to_a_specialist_is_recorded_with_why(case, cast):
    hand_over_case(
        case_id=case.id, version=1, to_tier=3, note="Needs an electrician", by=staff(cast.owen), at=LATER
    )
    entry = CaseEntry.objects.get(kind="handed_over")
    assert entry.text == "Needs an electrician"
    assert entry.shown == "We passed this to the people who can help best."
    event = recorded("case.handed_over")
    assert (event.payload["from_tier"], event.payload["to_tier"]) == (0, 3)


def test_handing_over_to_another_team_takes_it_along_everywhere(case, cast):
    assign_case(case_id=case.id, version=1, assign_to=cast.owen.id, by=staff(cast.priya), at=LATER)
    hand_over_case(
        case_id=case.id,
        version=2,
        to_tier=2,
        team_id=cast.tax.id,
        note="Theirs",
        by=staff(cast.priya),
        at=LATER,
    )
    kept = Case.objects.get()
    assert (kept.team, kept.assigned_to) == (cast.tax, None)
    assert CaseSearch.objects.get().team == cast.tax
    event = LedgerEvent.objects.filter(name="case.handed_over").latest("position")
    assert (event.subjects["team"], event.payload["from_team"]) == (str(cast.tax.id), str(cast.waste.id))


def test_handing_over_to_nowhere_or_without_why_is_refused(case, cast):
    usual = {"case_id": case.id, "version": 1, "to_tier": 2, "note": "Why", "by": staff(cast.owen)}

    def hand_over(**given):
        return hand_over_case(**{**usual, **given, "at": LATER})

    with pytest.raises(MoveNeedsError):
        hand_over(note=" ")
    with pytest.raises(NoChangeError):
        hand_over(to_tier=0)
    with pytest.raises(ValueError, match="no tier 4"):
        hand_over(to_tier=4)
    with pytest.raises(NotInTeamError):
        hand_over(team_id=case.id)
    with pytest.raises(NotInTeamError):
        hand_over(assign_to=cast.tomos.id)
    assert Case.objects.get().version == 1


def test_notes_are_for_staff(case, cast):
    entry = add_note(case_id=case.id, text=" Dog in the yard ", by=staff(cast.amina), at=LATER)
    assert (entry.text, entry.shown) == ("Dog in the yard", "")
    assert recorded("case.noted").payload == {}
    with pytest.raises(NothingSaidError):
        add_note(case_id=case.id, text=" ", by=staff(cast.amina), at=LATER)


def test_looking_ends_the_call_for_attention(case, cast):
    with pytest.raises(NoChangeError):
        mark_seen(case_id=case.id, version=1, by=staff(cast.owen), at=LATER)
    take_reply(case_id=case.id, text="News", by=RESIDENT, at=LATER)
    with pytest.raises(StaleCaseError):
        mark_seen(case_id=case.id, version=1, by=staff(cast.owen), at=LATER)
    mark_seen(case_id=case.id, version=2, by=staff(cast.owen), at=LATER)
    assert Case.objects.get().attention_since is None
    assert recorded("case.seen").payload["since"] == "2026-03-02T12:00:00Z"


def test_a_person_links_and_unlinks_a_customer(case, cast):
    customer = create_customer(given=ADA, by=RESIDENT, at=BEGINNING)
    link_customer(case_id=case.id, version=1, customer_id=customer.id, by=staff(cast.owen), at=LATER)
    assert Case.objects.get().customer == customer
    with pytest.raises(NoChangeError):
        link_customer(case_id=case.id, version=2, customer_id=customer.id, by=staff(cast.owen), at=LATER)
    link_customer(case_id=case.id, version=2, customer_id=None, by=staff(cast.owen), at=LATER)
    assert Case.objects.get().customer is None
    assert LedgerEvent.objects.filter(name="case.linked").latest("position").payload == {
        "previously": str(customer.id)
    }
