"""Doing something with a case: moves and what they ask, talk, and two people at once."""

from __future__ import annotations

import html
import re
import threading
from dataclasses import dataclass

import pytest
from django.db import connections
from django.test import Client

from portico.desk.tests.scene import LATER, by, make_scene
from portico.ground.access.models import Staff
from portico.ground.ledger.models import LedgerEvent
from portico.ground.references.references import grouped
from portico.records.cases.actions import move_case
from portico.records.cases.models import CaseEntry
from portico.records.contacts.models import Contact
from tests.cast import make_cast
from tests.sign_in import signed_in


def fields_of(page):
    """The hidden fields of the first form of a page that carries a version."""
    form = next(form for form in re.findall(r"<form.*?</form>", page, re.S) if 'name="version"' in form)
    hidden = re.findall(r'<input type="hidden" name="([^"]+)" value="([^"]*)"', form)
    return {name: html.unescape(value) for name, value in hidden if name != "csrfmiddlewaretoken"}


def test_a_move_that_asks_nothing_is_made_at_once(scene):
    answer = signed_in(scene.cast.owen).post(scene.path("/moves/take-up"), {"version": scene.case.version})
    assert answer["Location"] == scene.path("?done=moved")
    assert scene.again().stage == "review"


def test_a_move_says_what_it_means_and_asks_what_it_needs(scene):
    browser = signed_in(scene.cast.owen)
    page = browser.get(scene.path("/moves/refuse")).content.decode()
    assert "The case goes to" in page
    assert "It ends as" in page
    assert "The customer reads this word for word" in page
    answer = browser.post(scene.path("/moves/refuse"), {"version": scene.case.version, "note": "kept words"})
    assert answer.status_code == 422
    assert "Write the reasons" in answer.content.decode()
    assert "kept words" in answer.content.decode()
    browser.post(scene.path("/moves/refuse"), {"version": scene.case.version, "reasons": "Not our light."})
    case = scene.again()
    assert (case.stage, case.outcome, case.reasons) == ("completion", "refused", "Not our light.")
    assert "Not our light." in browser.get(scene.path()).content.decode()


def test_a_move_gives_the_case_to_somebody_of_the_team(scene):
    browser = signed_in(scene.cast.owen)
    browser.post(scene.path("/moves/take-up"), {"version": scene.case.version})
    page = browser.get(scene.path("/moves/send-crew")).content.decode()
    assert "Priya Nair" in page
    assert f"the message “On its way {grouped(scene.case.reference)}”" in html.unescape(page)
    fields = {"version": scene.again().version, "assign_to": str(scene.cast.tomos.pk)}
    assert browser.post(scene.path("/moves/send-crew"), fields).status_code == 422
    fields["assign_to"] = str(scene.cast.priya.pk)
    browser.post(scene.path("/moves/send-crew"), fields)
    assert scene.again().assigned_to_id == scene.cast.priya.pk


def test_moves_of_others_roles_do_not_exist(scene):
    browser = signed_in(scene.cast.amina)
    page = browser.get(scene.path()).content.decode()
    assert "Take up" in page
    assert "Refuse" not in page
    assert browser.get(scene.path("/moves/refuse")).status_code == 404
    fields = {"version": scene.case.version, "reasons": "No"}
    assert browser.post(scene.path("/moves/refuse"), fields).status_code == 404
    assert browser.get(scene.path("/moves/explode")).status_code == 404


def test_two_at_once_see_what_the_other_did_and_lose_nothing(scene):
    browser = signed_in(scene.cast.owen)
    seen = scene.case.version
    move_case(
        case_id=scene.case.pk, version=seen, move="take-up", note="Mine now",
        by=by(scene.cast.priya), at=LATER,
    )  # fmt: skip
    typed = {"version": seen, "reasons": "Because of the storm", "note": ""}
    answer = browser.post(scene.path("/moves/refuse"), typed)
    assert answer.status_code == 409
    page = answer.content.decode()
    assert "Take up → Review" in page
    assert "Priya Nair" in page
    assert "Because of the storm" in page
    assert scene.again().stage == "review"

    again = {**fields_of(page), "again": "1"}
    form = browser.post(scene.path("/moves/refuse"), again).content.decode()
    assert "Because of the storm" in form
    assert scene.again().stage == "review"
    browser.post(scene.path("/moves/refuse"), fields_of(page))
    assert (scene.again().stage, scene.again().reasons) == ("completion", "Because of the storm")


@dataclass(frozen=True)
class Answer:
    """What one officer typed and was answered."""

    typed: str
    status: int
    page: str


