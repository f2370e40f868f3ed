"""The demo council's services do what their council means: who is stopped, who is asked what, who gets it."""

from __future__ import annotations

from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from portico.records.catalogue.definition.service import ServiceDefinition
from portico.records.catalogue.path import asked, stopped
from portico.records.catalogue.reading.read import read_definition
from portico.records.catalogue.rules import deadline_for, priority_for, team_for

SERVICES = Path(__file__).resolve().parents[4] / "services"
TODAY = date(2026, 3, 4)
AT_HOME = {"uprn": "10001", "lines": ["1 Mill Lane"], "postcode": "PX1 2AB"}
BY_HAND = {**AT_HOME, "uprn": ""}


@cache
def service(name: str) -> ServiceDefinition:
    definition = read_definition((SERVICES / f"{name}.yaml").read_bytes(), name).definition
    assert definition is not None
    return definition


def way(name: str, answers: dict[str, Any], facts: dict[str, Any] | None = None) -> list[str]:
    return [page.page.id for page in asked(service(name), answers, facts or {}, TODAY).pages]


def stop(name: str, answers: dict[str, Any], facts: dict[str, Any] | None = None) -> str | None:
    end = stopped(service(name), answers, facts or {}, TODAY)
    return None if end is None else end.stop.title.en


def collected(days: int, *, last: str = "2026-03-02") -> dict[str, Any]:
    return {
        "round": {
            "known": True,
            "last_on": last,
            "next_on": "2026-03-16",
            "working_days_since_last": days,
            "collected_today": days == 0,
        }
    }


@pytest.mark.parametrize(
    ("facts", "title"),
    [
        (collected(0), "Your bin is due to be collected today"),
        (collected(1), None),
        (collected(2), None),
        (collected(3), "It is too late to report this collection"),
        ({"round": {"known": False}}, "We do not collect that bin from this address"),
        ({"round": {"known": True, "last_on": None}}, "Your first collection is still to come"),
    ],
)
def test_a_missed_bin_is_taken_within_two_working_days(facts, title):
    assert stop("missed-bin", {"address": AT_HOME, "bin": "food"}, facts) == title


def test_a_missed_bin_at_an_address_typed_by_hand_is_asked_for_its_day():
    answers = {"address": BY_HAND, "bin": "food"}
    assert "collection-day" in way("missed-bin", answers)
    assert "collection-day" not in way("missed-bin", {"address": AT_HOME, "bin": "food"}, collected(1))
    assert stop("missed-bin", answers) is None
    assert (
        stop("missed-bin", {**answers, "collection_day": "2026-03-04"})
        == "Your bin is due to be collected today"
    )
    assert (
        stop("missed-bin", {**answers, "collection_day": "2026-02-20"})
        == "It is too late to report this collection"
    )


def test_a_bin_that_was_not_out_or_is_tagged_is_not_fetched():
    begun = {"address": AT_HOME, "bin": "food"}
    assert (
        stop("missed-bin", {**begun, "out_in_time": False}, collected(1))
        == "We cannot come back for this bin"
    )
    tagged = {**begun, "out_in_time": True, "tag": "too_heavy"}
    assert stop("missed-bin", tagged, collected(1)) == "We cannot come back for this bin as it is"


@pytest.mark.parametrize(
    ("category", "pages"),
    [
        ("pothole", ["category", "danger", "place", "details", "photo"]),
        ("dog_fouling", ["category", "place", "details", "photo"]),
        ("street_light", ["category", "light", "danger", "place", "details", "photo"]),
        ("flytipping", ["category", "dumped", "witness", "danger", "place", "details", "photo"]),
        ("other", ["category", "what", "danger", "place", "details", "photo"]),
    ],
)
def test_a_street_problem_asks_only_what_its_category_needs(category, pages):
    assert way("street-problem", {"category": category}) == pages


def test_a_street_problem_goes_to_its_team_in_its_time():
    street = service("street-problem")
    assert team_for(street, {"category": "pothole"}, {}, TODAY) == "streets"
    assert team_for(street, {"category": "flytipping"}, {}, TODAY) == "waste"
    urgent = priority_for(street, {"category": "pothole", "danger": True}, {}, TODAY)
    assert urgent is not None
    assert urgent.level == "urgent"
    assert deadline_for(street, "web", {"category": "pothole", "danger": True}, {}, TODAY).unit == "hours"
    assert deadline_for(street, "web", {"category": "litter"}, {}, TODAY).amount == 3
    assert deadline_for(street, "web", {"category": "pothole"}, {}, TODAY).amount == 10


def test_private_graffiti_is_removed_only_where_it_is_offensive():
    private = {"category": "graffiti", "whose_wall": "private"}
    assert stop("street-problem", {**private, "offensive": False}) == "The owner has to remove this"
    assert stop("street-problem", {**private, "offensive": True}) is None


