"""Beginning a new service: what is asked, what is wrong with the answers, and the definition they give."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from portico.desk.typed import Typed
from portico.ground.access.queries import all_teams
from portico.records.catalogue.actions import as_json
from portico.records.catalogue.editing.paths import LONGEST_ID, Data, is_slug
from portico.records.catalogue.editing.queries import designed_services
from portico.records.catalogue.editing.starter import starter
from portico.records.catalogue.queries import current_service, group_titles
from portico.records.catalogue.words import search_words

FIELDS = ("how", "name", "summary", "group", "team", "copy_of", "id")
HOWS: Mapping[str, str] = {
    "starter": "A short form that works at once",
    "copy": "A copy of another service",
    "file": "A file",
}
"""What a new service can begin with."""
LONGEST_NAME = 200


@dataclass(frozen=True)
class Choices:
    """What can be chosen on the page: codes and names."""

    groups: Mapping[str, str]
    teams: Mapping[str, str]
    services: Mapping[str, str]


def choices() -> Choices:
    """Groups, teams, and the services that can be copied; four SQL statements."""
    return Choices(
        groups=group_titles(),
        teams={team.code: team.name for team in all_teams()},
        services={one.code: one.name for one in designed_services() if one.version is not None},
    )


def id_from(name: str) -> str:
    """The id that a name gives: `Report a lost cat` → `report-a-lost-cat`; empty where it gives none."""
    words = search_words(name).split()
    while words and not words[0][0].isalpha():
        words.pop(0)
    id = "-".join(words)
    if len(id) > LONGEST_ID:
        id = id[: LONGEST_ID + 1].rpartition("-")[0] or id[:LONGEST_ID]
    return id if is_slug(id) else ""


def check(typed: Typed, offered: Choices) -> None:
    """Say in `typed.errors` what is missing, or not on offer."""
    if typed["how"] == "file":
        return
    typed.need("name", "Enter a name, as residents will read it")
    if len(typed["name"]) > LONGEST_NAME:
        typed.errors["name"] = f"Use at most {LONGEST_NAME} characters; this is {len(typed['name'])}"
    if typed["how"] == "copy":
        _chosen(typed, "copy_of", offered.services, "Choose the service to copy")
        return
    typed.need("summary", "Say in one sentence what it is for")
    _chosen(typed, "group", offered.groups, "Choose where it is listed")
    _chosen(typed, "team", offered.teams, "Choose the team that gets its cases")


def definition_from(typed: Typed) -> Data:
    """The definition that good answers give. Raises `ServiceNotFoundError` where the copied one is gone."""
    if typed["how"] == "copy":
        copied = as_json(current_service(typed["copy_of"]).definition)
        return copied | {"id": typed["id"], "name": typed["name"]}
    return starter(
        id=typed["id"],
        name=typed["name"],
        summary=typed["summary"],
        group=typed["group"],
        team=typed["team"],
    )


def _chosen(typed: Typed, field: str, offered: Mapping[str, str], words: str) -> None:
    if typed[field] not in offered:
        typed.errors[field] = words
