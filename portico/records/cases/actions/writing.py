"""The statements that write a new case, its first line and its search document at once.

Every submission runs them, so they are written by hand: one round trip in place of four. The team is
looked up in the same statement, and so is whether the definition is still the one in force.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import Any
from uuid import UUID

from django.db import IntegrityError, connection
from django.db.models import Model

from portico.ground.ledger.actions import (
    TakenError,
    TransactionNeededError,
    change_at_the_end,
    gathers_now,
    is_violation_of,
    write_at_the_end,
)
from portico.ground.ledger.prepared import run_prepared
from portico.ground.ledger.statements import values_of
from portico.records.cases.errors import AlreadySubmittedError, ServiceNotReadyError
from portico.records.cases.models import Case, CaseEntry, CaseFollower, team_mark
from portico.records.cases.titles import Words

_LOOKED_UP = frozenset({"service_id", "team_id"})
"""Columns of a case that the statement looks up by itself."""
_ALIKE: dict[type[Model], dict[str, str]] = {
    Case: {
        "stage": "'receive'",
        "outcome": "''",
        "reasons": "''",
        "assigned_to_id": "NULL",
        "stage_since": "%(case_opened_at)s",
        "waiting_since": "NULL",
        "attention_since": "NULL",
        "closed_at": "NULL",
        "version": "1",
    },
    CaseEntry: {
        "case_id": "%(case_id)s",
        "at": "%(case_opened_at)s",
        "case_version": "1",
        "kind": "'opened'",
        "move": "''",
        "from_stage": "''",
        "to_stage": "'receive'",
        "text": "''",
        "follower_id": "NULL",
    },
    CaseFollower: {},
}
"""Columns that are alike in every new row; a test compares what is kept with what was handed over."""

_NEW_CASE = """
WITH home AS (
    SELECT version.service_id, coalesce(service.current_id, version.id) AS published, team.id AS team_id
      FROM catalogue_service_version AS version
      JOIN catalogue_service AS service ON service.id = version.service_id
      LEFT JOIN access_team AS team ON team.code = %(team)s::text
     WHERE version.id = %(case_service_version_id)s::uuid
), new_case AS (
    INSERT INTO cases_case (service_id, team_id, {case_columns})
    SELECT home.service_id, home.team_id, {case_values}
      FROM home
     WHERE home.published = %(published)s::uuid AND home.team_id IS NOT NULL
       AND NOT EXISTS (SELECT FROM cases_follower WHERE reference = %(case_reference)s::text)
    ON CONFLICT (source, source_key) DO NOTHING
    RETURNING id, team_id
), new_entry AS (
    INSERT INTO cases_entry ({entry_columns}) SELECT {entry_values} FROM new_case
), new_document AS (
    INSERT INTO cases_search (case_id, team_id, name_key, document)
    SELECT id, team_id, %(case_contact_name_key)s::text,
           cases_search_document(team_id, %(who)s::text, %(what)s::text, %(rest)s::text, %(special)s::text)
      FROM new_case
)
SELECT home.service_id, home.team_id, home.published, (SELECT id FROM new_case)
  FROM home"""

_CASE_AT_THE_END = """
INSERT INTO cases_case (service_id, team_id, {case_columns})
SELECT service.id, team.id, {case_values}
  FROM catalogue_service AS service CROSS JOIN access_team AS team
 WHERE service.id = %(service)s::uuid
   AND coalesce(service.current_id, %(case_service_version_id)s::uuid) = %(published)s::uuid
   AND team.id = %(team)s::uuid AND team.code = %(team_code)s::text
   AND NOT EXISTS (SELECT FROM cases_follower WHERE reference = %(case_reference)s::text)
RETURNING id"""

_DOCUMENT_AT_THE_END = """
INSERT INTO cases_search (case_id, team_id, name_key, document)
VALUES (%(case)s::uuid, %(team)s::uuid, %(name_key)s::text,
        cases_search_document(%(team)s::uuid, %(who)s::text, %(what)s::text, %(rest)s::text,
                              %(special)s::text))"""

_NEW_FOLLOWER = """
INSERT INTO cases_follower ({columns})
SELECT {values}
 WHERE NOT EXISTS (SELECT FROM cases_case WHERE reference = %(follower_reference)s::text)