def test_a_move_asks_about_the_homes_the_council_knows():
    assert "old-home" not in way("change-of-address", {"move": "into"})
    assert "new-home" not in way("change-of-address", {"move": "out"})
    assert {"old-home", "new-home"} <= set(way("change-of-address", {"move": "within"}))
    assert "landlord" in way("change-of-address", {"move": "into", "new_home": "rent"})
    assert "others" in way("change-of-address", {"move": "into", "who": "others"})


def test_a_move_that_only_council_tax_needs_to_know_goes_straight_there():
    assert team_for(service("change-of-address"), {"tell": ["council_tax"]}, {}, TODAY) == "council-tax"
    both = {"tell": ["council_tax", "waste"]}
    assert team_for(service("change-of-address"), both, {}, TODAY) == "customer-services"


@pytest.mark.parametrize(
    ("answers", "title"),
    [
        ({"on_bill": False}, "Somebody named on the bill has to apply"),
        ({"on_bill": True, "main_home": False}, "You cannot get this discount"),
        ({"adults": "two_or_more", "counted": "not_all"}, "You cannot get this discount"),
        ({"on_bill": True, "main_home": True, "adults": "one"}, None),
        ({"adults": "two_or_more", "counted": "all_in_groups"}, None),
    ],
)
def test_who_cannot_get_the_discount_is_told_at_once(answers, title):
    assert stop("council-tax-single-person-discount", answers) == title


def test_evidence_is_asked_for_only_where_it_is_needed():
    def evidence(**answers: Any) -> set[str]:
        pages = way("council-tax-single-person-discount", answers)
        return {page for page in pages if page.startswith("evidence")}

    assert evidence(adults="one", since="2026-02-20", why="moved_out") == set()
    assert evidence(adults="one", since="2024-02-20", why="moved_in") == set()
    assert evidence(adults="one", since="2025-02-20", why="moved_out") == {"evidence-of-date"}
    counted = {"adults": "two_or_more", "counted": "all_in_groups", "since": "2026-02-20", "why": "moved_in"}
    assert evidence(**counted) == {"evidence-of-group"}


def test_a_refused_discount_carries_its_right_of_appeal():
    discount = service("council-tax-single-person-discount")
    refusal = discount.move("refuse")
    assert refusal.outcome is not None
    appeal = discount.outcome(refusal.outcome).appeal
    assert appeal is not None
    assert "Valuation Tribunal" in appeal.en
    assert refusal.tells is not None
    assert "((appeal))" in discount.messages[refusal.tells].body.en
    assert "((reasons))" in discount.messages[refusal.tells].body.en


@pytest.mark.parametrize(
    ("answers", "instead"),
    [
        ({"topic": "bins", "bins": "missed"}, "missed-bin"),
        ({"topic": "streets", "streets": "problem"}, "street-problem"),
        ({"topic": "bins", "bins": "new_bin"}, "new-bin"),
        ({"topic": "bins", "bins": "garden"}, "garden-waste"),
        ({"topic": "bins", "bins": "assisted"}, "assisted-bin-collection"),
        ({"topic": "streets", "streets": "vehicle"}, "abandoned-vehicle"),
        ({"topic": "housing", "housing": "repair"}, "housing-repair"),
        ({"topic": "housing", "housing": "homeless"}, "homelessness-help"),
        ({"topic": "housing", "housing": "register"}, "housing-register"),
        ({"topic": "housing", "housing": "rent"}, "discretionary-housing-payment"),
        ({"topic": "parking", "parking": "permit"}, "resident-parking-permit"),
        ({"topic": "parking", "parking": "fine"}, "parking-fine-challenge"),
        ({"topic": "complaint"}, "complaint"),
        ({"topic": "council_tax", "council_tax": "direct_debit"}, "council-tax-direct-debit"),
        ({"topic": "moving"}, "change-of-address"),
        ({"topic": "council_tax", "council_tax": "live_alone"}, "council-tax-single-person-discount"),
        ({"topic": "council_tax", "council_tax": "moved"}, "change-of-address"),
    ],
)
def test_contact_us_steers_to_the_service_that_does_it(answers, instead):
    end = stopped(service("contact-us"), answers, {}, TODAY)
    assert end is not None
    assert end.stop.instead == instead


@pytest.mark.parametrize(
    ("topic", "team"),
    [
        ("bins", "waste"),
        ("streets", "streets"),
        ("council_tax", "council-tax"),
        ("other", "customer-services"),
    ],
)
def test_contact_us_goes_to_the_team_that_knows(topic, team):
    assert team_for(service("contact-us"), {"topic": topic}, {}, TODAY) == team


def test_the_missed_bin_service_speaks_welsh_throughout():
    assert service("missed-bin").name.cy == "Rhoi gwybod am fin a gollwyd"
    for question in service("missed-bin").questions():
        assert question.label.cy
        assert question.label.cy != question.label.en
