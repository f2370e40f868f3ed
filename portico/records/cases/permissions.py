"""What a member of staff may do with a case: pure functions of their powers, without the database.

A case one may not see does not exist for them; views answer 404 to it.
"""

from __future__ import annotations

from collections.abc import Collection
from uuid import UUID

from portico.ground.access.models import Role
from portico.ground.access.permissions import Powers
from portico.records.catalogue.definition.service import ServiceDefinition
from portico.records.catalogue.definition.workflow import Move, Stage

DECIDES_TEAMS = frozenset({Role.TEAM_LEADER, Role.MANAGER})
"""Who may take a case from a colleague, or hand it to another team."""
KNOWS_CASES = frozenset({Role.CASE_OFFICER, Role.TEAM_LEADER, Role.MANAGER})
STAFF_ROLES = frozenset({Role.AGENT, Role.CASE_OFFICER, Role.TEAM_LEADER, Role.MANAGER})


def may_see(powers: Powers, team_id: UUID) -> bool:
    """Say whether a case of that team is shown."""
    return powers.may_see_cases_of(team_id)


def may_see_sensitive(powers: Powers, team_id: UUID) -> bool:
    """Say whether answers of a special category and evidence are shown."""
    return may_see(powers, team_id) and powers.may_see_sensitive(team_id)


def may_move(powers: Powers, team_id: UUID, move: Move) -> bool:
    """Say whether one of the roles that make this move is held in that team, or everywhere."""
    return may_see(powers, team_id) and powers.may(
        [mover for mover in move.by if mover in STAFF_ROLES], team_id
    )


def moves_open_to(
    powers: Powers, team_id: UUID, definition: ServiceDefinition, stage: Stage
) -> tuple[Move, ...]:
    """The moves this person may make at `stage`, in the order of the definition."""
    return tuple(move for move in definition.moves_from(stage) if may_move(powers, team_id, move))


def may_note(powers: Powers, team_id: UUID) -> bool:
    """Say whether notes and files may be added: by everybody who sees the case."""
    return may_see(powers, team_id)


def may_take_reply(powers: Powers, team_id: UUID) -> bool:
    """Say whether a customer's reply may be written down for them: by everybody who sees the case."""
    return may_see(powers, team_id)


def may_ask(powers: Powers, team_id: UUID) -> bool:
    """Say whether the customer may be asked something, which stops the clock."""
    return may_see(powers, team_id) and powers.may(STAFF_ROLES, team_id)


def may_mark_seen(powers: Powers, team_id: UUID) -> bool:
    """Say whether what the customer sent may be marked as seen: by those who know the team's cases."""
    return may_see(powers, team_id) and powers.may(KNOWS_CASES, team_id)


def may_assign(powers: Powers, team_id: UUID, *, holder: UUID | None, to: UUID | None) -> bool:
    """Say whether the case may be given to `to` (None: to nobody), while `holder` has it.

    A case officer takes what is nobody's, and gives away what is their own; from somebody else only a team
    leader or manager takes it.
    """
    if not may_see(powers, team_id):
        return False
    if powers.may(DECIDES_TEAMS, team_id):
        return True
    officer = powers.may({Role.CASE_OFFICER}, team_id)
    return officer and (holder == powers.staff_id or (holder is None and to == powers.staff_id))


def may_hand_over(powers: Powers, team_id: UUID) -> bool:
    """Say whether the work may be handed to another tier or team: by all who work the team's cases."""
    return may_see(powers, team_id) and powers.may(STAFF_ROLES, team_id)


def may_link(powers: Powers, team_id: UUID) -> bool:
    """Say whether the case may be linked to a customer: by all who work the team's cases."""
    return may_see(powers, team_id) and powers.may(STAFF_ROLES, team_id)


def may_take_requests(powers: Powers, team_ids: Collection[UUID]) -> bool:
    """Say whether requests for a service may be taken for customers, whose cases go to one of these teams.

    Agents are the council's front: they take requests for every service, whichever team they work in.
    Others take those that a team whose cases they see will work. What somebody sees of the case afterwards
    is as ever.
    """
    everywhere = powers.everywhere.union(*powers.in_teams.values())
    return Role.AGENT in everywhere or powers.sees_all_teams or not powers.teams_seen.isdisjoint(team_ids)
