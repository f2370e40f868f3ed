"""Moves, and what each of them records."""

from __future__ import annotations

import copy
from datetime import timedelta

import pytest

from portico.ground.ledger.events import Actor
from portico.ground.ledger.models import LedgerEvent
from portico.ground.references.references import grouped
from portico.records.cases.actions import (
    CaseNotFoundError,
    MoveNeedsError,
    MoveNotOpenError,
    NotInTeamError,
    StaleCaseError,
    TooLateError,
    add_note,
    ask_customer,
    move_case,
    reopen_case,
    take_reply,
    withdraw_case,
)
from portico.records.cases.models import Case, CaseEntry
from portico.records.cases.tests.scene import ADA, DEFINITION, RESIDENT, publish, report, staff
from portico.records.people.contact_details import Given
from tests.cast import BEGINNING

LATER = BEGINNING + timedelta(hours=3)


@pytest.fixture
def case(cast) -> Case:
    return report(publish())


def events() -> list[str]:
    return list(
        LedgerEvent.objects.filter(name__startswith="case.")
        .order_by("position")
        .values_list("name", flat=True)
    )


def taken_up(case: Case, cast) -> Case:
    return move_case(case_id=case.id, version=1, move="take-up", by=staff(cast.owen), at=LATER)


def test_a_move_changes_stage_line_and_ledger(case, cast):
    after = taken_up(case, cast)
    kept = Case.objects.get()
    assert (kept.stage, kept.version, kept.stage_since) == ("review", 2, LATER)
    assert (after.stage, after.version) == ("review", 2)
    entry = CaseEntry.objects.get(kind="moved")
    assert (entry.move, entry.from_stage, entry.to_stage) == ("take-up", "receive", "review")
    assert (entry.by, entry.case_version, entry.shown) == (cast.owen, 2, "")
    moved = LedgerEvent.objects.get(name="case.moved")
    assert moved.payload["since"] == "2026-03-02T09:00:00Z"
    assert moved.actor_id == cast.owen.id


def test_the_work_filters_up_and_that_is_recorded(case, cast):
    assert taken_up(case, cast).tier == 1
    handed = LedgerEvent.objects.get(name="case.handed_over")
    assert (handed.payload["from_tier"], handed.payload["to_tier"]) == (0, 1)
    move_case(
        case_id=case.id, version=2, move="send-crew", assign_to=cast.owen.id, by=staff(cast.priya), at=LATER
    )
    kept = Case.objects.get()
    assert (kept.tier, kept.assigned_to) == (2, cast.owen)
    assert events()[-3:] == ["case.moved", "case.assigned", "case.handed_over"]


def test_the_customers_line_is_in_their_language(cast):
    case = report(publish(), given=Given(name="Siân", email="sian@example.org", language="cy"))
    taken_up(case, cast)
    move_case(
        case_id=case.id, version=2, move="send-crew", assign_to=cast.owen.id, by=staff(cast.owen), at=LATER
    )
    assert CaseEntry.objects.get(move="send-crew").shown == "Mae criw ar ei ffordd."


def test_every_placeholder_of_a_line_is_filled(cast):
    workflow = copy.deepcopy(DEFINITION["workflow"])
    take_up = next(move for move in workflow["moves"] if move["id"] == "take-up")
    take_up["shown"] = (
        "((name)), ((service)) ((reference)): ((answers.fault)), by ((due_date)), "
        "((council)), ((follow_address))"
    )
    case = taken_up(report(publish(workflow=workflow)), cast)
    assert CaseEntry.objects.get(move="take-up").shown == (
        f"Ada Lovelace, Street light {grouped(case.reference)}: The lights are out, by 5 March 2026, "
        "Porticoshire District Council, http://127.0.0.1:8000/follow"
    )


def test_resolving_gives_the_outcome(case, cast):
    taken_up(case, cast)
    move_case(case_id=case.id, version=2, move="finish", note="New lamp", by=staff(cast.owen), at=LATER)
    kept = Case.objects.get()
    assert (kept.stage, kept.outcome, kept.closed_at) == ("completion", "mended", LATER)
    entry = CaseEntry.objects.get(move="finish")
    assert (entry.text, entry.shown) == ("New lamp", "The light works again.")
    resolved = LedgerEvent.objects.get(name="case.resolved").payload
    assert (resolved["outcome"], resolved["fulfilled"], resolved["on_time"]) == ("mended", True, True)


def test_a_decision_takes_reasons_and_tells_them(case, cast):
    with pytest.raises(MoveNeedsError, match="reasons") as refused:
        move_case(case_id=case.id, version=1, move="refuse", reasons=" ", by=staff(cast.owen), at=LATER)
    assert refused.value.what == "reasons"
    move_case(
        case_id=case.id, version=1, move="refuse", reasons="It is private.", by=staff(cast.owen), at=LATER
    )
    assert Case.objects.get().reasons == "It is private."
    assert CaseEntry.objects.get(move="refuse").shown == "We decided not to mend it.\n\nIt is private."


@pytest.mark.parametrize(("move", "why"), [("finish", "from the stage receive"), ("dance", "no move called")])
def test_a_move_the_table_does_not_have_is_refused(case, cast, move, why):
    with pytest.raises(MoveNotOpenError, match=why):
        move_case(case_id=case.id, version=1, move=move, note="x", by=staff(cast.owen), at=LATER)
    assert Case.objects.get().version == 1
    assert events() == ["case.opened"]