ON CONFLICT (source, source_key) DO NOTHING
RETURNING id"""


@dataclass(frozen=True)
class Home:
    """Where cases begun with a version go: their service, its version in force, and the team that it says."""

    service_id: UUID
    published: UUID
    team_code: str
    team_id: UUID


_homes: dict[tuple[UUID, str], Home] = {}
"""By version and code of the team, where the last case of each went. Whoever relies on it demands it."""
_in_force: dict[UUID, UUID] = {}
"""By version, the one that was in force when the last case of each was written."""
MOST_HOMES = 2_000


def last_in_force(service_version: UUID) -> UUID:
    """The version that was in force when this process last wrote a case of that one; itself at first."""
    return _in_force.get(service_version, service_version)


def write_new_case(case: Case, entry: CaseEntry, words: Words, *, team: str, published: UUID) -> UUID | None:
    """Write a case with its first line and search document; set its service and team.

    `published` is the version of the definition that said `team`: where another is in force, nothing is
    written and its id is returned. Raises `AlreadySubmittedError`, `TakenError`, `ServiceNotReadyError`. In
    an action that gathers it is written at the end, if this process knows where such cases go.
    """
    if gathers_now():
        home = _homes.get((case.service_version_id, team))
        if home is None or home.published != published:
            raise TransactionNeededError
        _write_at_the_end(case, entry, words, home)
        return None
    parameters: dict[str, Any] = {
        "team": team,
        "published": published,
        "who": words.who,
        "what": words.what,
        "rest": words.rest,
        "special": words.special,
        **_values(case, "case"),
        **_values(entry, "entry"),
    }
    try:
        found = run_prepared(_new_case_statement(), parameters)
    except IntegrityError as error:
        if is_violation_of(error, "case_reference_unique"):
            raise TakenError from error
        raise
    if not found:
        raise ServiceNotReadyError("There is no such version of a service.")
    ((service_id, team_id, in_force, written),) = found
    if written is None:
        _raise_if_submitted(Case, case.source, case.source_key)
        if in_force != published:
            return UUID(str(in_force))
        if team_id is None:
            raise ServiceNotReadyError(
                f"There is no team with the code {team}. Create it, or change routing."
            )
        raise TakenError
    _remember(case.service_version_id, Home(service_id, published, team, team_id))
    case.service_id, case.team_id = service_id, team_id
    case._state.adding = False
    entry._state.adding = False
    return None


def _write_at_the_end(case: Case, entry: CaseEntry, words: Words, home: Home) -> None:
    """Have the rows of a new case written when the action ends, provided that its home is still the same."""
    case.service_id, case.team_id = home.service_id, home.team_id
    placed = {
        "service": home.service_id,
        "published": home.published,
        "team": home.team_id,
        "team_code": home.team_code,
    }
    change_at_the_end(_case_at_the_end_statement(), {**_values(case, "case"), **placed}, demanded=True)
    write_at_the_end([entry])
    document = {
        "case": case.id,
        "team": home.team_id,
        "name_key": case.contact_name_key,
        "who": words.who,
        "what": words.what,
        "rest": words.rest,
        "special": words.special,
    }
    change_at_the_end(_DOCUMENT_AT_THE_END, document)
    case._state.adding = False


def _remember(service_version: UUID, home: Home) -> None:
    if len(_homes) >= MOST_HOMES:
        _homes.clear()
        _in_force.clear()
    _homes[service_version, home.team_code] = home
    _in_force[service_version] = home.published


def write_new_follower(follower: CaseFollower) -> None:
    """Write a follower. Raises `AlreadySubmittedError` and `TakenError`."""
    try:
        written = run_prepared(_new_follower_statement(), _values(follower, "follower"))
    except IntegrityError as error:
        if is_violation_of(error, "follower_reference_unique"):
            raise TakenError from error
        raise
    if not written:
        _raise_if_submitted(CaseFollower, follower.source, follower.source_key)
        raise TakenError
    follower._state.adding = False


def move_search_document(case_id: UUID, *, from_team: UUID, to_team: UUID) -> None:
    """Let a case be found by another team, and by the one it leaves no more."""
    with connection.cursor() as cursor:
        cursor.execute(
            """
            UPDATE cases_search
               SET team_id = %(to_team)s,
                   document = ts_delete(document, %(left)s) || array_to_tsvector(ARRAY[%(gained)s])
             WHERE case_id = %(case)s""",
            {
                "case": case_id,
                "to_team": to_team,
                "left": team_mark(from_team),
                "gained": team_mark(to_team),
            },
        )


def _raise_if_submitted(model: type[Case] | type[CaseFollower], source: str, source_key: str) -> None:
    kept = model._default_manager.filter(source=source, source_key=source_key)
    reference = kept.values_list("reference", flat=True).first()
    if reference is not None:
        raise AlreadySubmittedError(reference)


def _values(row: Model, prefix: str) -> dict[str, Any]:
    alike = _ALIKE[type(row)]
    return {
        f"{prefix}_{name}": value
        for name, value in values_of(row).items()
        if name not in alike and name not in _LOOKED_UP
    }


def _columns(model: type[Model], prefix: str) -> tuple[str, str]:
    """The columns of a row that the statement writes, and their values with the type each has."""
    alike = _ALIKE[model]
    fields = [field for field in model._meta.concrete_fields if field.attname not in _LOOKED_UP]
    values = []
    for field in fields:
        type_name = str(field.cast_db_type(connection)).partition("(")[0]
        values.append(alike.get(field.attname, f"%({prefix}_{field.attname})s") + f"::{type_name}")
    return ", ".join(str(field.column) for field in fields), ", ".join(values)


@cache
def _new_case_statement() -> str:
    case_columns, case_values = _columns(Case, "case")
    entry_columns, entry_values = _columns(CaseEntry, "entry")
    return _NEW_CASE.format(
        case_columns=case_columns,
        case_values=case_values,
        entry_columns=entry_columns,
        entry_values=entry_values,
    )


@cache
def _case_at_the_end_statement() -> str:
    columns, values = _columns(Case, "case")
    return _CASE_AT_THE_END.format(case_columns=columns, case_values=values)


@cache
def _new_follower_statement() -> str:
    columns, values = _columns(CaseFollower, "follower")
    return _NEW_FOLLOWER.format(columns=columns, values=values)