def test_two_officers_decide_at_the_same_moment_and_exactly_one_wins(committed):
    scene = make_scene(make_cast())
    people = [scene.cast.owen, scene.cast.priya]
    ready = threading.Barrier(len(people))
    answers: list[Answer] = []

    def refuse(browser: Client, who: Staff) -> None:
        typed = f"The words of {who.name}"
        ready.wait()
        answer = browser.post(scene.path("/moves/refuse"), {"version": scene.case.version, "reasons": typed})
        answers.append(Answer(typed, answer.status_code, html.unescape(answer.content.decode())))
        connections.close_all()

    threads = [threading.Thread(target=refuse, args=(signed_in(who), who)) for who in people]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    won, lost = sorted(answers, key=lambda answer: answer.status)
    assert (won.status, lost.status) == (302, 409)
    assert (scene.again().stage, scene.again().reasons) == ("completion", won.typed)
    assert "can no longer be done" in lost.page
    assert lost.typed in lost.page
    assert LedgerEvent.objects.filter(name="case.moved").count() == 1
    assert LedgerEvent.objects.filter(name="case.resolved").count() == 1


def test_what_can_no_longer_be_done_is_kept_as_a_note(scene):
    browser = signed_in(scene.cast.owen)
    seen = scene.case.version
    move_case(
        case_id=scene.case.pk, version=seen, move="refuse", reasons="No.", by=by(scene.cast.priya), at=LATER
    )
    answer = browser.post(scene.path("/moves/refuse"), {"version": seen, "reasons": "My careful words"})
    page = answer.content.decode()
    assert answer.status_code == 409
    assert "can no longer be done" in page
    form = browser.post(scene.path("/note"), fields_of(page)).content.decode()
    assert "My careful words" in form


def test_a_page_of_a_move_that_is_gone_leads_to_the_case(scene):
    move_case(
        case_id=scene.case.pk, version=scene.case.version, move="take-up", by=by(scene.cast.priya), at=LATER
    )
    answer = signed_in(scene.cast.owen).get(scene.path("/moves/take-up"))
    assert answer["Location"] == scene.path("?done=gone")


def test_a_note_is_written(scene):
    browser = signed_in(scene.cast.amina)
    assert "Write the note" in browser.post(scene.path("/note"), {"note": " "}).content.decode()
    answer = browser.post(scene.path("/note"), {"note": "Rang back\x00, nobody there"})
    assert answer["Location"] == scene.path("?done=noted")
    assert "Rang back, nobody there" in browser.get(answer["Location"]).content.decode()


def test_far_too_long_a_note_is_told_and_kept(scene):
    answer = signed_in(scene.cast.owen).post(scene.path("/note"), {"note": "x" * 10_001})
    assert answer.status_code == 422
    assert "Write at most 10,000 characters" in answer.content.decode()


def test_asking_stops_the_clock_and_a_reply_starts_it(scene):
    browser = signed_in(scene.cast.owen)
    browser.post(scene.path("/question"), {"version": scene.case.version, "question": "Which lamp post?"})
    assert scene.again().waiting_since is not None
    page = browser.get(scene.path()).content.decode()
    assert "Waiting for the customer" in page
    assert "Which lamp post?" in page
    browser.post(scene.path("/reply"), {"channel": "phone", "text": "The one by the church"})
    case = scene.again()
    assert case.waiting_since is None
    assert case.attention_since is not None
    entry = CaseEntry.objects.filter(case=case, kind="reply").latest("id")
    assert (entry.text, entry.by_id) == ("The one by the church", scene.cast.owen.pk)
    contact = Contact.objects.latest("id")
    assert (contact.channel, contact.outcome, contact.handled_by_id) == (
        "phone", "reply_taken", scene.cast.owen.pk,
    )  # fmt: skip


def test_what_came_in_is_marked_as_seen(scene):
    browser = signed_in(scene.cast.owen)
    browser.post(scene.path("/seen"), {"version": scene.case.version})
    assert scene.again().attention_since is None
    assert signed_in(scene.cast.amina).post(scene.path("/seen"), {"version": 1}).status_code == 404


def test_handing_over_to_another_team(scene):
    browser = signed_in(scene.cast.owen)
    fields = {"version": scene.case.version, "team": str(scene.cast.tax.pk), "tier": "3", "note": "Theirs"}
    assert browser.post(scene.path("/hand-over"), {**fields, "note": ""}).status_code == 422
    answer = browser.post(scene.path("/hand-over"), fields)
    case = scene.again()
    assert (case.team_id, case.tier, case.assigned_to_id) == (scene.cast.tax.pk, 3, None)
    assert answer["Location"] == "/desk/?done=handed-over"
    assert "The case is handed over" in browser.get(answer["Location"]).content.decode()
    assert browser.get(scene.path()).status_code == 404
    assert signed_in(scene.cast.tomos).get(scene.path()).status_code == 200


@pytest.mark.parametrize("version", ["", "abc", "-1", "999999999999999999999"])
def test_a_damaged_version_is_a_conflict_not_a_crash(scene, version):
    answer = signed_in(scene.cast.owen).post(scene.path("/moves/take-up"), {"version": version})
    assert answer.status_code == 409
    assert scene.again().stage == "receive"


def test_what_was_typed_when_the_session_ended_is_sent_after_signing_in(scene):
    browser = signed_in(scene.cast.owen)
    browser.cookies.clear()
    answer = browser.post(scene.path("/note"), {"version": "1", "note": "Written over lunch"})
    assert answer.status_code == 403
    assert "Nothing you typed is lost" in answer.content.decode()
    assert not CaseEntry.objects.filter(text="Written over lunch").exists()
