"""What each of the cast may do."""

from __future__ import annotations

import pytest

from portico.ground.access.models import Membership, Role
from portico.ground.access.queries import colleagues_in, powers_of


def test_powers_take_one_statement(cast, django_assert_num_queries):
    with django_assert_num_queries(1):
        powers_of(cast.owen)


@pytest.mark.parametrize(
    ("who", "sees_waste", "sees_tax", "sensitive_waste"),
    [
        ("amina", True, True, False),
        ("owen", True, False, True),
        ("priya", True, False, True),
        ("tomos", False, True, False),
        ("grace", True, True, True),
        ("ivan", False, False, False),
    ],
)
def test_who_sees_what(cast, who, sees_waste, sees_tax, sensitive_waste):
    powers = powers_of(getattr(cast, who))
    assert powers.may_see_cases_of(cast.waste.pk) is sees_waste
    assert powers.may_see_cases_of(cast.tax.pk) is sees_tax
    assert powers.may_see_sensitive(cast.waste.pk) is sensitive_waste
    assert powers.works_cases is (who != "ivan")
    assert powers.is_administrator is (who == "ivan")


def test_a_role_holds_in_its_team_only(cast):
    owen = powers_of(cast.owen)
    assert owen.may(Role.CASE_OFFICER, cast.waste.pk)
    assert owen.may(["team_leader", "case_officer"], cast.waste.pk)
    assert not owen.may("team_leader", cast.waste.pk)
    assert not owen.may(Role.CASE_OFFICER, cast.tax.pk)
    assert not owen.may(Role.CASE_OFFICER, None)
    assert powers_of(cast.grace).may("manager", cast.tax.pk)


def test_who_left_may_do_nothing(cast):
    cast.grace.is_active = False
    powers = powers_of(cast.grace)
    assert not powers.works_cases
    assert not powers.may(Role.MANAGER, None)


def test_a_case_can_be_given_to_the_team_and_its_managers(cast):
    Membership.objects.create(staff=cast.owen, team=cast.waste, role=Role.AGENT)
    assert colleagues_in(cast.waste.pk) == [cast.grace, cast.owen, cast.priya]
    cast.owen.is_active = False
    cast.owen.save()
    assert colleagues_in(cast.waste.pk) == [cast.grace, cast.priya]
