"""One case with everything on it, for those who may see it."""

from __future__ import annotations

from dataclasses import fields
from datetime import timedelta

import pytest

from portico.ground.access.queries import powers_of
from portico.ground.files.models import StoredFile
from portico.records.cases.actions import GivenFile, add_note, join_case, link_customer, take_reply
from portico.records.cases.models import Case, CaseEntry
from portico.records.cases.queries import case_for_desk
from portico.records.cases.tests.scene import ADA, RESIDENT, publish, report, staff
from portico.records.people.actions import create_customer
from tests.cast import BEGINNING

LATER = BEGINNING + timedelta(hours=3)


@pytest.fixture
def case(cast) -> Case:
    return report(publish(), fault="wires", illness="Asthma", story="It sparks")


def test_everything_is_there(case, cast, django_assert_max_num_queries):
    customer = create_customer(given=ADA, by=RESIDENT, at=BEGINNING)
    add_note(case_id=case.id, text="Known spot", by=staff(cast.owen), at=LATER)
    follower = join_case(case_id=case.id, source_key="f", given=ADA, by=RESIDENT, at=LATER)
    powers = powers_of(cast.owen)
    with django_assert_max_num_queries(5):
        shown = case_for_desk(powers, case.reference.lower())
    assert shown is not None
    assert [(one.question.id, one.answer) for one in shown.answers] == [
        ("fault", "Bare wires"),
        ("where", "Market Square (51.75000, -0.33000)"),
        ("story", "It sparks"),
        ("illness", "Asthma"),
    ]
    assert [(entry.kind, entry.by) for entry in shown.entries] == [
        ("joined", ""),
        ("note", "Owen Carter"),
        ("opened", ""),
    ]
    for entry, kept in zip(shown.entries, CaseEntry.objects.order_by("-id"), strict=True):
        of_entry = {field.name: getattr(entry, field.name) for field in fields(entry) if field.name != "by"}
        assert of_entry == {name: getattr(kept, name) for name in of_entry}
    assert [one.reference for one in shown.followers] == [follower.reference]
    assert [(one.customer_id, one.certainty) for one in shown.recognised] == [(customer.id, "strong")]
    assert [move.id for move in shown.moves] == ["take-up", "refuse", "withdraw"]
    assert shown.priority is not None and shown.priority.why.en == "It can kill."
    assert shown.case.team.name == "Waste and recycling"
    assert shown.is_overdue(LATER) and not shown.is_overdue(BEGINNING)


def test_it_is_found_by_a_followers_reference(case, cast):
    follower = join_case(case_id=case.id, source_key="f", given=ADA, by=RESIDENT, at=LATER)
    shown = case_for_desk(powers_of(cast.owen), follower.reference)
    assert shown is not None and shown.case.pk == case.id


@pytest.mark.parametrize("person", ["tomos", "ivan"])
def test_what_one_may_not_see_does_not_exist(case, cast, person):
    assert case_for_desk(powers_of(getattr(cast, person)), case.reference) is None
    assert case_for_desk(powers_of(cast.owen), "nonsense") is None


def test_an_agent_sees_that_there_is_an_answer_and_not_what_it_is(case, cast):
    shown = case_for_desk(powers_of(cast.amina), case.reference)
    assert shown is not None and not shown.sees_sensitive
    (illness,) = [one for one in shown.answers if one.hidden]
    assert (illness.question.id, illness.answer) == ("illness", "")


def test_evidence_is_hidden_from_an_agent(case, cast):
    stored = StoredFile.objects.create(
        sha256="0" * 64, media_type="image/jpeg", bytes=10, state="clean", stored_at=BEGINNING
    )
    letter = GivenFile(stored.id, "doctor.jpg")
    take_reply(case_id=case.id, text="Here", files=[letter], by=RESIDENT, at=LATER)
    for person, hidden in (("amina", True), ("owen", False)):
        shown = case_for_desk(powers_of(getattr(cast, person)), case.reference)
        assert shown is not None
        assert [(one.name, one.hidden) for one in shown.files] == [("doctor.jpg", hidden)]


def test_once_linked_nobody_else_is_proposed(case, cast):
    customer = create_customer(given=ADA, by=RESIDENT, at=BEGINNING)
    link_customer(case_id=case.id, version=1, customer_id=customer.id, by=staff(cast.owen), at=LATER)
    shown = case_for_desk(powers_of(cast.owen), case.reference)
    assert shown is not None and shown.recognised == ()
    assert shown.case.customer == customer


def test_the_number_of_statements_does_not_grow(case, cast, django_assert_max_num_queries):
    for number in range(10):
        add_note(case_id=case.id, text=f"Note {number}", by=staff(cast.owen), at=LATER)
        join_case(case_id=case.id, source_key=f"f{number}", given=ADA, by=RESIDENT, at=LATER)
    with django_assert_max_num_queries(5):
        case_for_desk(powers_of(cast.owen), case.reference)
