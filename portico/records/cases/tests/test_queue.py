"""The queue shows what is due first, to those who may see it, page by page."""

from __future__ import annotations

from datetime import timedelta

import pytest

from portico.ground.access.queries import powers_of
from portico.records.cases.actions import ask_customer, assign_case, move_case, take_reply
from portico.records.cases.models import Case
from portico.records.cases.queries import QueueFilters, queue
from portico.records.cases.tests.scene import RESIDENT, publish, report, staff
from tests.cast import BEGINNING

LATER = BEGINNING + timedelta(hours=1)
EVERYTHING = QueueFilters()


@pytest.fixture
def cases(cast) -> dict[str, Case]:
    """Four open cases of waste, one of tax, one completed."""
    version = publish()
    made = {
        "usual": report(version),
        "urgent": report(version, fault="wires"),
        "post": report(version, channel="post"),
        "asked": report(version, at=BEGINNING - timedelta(days=3)),
        "tax": report(version, fault="tax"),
        "done": report(version),
    }
    owen = staff(cast.owen)
    assign_case(case_id=made["usual"].id, version=1, assign_to=cast.owen.id, by=owen, at=LATER)
    ask_customer(case_id=made["asked"].id, version=1, question="Where?", by=owen, at=LATER)
    move_case(case_id=made["done"].id, version=1, move="refuse", reasons="No", by=owen, at=LATER)
    take_reply(case_id=made["done"].id, text="But why?", by=RESIDENT, at=LATER)
    take_reply(case_id=made["post"].id, text="News", by=RESIDENT, at=LATER)
    return made


def found(cases, person, filters=EVERYTHING, at=LATER) -> list[str]:
    names = {case.id: name for name, case in cases.items()}
    return [names[row.id] for row in queue(powers_of(person), filters, at=at).rows]


def test_open_cases_by_the_time_they_are_due(cases, cast):
    assert found(cases, cast.owen) == ["urgent", "asked", "usual", "post"]
    assert found(cases, cast.amina) == ["urgent", "asked", "usual", "tax", "post"]
    assert found(cases, cast.tomos) == ["tax"]
    assert found(cases, cast.ivan) == []


def test_each_filter(cases, cast):
    def shown(**filters):
        return found(cases, cast.amina, QueueFilters(**filters))

    assert shown(team=cast.tax.id) == ["tax"]
    assert shown(service=cases["tax"].service_id) == ["urgent", "asked", "usual", "tax", "post"]
    assert shown(stage="review") == []
    assert shown(assigned=cast.owen.id) == ["usual"]
    assert shown(assigned="somebody") == ["usual"]
    assert shown(assigned="nobody") == ["urgent", "asked", "tax", "post"]
    assert shown(waiting=True) == ["asked"]
    assert shown(attention=True) == ["done", "post"]
    assert shown(priority="urgent") == ["urgent"]
    assert shown(due="today") == ["urgent"]
    assert shown(stage="receive", assigned="nobody", team=cast.waste.id) == ["urgent", "asked", "post"]


def test_overdue_is_never_what_waits_for_the_customer(cases, cast):
    later = BEGINNING + timedelta(days=5)
    assert found(cases, cast.owen, QueueFilters(due="overdue"), at=later) == ["urgent", "usual"]
    rows = queue(powers_of(cast.owen), EVERYTHING, at=later).rows
    assert [row.is_overdue(later) for row in rows] == [True, False, True, False]


def test_another_teams_filter_shows_nothing(cases, cast):
    assert found(cases, cast.owen, QueueFilters(team=cast.tax.id)) == []
    assert found(cases, cast.tomos, QueueFilters(assigned=cast.owen.id)) == []
    assert found(cases, cast.tomos, QueueFilters(service=cases["usual"].service_id)) == ["tax"]


def test_a_row_says_what_the_list_shows(cases, cast):
    row = queue(powers_of(cast.owen), QueueFilters(assigned=cast.owen.id), at=LATER).rows[0]
    assert (row.team, row.assigned_to, row.service.en) == (
        "Waste and recycling",
        "Owen Carter",
        "Street light",
    )
    assert (row.reference, row.version, row.tier) == (cases["usual"].reference, 2, 2)


def test_pages_by_key_show_each_case_once(cast, django_assert_num_queries):
    version = publish()
    for _ in range(60):
        report(version)
    for _ in range(20):
        report(version, fault="tax")
    for person, filters in [
        (cast.amina, EVERYTHING),
        (cast.owen, EVERYTHING),
        (cast.amina, QueueFilters(service=version.service_id)),
    ]:
        powers = powers_of(person)
        seen, after = [], None
        while True:
            with django_assert_num_queries(1):
                page = queue(powers, filters, after, at=LATER)
            seen += [row.id for row in page.rows]
            after = page.after
            if after is None:
                break
        expected = Case.objects.order_by("due_at", "id")
        if person == cast.owen:
            expected = expected.filter(team=cast.waste)
        assert seen == list(expected.values_list("id", flat=True))


@pytest.mark.parametrize("key", ["nonsense", "~", "2026-03-02T09:00~x", "", "2026-03-02~" + "0" * 32])
def test_a_key_that_cannot_be_read_begins_anew(cases, cast, key):
    assert len(queue(powers_of(cast.owen), EVERYTHING, key, at=LATER).rows) == 4
