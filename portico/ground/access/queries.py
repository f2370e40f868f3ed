"""Reading who may do what, and who works where."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from uuid import UUID

from django.db import models
from django.db.models import F

from portico.ground.access.models import Membership, Role, Staff, Team
from portico.ground.access.permissions import WORKS_CASES, Powers
from portico.ground.ledger.kept_queries import KeptQuery, Later

_TEAMS = KeptQuery(lambda: Team.objects.order_by("name", "pk"))
_HELD = KeptQuery(
    lambda: Membership.objects.filter(staff_id=Later("staff", models.UUIDField())).values_list(
        "team_id", "role"
    )
)


_WITH_ROLES = KeptQuery(
    lambda: Staff.objects.filter(pk=Later("staff", models.UUIDField())).annotate(
        held_team=F("memberships__team_id"), held_role=F("memberships__role")
    )
)


def staff_with_roles(staff_id: UUID) -> Staff | None:
    """The member of staff with that id, whose roles `powers_of` then knows; one SQL statement."""
    found = _WITH_ROLES.run(staff=staff_id)
    if not found:
        return None
    keep_roles(found[0], [(vars(one)["held_team"], vars(one)["held_role"]) for one in found])
    return found[0]


def keep_roles(staff: Staff, roles: Sequence[tuple[UUID | None, str | None]]) -> None:
    """Let `powers_of` know the roles (team and role; a row without a role is none) read with somebody."""
    setattr(staff, _ROLES_READ, [(team_id, role) for team_id, role in roles if role is not None])


_ROLES_READ = "roles_read_with_staff"


def powers_of(staff: Staff) -> Powers:
    """Return what a member of staff may do; one SQL statement, none after `staff_with_roles`.

    Nobody inactive may do anything.
    """
    everywhere: set[Role] = set()
    in_teams: defaultdict[UUID, set[Role]] = defaultdict(set)
    if staff.is_active:
        # Of a request the person comes wrapped: its attributes are reached, its own dictionary is not.
        read = getattr(staff, _ROLES_READ, None)
        for team_id, role in _HELD.run(staff=staff.pk) if read is None else read:
            (everywhere if team_id is None else in_teams[team_id]).add(Role(role))
    return Powers(
        staff_id=staff.pk,
        everywhere=frozenset(everywhere),
        in_teams={team: frozenset(roles) for team, roles in in_teams.items()},
    )


def roles_in_words(staff: Staff) -> list[str]:
    """The roles somebody holds, as people say them: "Case officer in Waste and recycling"."""
    held = Membership.objects.filter(staff_id=staff.pk).select_related("team").order_by("team__name", "role")
    return [
        f"{Role(one.role).label} in {one.team.name}" if one.team else f"{Role(one.role).label} everywhere"
        for one in held
    ]


def teams_seen_by(powers: Powers) -> list[Team]:
    """The teams whose cases this person sees, by name; one SQL statement."""
    seen = powers.teams_seen
    return [team for team in _TEAMS.run() if powers.sees_all_teams or team.pk in seen]


def all_teams() -> list[Team]:
    """Every team, by name; one SQL statement."""
    return _TEAMS.run()


def service_designers() -> list[Staff]:
    """Active staff who may change, review and publish services, by name; one SQL statement."""
    designers = Membership.objects.filter(team__isnull=True, role=Role.SERVICE_DESIGNER).values("staff_id")
    return list(Staff.objects.filter(is_active=True, pk__in=designers).order_by("name", "pk"))


def colleagues_in(team_id: UUID) -> list[Staff]:
    """Active staff to whom a case of that team can be given, by name; one SQL statement.

    Those are the people who work in the team, and the managers over every team.
    """
    in_team = Membership.objects.filter(team_id=team_id, role__in=WORKS_CASES)
    over_all = Membership.objects.filter(team__isnull=True, role=Role.MANAGER)
    chosen = (in_team | over_all).values("staff_id")
    return list(Staff.objects.filter(is_active=True, pk__in=chosen).order_by("name", "pk"))
