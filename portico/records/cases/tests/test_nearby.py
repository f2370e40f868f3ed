"""Open reports like the one being made, nearby."""

from __future__ import annotations

from datetime import timedelta

import pytest

from portico.records.cases.actions import join_case, withdraw_case
from portico.records.cases.queries import similar_open_reports
from portico.records.cases.queries.nearby import metres_between
from portico.records.cases.tests.scene import ADA, RESIDENT, publish, report
from tests.cast import BEGINNING

HERE = {"latitude": 51.75, "longitude": -0.33}


def near(service_id, **changes):
    usual = {
        "service_id": service_id,
        **HERE,
        "within_metres": 100,
        "since": BEGINNING - timedelta(days=30),
        "same": ["fault"],
        "answers": {"fault": "dark"},
        "shows": ["fault"],
    }
    return similar_open_reports(**{**usual, **changes})


@pytest.mark.parametrize(
    ("one", "other", "metres"),
    [
        # Trig points: a degree along a meridian, and London to Paris, by Vincenty's formula on WGS 84.
        ((51.0, 0.0), (52.0, 0.0), 111_257),
        ((51.5007, -0.1246), (48.8584, 2.2945), 340_900),
        ((51.75, -0.33), (51.75, -0.33), 0),
    ],
)
def test_distances_agree_with_an_ellipsoid(one, other, metres):
    assert metres_between(*one, *other) == pytest.approx(metres, rel=0.006)


def test_only_open_alike_recent_and_near_ones(cast, django_assert_num_queries):
    version = publish()
    at_hand = report(version, latitude=51.7505)
    nearer = report(version, latitude=51.7501, story="My own story")
    report(version, latitude=51.7520)
    report(version, latitude=51.7501, longitude=-0.3316)
    report(version, fault="wires")
    report(version, latitude=None, longitude=None)
    report(version, at=BEGINNING - timedelta(days=40))
    withdraw_case(case_id=report(version).id, by=RESIDENT, at=BEGINNING)
    join_case(case_id=nearer.id, source_key="f", given=ADA, by=RESIDENT, at=BEGINNING)
    with django_assert_num_queries(1):
        found = near(version.service_id)
    assert [one.case_id for one in found] == [nearer.id, at_hand.id]
    assert found[0].metres == pytest.approx(11.1, abs=0.1)
    assert found[0].answers == {"fault": "dark"}
    assert [one.followers for one in found] == [1, 0]


def test_another_services_reports_are_not_alike(cast):
    version, other = publish(), publish(id="other")
    report(other)
    assert near(version.service_id) == []


def test_without_the_answer_that_must_be_the_same_nothing_is_alike(cast, django_assert_num_queries):
    version = publish()
    report(version)
    with django_assert_num_queries(0):
        assert near(version.service_id, answers={}) == []
    assert len(near(version.service_id, same=[], answers={}, shows=["story"])) == 1


def test_at_most_ten_are_shown(cast):
    version = publish()
    for number in range(12):
        report(version, latitude=51.75 + number * 0.00001)
    found = near(version.service_id)
    assert len(found) == 10
    assert found[0].metres == 0
