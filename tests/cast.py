"""The cast: the named people that every test plays with. Nobody here is real."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime

from portico.ground.access.models import Membership, Role, Staff, Team

BEGINNING = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)
"""A Monday morning without holidays near: the usual `at` of tests."""


@dataclass(frozen=True)
class Cast:
    """Two teams, their people, and a stranger."""

    waste: Team
    tax: Team
    amina: Staff
    """Agent of customer services: sees all teams' cases, works few."""
    owen: Staff
    """Case officer of the waste team."""
    priya: Staff
    """Team leader of the waste team."""
    tomos: Staff
    """Case officer of the council tax team: a stranger to waste."""
    grace: Staff
    """Manager over everything."""
    ivan: Staff
    """Administrator of accounts; works no cases."""
    tamsin: Staff
    """Service designer; works no cases."""
    joseph: Staff
    """Another service designer, who reviews."""


def make_cast() -> Cast:
    """Create the cast in the database, as far as it is not there."""

    def make_team(code: str, name: str) -> Team:
        return Team.objects.get_or_create(code=code, defaults={"name": name})[0]

    waste, tax = make_team("waste", "Waste and recycling"), make_team("council-tax", "Council tax")

    def person(name: str, role: Role, team: Team | None) -> Staff:
        email = f"{name.split(maxsplit=1)[0].lower()}@porticoshire.example"
        staff, _ = Staff.objects.get_or_create(email=email, defaults={"name": name, "joined_at": BEGINNING})
        Membership.objects.get_or_create(staff=staff, team=team, role=role)
        return staff

    return Cast(
        waste=waste,
        tax=tax,
        amina=person("Amina Yusuf", Role.AGENT, None),
        owen=person("Owen Carter", Role.CASE_OFFICER, waste),
        priya=person("Priya Nair", Role.TEAM_LEADER, waste),
        tomos=person("Tomos Evans", Role.CASE_OFFICER, tax),
        grace=person("Grace Adeyemi", Role.MANAGER, None),
        ivan=person("Ivan Petrov", Role.ADMINISTRATOR, None),
        tamsin=person("Tamsin Reid", Role.SERVICE_DESIGNER, None),
        joseph=person("Joseph Achebe", Role.SERVICE_DESIGNER, None),
    )
