"""Questions, replies and files."""

from __future__ import annotations

from datetime import timedelta

import pytest

from portico.ground.files.models import StoredFile
from portico.ground.ledger.models import LedgerEvent
from portico.records.cases.actions import (
    CaseClosedError,
    GivenFile,
    NothingSaidError,
    StaleCaseError,
    ask_customer,
    attach_file,
    move_case,
    take_reply,
)
from portico.records.cases.models import Case, CaseEntry, CaseFile
from portico.records.cases.tests.scene import RESIDENT, publish, report, staff
from tests.cast import BEGINNING

LATER = BEGINNING + timedelta(hours=3)


@pytest.fixture
def case(cast) -> Case:
    return report(publish())


def photo() -> GivenFile:
    stored = StoredFile.objects.create(
        sha256="0" * 64, media_type="image/jpeg", bytes=10, state="clean", stored_at=BEGINNING
    )
    return GivenFile(stored.id, "lamp.jpg")


def test_asking_stops_the_clock_and_shows_the_question(case, cast):
    ask_customer(case_id=case.id, version=1, question=" Which pole? ", by=staff(cast.owen), at=LATER)
    kept = Case.objects.get()
    assert (kept.waiting_since, kept.version, kept.due_at) == (LATER, 2, case.due_at)
    entry = CaseEntry.objects.get(kind="question")
    assert (entry.text, entry.shown) == ("Which pole?", "Which pole?")
    assert LedgerEvent.objects.get(name="case.asked").subjects["entry"] == str(entry.id)


def test_a_second_question_leaves_the_wait_as_it_began(case, cast):
    ask_customer(case_id=case.id, version=1, question="Which?", by=staff(cast.owen), at=LATER)
    ask_customer(
        case_id=case.id, version=2, question="And when?", by=staff(cast.owen), at=LATER + timedelta(days=2)
    )
    assert Case.objects.get().waiting_since == LATER


@pytest.mark.parametrize("question", ["", "  \n "])
def test_asking_nothing_is_refused(case, cast, question):
    with pytest.raises(NothingSaidError):
        ask_customer(case_id=case.id, version=1, question=question, by=staff(cast.owen), at=LATER)


def test_asking_on_a_stale_page_or_a_closed_case_is_refused(case, cast):
    move_case(case_id=case.id, version=1, move="refuse", reasons="No", by=staff(cast.owen), at=LATER)
    with pytest.raises(StaleCaseError):
        ask_customer(case_id=case.id, version=1, question="Why?", by=staff(cast.owen), at=LATER)
    with pytest.raises(CaseClosedError):
        ask_customer(case_id=case.id, version=2, question="Why?", by=staff(cast.owen), at=LATER)


def test_the_awaited_reply_starts_the_clock_again(case, cast):
    ask_customer(case_id=case.id, version=1, question="Which?", by=staff(cast.owen), at=LATER)
    answered = LATER + timedelta(days=1)
    entry = take_reply(case_id=case.id, text="The tall one", files=[photo()], by=RESIDENT, at=answered)
    kept = Case.objects.get()
    assert (kept.waiting_since, kept.due_at) == (None, case.due_at + timedelta(days=1))
    assert kept.attention_since == answered
    assert (entry.text, entry.shown) == ("The tall one", "The tall one")
    given = CaseFile.objects.get()
    assert (given.entry_id, given.given_by, given.name) == (entry.id, "customer", "lamp.jpg")
    replied = LedgerEvent.objects.get(name="case.replied").payload
    assert (replied["awaited"], replied["closed"]) == (True, False)
    assert LedgerEvent.objects.filter(name="case.file_added").count() == 1


def test_a_reply_nobody_asked_for_changes_no_deadline(case):
    take_reply(case_id=case.id, text="Any news?", by=RESIDENT, at=LATER)
    kept = Case.objects.get()
    assert (kept.due_at, kept.attention_since) == (case.due_at, LATER)
    assert LedgerEvent.objects.get(name="case.replied").payload["awaited"] is False


def test_a_completed_case_stays_completed_and_asks_for_attention(case, cast):
    move_case(case_id=case.id, version=1, move="refuse", reasons="No", by=staff(cast.owen), at=LATER)
    take_reply(case_id=case.id, text="I disagree", by=RESIDENT, at=LATER + timedelta(days=1))
    kept = Case.objects.get()
    assert (kept.stage, kept.outcome) == ("completion", "refused")
    assert kept.attention_since is not None
    assert LedgerEvent.objects.get(name="case.replied").payload["closed"] is True


def test_attention_dates_from_the_first_unread_reply(case):
    take_reply(case_id=case.id, text="One", by=RESIDENT, at=LATER)
    take_reply(case_id=case.id, text="Two", by=RESIDENT, at=LATER + timedelta(days=1))
    assert Case.objects.get().attention_since == LATER


def test_a_reply_is_words_or_a_file(case):
    with pytest.raises(NothingSaidError):
        take_reply(case_id=case.id, text="  ", by=RESIDENT, at=LATER)
    entry = take_reply(case_id=case.id, text="", files=[photo()], by=RESIDENT, at=LATER)
    assert entry.shown == "You sent a file."


def test_a_reply_that_staff_write_down_says_so(case, cast):
    entry = take_reply(
        case_id=case.id, text="She rang: pole 12", channel="phone", by=staff(cast.amina), at=LATER
    )
    assert (entry.by_kind, entry.by_id) == ("staff", cast.amina.id)
    assert LedgerEvent.objects.get(name="case.replied").payload["channel"] == "phone"


def test_a_file_of_staff_is_not_for_the_customer(case, cast):
    attached = attach_file(case_id=case.id, file=photo(), note="Site visit", by=staff(cast.owen), at=LATER)
    entry = CaseEntry.objects.get(kind="file")
    assert (attached.given_by, attached.entry_id) == ("staff", entry.id)
    assert (entry.text, entry.shown) == ("Site visit", "")
    assert Case.objects.get().version == 1
