"""What a definition may name outside itself: teams, groups and services that exist."""

from __future__ import annotations

from portico.ground.access.queries import all_teams
from portico.records.catalogue.editing.paths import Data
from portico.records.catalogue.queries import group_codes, published_codes
from portico.records.catalogue.reading.read import Known, ReadDefinition, read_data


def what_is_known() -> Known:
    """Codes of all teams, groups and published services; three SQL statements."""
    return Known(
        teams=frozenset(team.code for team in all_teams()), groups=group_codes(), services=published_codes()
    )


def read_copy(data: Data) -> ReadDefinition:
    """A working copy as a definition, and everything that is wrong with it; three SQL statements."""
    return read_data(data, what_is_known())