@pytest.mark.parametrize("by", [RESIDENT, Actor.system(), Actor("partner")])
def test_a_move_by_the_wrong_kind_of_actor_is_refused(case, by):
    with pytest.raises(MoveNotOpenError, match="cannot be made by"):
        move_case(case_id=case.id, version=1, move="take-up", by=by, at=LATER)


def test_two_at_once_the_second_is_told_what_happened(case, cast):
    taken_up(case, cast)
    add_note(case_id=case.id, text="Looked at it", by=staff(cast.priya), at=LATER)
    with pytest.raises(StaleCaseError) as refused:
        move_case(case_id=case.id, version=1, move="refuse", reasons="No", by=staff(cast.priya), at=LATER)
    stale = refused.value
    assert (stale.seen, stale.version, stale.stage, stale.reference) == (1, 2, "review", case.reference)
    happened = [(one.kind, one.by, one.move) for one in stale.since]
    assert happened[0] == ("moved", "Owen Carter", "take-up")


def test_a_change_between_reading_and_writing_is_noticed(case, cast, monkeypatch):
    from portico.records.cases.actions import changing, moving

    genuine = changing.standing_of

    def interrupted(read: Case):
        Case.objects.filter(pk=read.pk).update(version=2)
        return genuine(read)

    monkeypatch.setattr(moving, "standing_of", interrupted)
    with pytest.raises(StaleCaseError):
        taken_up(case, cast)
    assert not CaseEntry.objects.filter(kind="moved").exists()


def test_a_note_makes_nobodys_page_stale(case, cast):
    add_note(case_id=case.id, text="Known spot", by=staff(cast.amina), at=LATER)
    assert taken_up(case, cast).version == 2


def test_a_reply_makes_the_officers_page_stale(case, cast):
    take_reply(case_id=case.id, text="It works again!", by=RESIDENT, at=LATER)
    with pytest.raises(StaleCaseError) as refused:
        taken_up(case, cast)
    assert [one.text for one in refused.value.since] == ["It works again!"]


def test_an_assignee_works_the_teams_cases(case, cast):
    taken_up(case, cast)
    with pytest.raises(NotInTeamError):
        move_case(
            case_id=case.id,
            version=2,
            move="send-crew",
            assign_to=cast.tomos.id,
            by=staff(cast.owen),
            at=LATER,
        )
    with pytest.raises(MoveNeedsError, match="assignee"):
        move_case(case_id=case.id, version=2, move="send-crew", by=staff(cast.owen), at=LATER)


def test_withdrawing_is_the_customers_move(case):
    withdraw_case(case_id=case.id, text="I mended it myself", by=RESIDENT, at=LATER)
    kept = Case.objects.get()
    assert (kept.stage, kept.outcome, kept.attention_since) == ("completion", "withdrawn", LATER)
    entry = CaseEntry.objects.get(kind="withdrawn")
    assert entry.shown == "You withdrew this request.\n\nI mended it myself"
    assert entry.by_kind == "resident"
    assert {"case.moved", "case.withdrawn", "case.resolved"} <= set(events())


def test_withdrawing_too_late_in_the_work_is_refused(case, cast):
    taken_up(case, cast)
    move_case(
        case_id=case.id, version=2, move="send-crew", assign_to=cast.owen.id, by=staff(cast.owen), at=LATER
    )
    with pytest.raises(MoveNotOpenError):
        withdraw_case(case_id=case.id, by=RESIDENT, at=LATER)


def test_reopening_within_the_days_takes_it_up_again(case, cast):
    move_case(case_id=case.id, version=1, move="refuse", reasons="No", by=staff(cast.owen), at=LATER)
    again = LATER + timedelta(days=3)
    reopen_case(case_id=case.id, text="It is still dark", by=RESIDENT, at=again)
    kept = Case.objects.get()
    assert (kept.stage, kept.closed_at, kept.outcome, kept.reasons) == ("review", None, "", "")
    assert (kept.attention_since, kept.due_at > again) == (again, True)
    entry = CaseEntry.objects.get(kind="reopened")
    assert entry.shown == "You told us it is not mended.\n\nIt is still dark"
    reopened = LedgerEvent.objects.get(name="case.reopened")
    assert reopened.payload["outcome"] == "refused"


def test_reopening_after_the_days_is_too_late_for_the_customer_not_for_staff(case, cast):
    move_case(case_id=case.id, version=1, move="refuse", reasons="No", by=staff(cast.owen), at=LATER)
    after = LATER + timedelta(days=15)
    with pytest.raises(TooLateError):
        reopen_case(case_id=case.id, text="Still", by=RESIDENT, at=after)
    move_case(case_id=case.id, version=2, move="reopen", by=staff(cast.owen), at=after)
    assert Case.objects.get().stage == "review"


def test_staff_who_move_have_looked(case, cast):
    take_reply(case_id=case.id, text="News", by=RESIDENT, at=LATER)
    move_case(case_id=case.id, version=2, move="take-up", by=staff(cast.owen), at=LATER)
    assert Case.objects.get().attention_since is None


def test_moving_on_without_the_answer_ends_the_wait(case, cast):
    ask_customer(case_id=case.id, version=1, question="Which pole?", by=staff(cast.owen), at=LATER)
    move_case(case_id=case.id, version=2, move="take-up", by=staff(cast.owen), at=LATER + timedelta(days=1))
    kept = Case.objects.get()
    assert kept.waiting_since is None
    assert kept.due_at == case.due_at + timedelta(days=1)


def test_no_such_case(cast):
    with pytest.raises(CaseNotFoundError):
        move_case(case_id=cast.waste.id, version=1, move="take-up", by=staff(cast.owen), at=LATER)
    assert ADA.name
