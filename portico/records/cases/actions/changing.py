"""What every change to a case has in common: reading it, the check that nobody was faster, its time line."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any, cast
from uuid import UUID

from django.db.models import F

from portico.ground.access.models import Membership, Role
from portico.ground.access.permissions import SEES_EVERY_TEAM, WORKS_CASES
from portico.ground.calendar.working_days import council_calendar
from portico.ground.ledger.actions import record_event
from portico.ground.ledger.events import Actor
from portico.ground.ledger.statements import insert_rows
from portico.records.cases.errors import CaseNotFoundError, NotInTeamError, SinceThen, StaleCaseError
from portico.records.cases.events import CaseFileAdded
from portico.records.cases.models import Case, CaseEntry, CaseFile
from portico.records.cases.workflow import Clock, Standing, duration_of
from portico.records.catalogue.definition.service import ServiceDefinition
from portico.records.catalogue.definition.workflow import Stage
from portico.records.catalogue.queries import definition_of

LONGEST_FILE_NAME = 200


@dataclass(frozen=True)
class GivenFile:
    """A stored file that belongs to a case: which question it answers, if any, and what it was called."""

    stored_id: UUID
    name: str
    question: str = ""


def read_case(case_id: UUID, *, seen: int | None = None, lock: bool = False) -> Case:
    """Read a case to change it, without its answers.

    `seen` is the version the page showed: raises `StaleCaseError` where it is no longer that. `lock` is for
    what customers do, which has no page to compare with. Raises `CaseNotFoundError`.
    """
    cases = Case.objects.defer("answers", "facts", "contact_address_lines")
    if lock:
        cases = cases.select_for_update()
    case = cases.filter(pk=case_id).first()
    if case is None:
        raise CaseNotFoundError("There is no such case.")
    if seen is not None and case.version != seen:
        raise _stale(case, seen)
    return case


def write_case(case: Case, **changes: Any) -> None:
    """Write `changes` and raise the version, if nobody was faster; raises `StaleCaseError` otherwise."""
    seen = case.version
    written = Case.objects.filter(pk=case.pk, version=seen).update(version=F("version") + 1, **changes)
    if not written:
        raise _stale(Case.objects.only("reference", "version", "stage").get(pk=case.pk), seen)
    for name, value in changes.items():
        setattr(case, name, value)
    case.version = seen + 1


def add_entry(case: Case, kind: str, *, by: Actor, at: datetime, **words: Any) -> CaseEntry:
    """Write one line of the time line, which the page of `case.version` and later ones show."""
    entry = CaseEntry(
        case=case,
        case_version=case.version,
        kind=kind,
        at=at,
        by_kind=by.kind,
        by_id=by.id if by.kind == "staff" else None,
        **words,
    )
    insert_rows([entry])
    return entry


def add_files(
    case: Case, files: Iterable[GivenFile], *, entry: CaseEntry, by: Actor, at: datetime
) -> list[CaseFile]:
    """Attach stored files to a case, with one event each."""
    rows = [
        CaseFile(
            case=case,
            stored_id=file.stored_id,
            entry=entry,
            question=file.question,
            given_by=given_by(by),
            name=file.name[:LONGEST_FILE_NAME],
            given_at=at,
        )
        for file in files
    ]
    if rows:
        CaseFile.objects.bulk_create(rows)
    for row in rows:
        record_event(
            CaseFileAdded(**about(case), entry=entry.id, file=row.id, given_by=row.given_by), by=by, at=at
        )
    return rows


def given_by(by: Actor) -> str:
    """Who gave a file, as it is kept with it: `customer` or `staff`."""
    return "staff" if by.kind == "staff" else "customer"


def about(case: Case) -> dict[str, UUID]:
    """The ids that every event of a case carries."""
    return {"case": case.id, "service": case.service_id, "team": case.team_id}


def standing_of(case: Case) -> Standing:
    """What of the case its workflow decides."""
    return Standing(
        stage=cast(Stage, case.stage),
        opened_at=case.opened_at,
        stage_since=case.stage_since,
        due_at=case.due_at,
        waiting_since=case.waiting_since,
        closed_at=case.closed_at,
        outcome=case.outcome,
        tier=case.tier,
    )


def clock_of(case: Case, definition: ServiceDefinition) -> Clock:
    """How the deadline of the case is counted."""
    return Clock(duration_of(definition, case.channel, case.priority_rule), council_calendar())


def pinned_definition(case: Case) -> ServiceDefinition:
    """The definition the case began with."""
    return definition_of(case.service_version_id)


def tier_of_staff(staff_id: UUID, team_id: UUID) -> int:
    """The tier at which somebody works the cases of a team: 1 as agent, 2 with any other role.

    Raises `NotInTeamError` where they do not work its cases at all, or have left.
    """
    held: Iterable[tuple[UUID | None, str]] = Membership.objects.filter(
        staff_id=staff_id, staff__is_active=True, role__in=WORKS_CASES
    ).values_list("team_id", "role")
    roles = {role for team, role in held if team == team_id or (team is None and role in SEES_EVERY_TEAM)}
    if not roles:
        raise NotInTeamError("This person does not work the cases of that team. Choose somebody who does.")
    return 1 if roles == {Role.AGENT} else 2


def _stale(case: Case, seen: int) -> StaleCaseError:
    later = (
        CaseEntry.objects.filter(case_id=case.pk, case_version__gt=seen)
        .order_by("id")
        .values_list("at", "kind", "by_kind", "by__name", "move", "to_stage", "text")
    )
    return StaleCaseError(
        case_id=case.pk,
        reference=case.reference,
        seen=seen,
        version=case.version,
        stage=case.stage,
        since=[
            SinceThen(at, kind, by_kind, name or "", move, to_stage, text)
            for at, kind, by_kind, name, move, to_stage, text in later
        ],
    )
