"""Customers are told of each step in their own language, from the definition their case began with."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from portico.ground.access.queries import powers_of
from portico.ground.ledger.actions import action
from portico.ground.ledger.models import LedgerEvent
from portico.records.cases.actions import ask_customer, join_case, move_case
from portico.records.cases.models import Case
from portico.records.cases.queries import CasesForDesk
from portico.records.cases.tests import scene
from portico.records.catalogue.models import ServiceVersion
from portico.records.catalogue.queries import definition_of
from portico.records.messages.actions import NoAddressError, resend_message
from portico.records.messages.models import Message
from portico.records.messages.queries import lines_read, lines_with_case, messages_of
from portico.records.messages.words import LONGEST_VALUE, harmless
from portico.records.people.contact_details import Given
from tests.cast import BEGINNING, Cast

MESSAGES: dict[str, Any] = {
    "received": {
        "subject": {"en": "We have it ((reference))", "cy": "Mae gennym ((reference))"},
        "body": {
            "en": "Dear ((name))\n\n((answers.fault)) at ((answers.where)). ((answers.story))\n\n"
            "((what_happens_next)) By ((due_date)).\n\n((follow_address))\n\n((council))",
            "cy": "Annwyl ((name))\n\nErbyn ((due_date)).",
        },
    },
    "on-its-way": {"subject": "On its way", "body": "Dear ((name)), a crew comes."},
    "question": {"subject": "A question", "body": "((question))"},
    "joined": {"subject": "You joined ((reference))", "body": "Dear ((name)), ((answers.story))((reasons))"},
    "decided": {"subject": "Our decision", "body": "((outcome)): ((reasons))"},
    "followers-decided": {"subject": "Done", "body": "((outcome)) ((reasons))((answers.fault))"},
}


def with_messages() -> dict[str, Any]:
    moves = [
        {**move, "tells": "decided", "tells_followers": "followers-decided"}
        if move["id"] == "refuse"
        else move
        for move in scene.DEFINITION["workflow"]["moves"]
    ]
    return {"messages": MESSAGES, "workflow": {**scene.DEFINITION["workflow"], "moves": moves}}


@pytest.fixture
def version(cast: Cast, settings) -> ServiceVersion:
    settings.PUBLIC_ADDRESS = "https://porticoshire.example"
    return scene.publish(**with_messages())


def only_message(case: Case) -> Message:
    return Message.objects.get(case=case)


def test_an_opened_case_is_acknowledged(version):
    case = scene.report(version, story="It is dark.")
    message = only_message(case)
    reference = f"{case.reference[:4]}-{case.reference[4:]}"
    assert message.subject == f"We have it {reference}"
    text, _, signature = message.body.partition("\n-- \n")
    assert text == (
        "Dear Ada Lovelace\n\nThe lights are out at Market Square. It is dark.\n\n"
        "We go and look. By 5 March 2026.\n\nhttps://porticoshire.example/follow\n\n"
        "Porticoshire District Council\n"
    )
    assert signature.splitlines() == [
        "Porticoshire District Council",
        f"Your reference: {reference}",
        "Follow your request: https://porticoshire.example/follow",
        "This email was sent automatically. Please do not reply to it: nobody reads the replies.",
    ]
    assert (message.state, message.to_name, message.to_address) == (
        "queued",
        "Ada Lovelace",
        case.contact_email,
    )
    opened = LedgerEvent.objects.get(name="case.opened")
    written = LedgerEvent.objects.get(name="message.written")
    assert message.cause == opened.id == written.causation
    assert written.subjects == {"message": str(message.id), "case": str(case.id)}


def test_it_costs_one_statement_to_write(version):
    definition_of(version.pk)
    with CaptureQueriesContext(connection) as queries:
        scene.report(version)
    statements = [query["sql"] for query in queries if "SAVEPOINT" not in query["sql"]]
    # the case; the message together with the events
    assert len(statements) == 2, statements
    [written] = [sql for sql in statements if "messages_message" in sql]
    assert 'INSERT INTO "ledger_event"' in written
    assert not any("procrastinate" in sql for sql in statements)


def test_in_the_language_of_the_customer(version):
    given = Given(name="Siân", email="sian@example.org", language="cy")
    message = only_message(scene.report(version, given=given))
    assert message.language == "cy"
    assert message.body.startswith("Annwyl Siân\n\nErbyn 5 Mawrth 2026.")
    assert "Eich cyfeirnod: " in message.body


def test_without_an_address_nobody_is_told_and_staff_see_so(version):
    case = scene.report(version, given=Given(name="", phone="07700 900123"))
    [line] = messages_of(case.id)
    assert line.state == "no_address"
    assert only_message(case).body.startswith("Dear resident")
    with pytest.raises(NoAddressError):
        resend_message(message_id=line.id, by=scene.RESIDENT, at=BEGINNING)


def test_a_move_tells_what_the_definition_says_and_others_nothing(version, cast):
    case = scene.report(version)
    by = scene.staff(cast.priya)
    move_case(case_id=case.id, version=1, move="take-up", by=by, at=BEGINNING)
    assert Message.objects.count() == 1
    move_case(case_id=case.id, version=2, move="send-crew", assign_to=cast.owen.pk, by=by, at=BEGINNING)
    assert messages_of(case.id)[0].subject == "On its way"


def test_a_decision_is_told_with_its_reasons_to_the_customer_alone(version, cast):
    case = scene.report(version)
    given = Given(name="Joan Clarke", email="joan@example.org")
    follower = join_case(case_id=case.id, source_key="k", given=given, by=scene.RESIDENT, at=BEGINNING)
    joined = Message.objects.get(follower=follower)
    assert joined.body.startswith("Dear Joan Clarke,\n\n-- \n")
    assert joined.subject == f"You joined {follower.reference[:4]}-{follower.reference[4:]}"
    move_case(
        case_id=case.id,
        version=Case.objects.get().version,
        move="refuse",
        reasons="It is not ours. See https://other.example/lights",
        by=scene.staff(cast.priya),
        at=BEGINNING,
    )
    to_customer = Message.objects.get(template="decided")
    assert to_customer.body.startswith("Not mended: It is not ours. See https://other.example/lights\n")
    to_follower = Message.objects.get(template="followers-decided")
    assert to_follower.body.startswith("Not mended\n")
    assert (to_follower.follower_id, to_follower.to_address) == (follower.id, "joan@example.org")
    assert {line.to_follower for line in messages_of(case.id)} == {True, False}


def test_a_question_reaches_the_customer(version, cast):
    case = scene.report(version)
    ask_customer(case_id=case.id, version=1, question="Which lamp?", by=scene.staff(cast.priya), at=BEGINNING)
    assert Message.objects.get(template="question").body.startswith("Which lamp?\n")


def test_what_a_stranger_typed_becomes_no_link_and_no_second_placeholder(version):
    given = Given(
        name="Click https://evil.example/x or www.evil.example ((reference))", email="ada@example.org"
    )
    case = scene.report(version, given=given, story="Mail me@evil.example, " + "x" * 900)
    message = only_message(case)
    assert "https://evil" not in message.body
    assert "evil.example" not in message.body
    assert "me@evil" not in message.body
    assert message.body.count("x" * 450) == 1
    assert len(message.body) < 2_000
    assert "https://porticoshire.example/follow" in message.body
    assert "evil" not in message.subject


def test_special_answers_stand_in_no_message(cast, settings):
    messages = {**MESSAGES, "received": {"subject": "x", "body": "((answers.illness))|((answers.fault))"}}
    version = scene.publish(messages=messages)
    message = only_message(scene.report(version, illness="private"))
    assert message.body.startswith("|The lights are out")


def test_an_address_corrected_on_the_case_is_used_when_sent_again(version):
    case = scene.report(version)
    first = only_message(case)
    Case.objects.filter(pk=case.pk).update(contact_email="right@example.org")
    again = resend_message(message_id=first.id, by=scene.RESIDENT, at=BEGINNING)
    assert again.to_address == "right@example.org"


def test_a_case_that_is_not_opened_tells_nobody(version):
    @action
    def open_and_fall() -> None:
        scene.report(version)
        raise RuntimeError

    with pytest.raises(RuntimeError):
        open_and_fall()
    assert not Message.objects.exists()
    assert not Case.objects.exists()


def test_a_definition_without_the_message_says_nothing(cast):
    scene.report(scene.publish())
    assert not Message.objects.exists()


@pytest.mark.parametrize(
    "text", ["12 High Street, PX1 2AB", "at 12:30 or 3.45 pm", "St. Mary's. Then left.", "£12.50"]
)
def test_usual_words_stay_as_they_are(text):
    assert harmless(text) == text


def test_long_words_are_cut():
    assert len(harmless("y" * 10_000)) == LONGEST_VALUE


def test_messages_that_come_with_the_case_are_the_same(cast):
    case = scene.report(scene.publish(**with_messages()))
    given = replace(scene.ADA, email="eve@example.org")
    join_case(case_id=case.id, source_key="k", given=given, by=scene.RESIDENT, at=BEGINNING)
    Message.objects.filter(follower=None).update(state="sent", sent_at=BEGINNING, tries=1)
    cases = CasesForDesk(messages=lines_with_case)
    found = cases.find(powers_of(cast.owen), case.reference)
    assert found is not None
    assert lines_read(found.texts["messages"]) == messages_of(case.id)
    assert len(messages_of(case.id)) == 2
