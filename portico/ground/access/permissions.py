"""What a member of staff may do, decided from the roles they hold: pure, without the database."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from uuid import UUID

from portico.ground.access.models import Role

SEES_EVERY_TEAM = frozenset({Role.AGENT, Role.MANAGER})
"""Roles that, held without a team, show the cases of every team."""

SEES_SENSITIVE = frozenset({Role.CASE_OFFICER, Role.TEAM_LEADER, Role.MANAGER})
"""Roles that show answers of a special category and evidence, in their team or over it."""

WORKS_CASES = frozenset({Role.AGENT, Role.CASE_OFFICER, Role.TEAM_LEADER, Role.MANAGER})
"""Roles that show cases: not those of who looks after accounts, or designs services."""

TEAMLESS = frozenset({Role.AGENT, Role.MANAGER, Role.ADMINISTRATOR, Role.SERVICE_DESIGNER})
"""Roles that may be held without a team, that is everywhere; the others belong to one team."""

NEVER_IN_A_TEAM = frozenset({Role.ADMINISTRATOR, Role.SERVICE_DESIGNER})
"""Roles that hold over the whole council only."""


@dataclass(frozen=True)
class Powers:
    """The roles of one member of staff: those held everywhere, and those held in a team, by its id."""

    staff_id: UUID
    everywhere: frozenset[Role] = frozenset()
    in_teams: Mapping[UUID, frozenset[Role]] = field(default_factory=dict)

    def roles_in(self, team_id: UUID | None) -> frozenset[Role]:
        """All roles that hold in that team; with None, those held everywhere."""
        if team_id is None:
            return self.everywhere
        return self.everywhere | self.in_teams.get(team_id, frozenset())

    def may(self, roles: Role | str | Collection[Role | str], team_id: UUID | None) -> bool:
        """Say whether one of `roles` is held in that team, or everywhere."""
        wanted = {roles} if isinstance(roles, str) else set(roles)
        return bool(self.roles_in(team_id) & wanted)

    @property
    def sees_all_teams(self) -> bool:
        """Whether the cases of every team are shown."""
        return bool(self.everywhere & SEES_EVERY_TEAM)

    @property
    def teams_seen(self) -> frozenset[UUID]:
        """Ids of the teams whose cases are shown because of a role held in them."""
        return frozenset(team for team, roles in self.in_teams.items() if roles & WORKS_CASES)

    @property
    def works_cases(self) -> bool:
        """Whether any case at all may be shown; false for administrators of accounts."""
        return self.sees_all_teams or bool(self.teams_seen)

    @property
    def is_administrator(self) -> bool:
        """Whether accounts, teams and roles may be looked after."""
        return Role.ADMINISTRATOR in self.everywhere

    @property
    def designs_services(self) -> bool:
        """Whether services may be changed, tried out, reviewed and published."""
        return Role.SERVICE_DESIGNER in self.everywhere

    def may_see_cases_of(self, team_id: UUID) -> bool:
        """Say whether the cases of that team are shown; others do not exist for this person."""
        return self.sees_all_teams or team_id in self.teams_seen

    def may_see_sensitive(self, team_id: UUID) -> bool:
        """Say whether answers of a special category and evidence in that team's cases are shown."""
        return self.may(SEES_SENSITIVE, team_id)
