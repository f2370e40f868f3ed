"""Opening a case, and joining one that is open already."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from portico.ground.calendar.working_days import council_calendar
from portico.ground.ledger.actions import action, gathering_action, record_event, write_at_the_end
from portico.ground.ledger.events import Actor
from portico.ground.ledger.statements import new_row
from portico.ground.references.references import new_reference
from portico.records.cases.actions.changing import (
    LONGEST_FILE_NAME,
    GivenFile,
    about,
    add_entry,
    read_case,
)
from portico.records.cases.actions.writing import last_in_force, write_new_case, write_new_follower
from portico.records.cases.errors import CaseClosedError, ServiceNotReadyError
from portico.records.cases.events import CaseJoined, CaseOpened
from portico.records.cases.models import Case, CaseEntry, CaseFile, CaseFollower
from portico.records.cases.titles import title_of, words_of
from portico.records.cases.words import words_in
from portico.records.cases.workflow import Clock, duration_of, opened
from portico.records.catalogue.definition.service import ServiceDefinition
from portico.records.catalogue.queries import definition_of
from portico.records.catalogue.rules import priority_for, team_for, where_answered
from portico.records.people.contact_details import Given


@dataclass(frozen=True)
class Place:
    """Where a case is: in words, and where known its postcode, property and position (WGS 84 degrees)."""

    text: str = ""
    postcode: str = ""
    uprn: str = ""
    latitude: float | None = None
    longitude: float | None = None

    @classmethod
    def of_answer(cls, answer: Mapping[str, Any] | None) -> Place | None:
        """The place that an answer of kind `address` or `place` tells; none where there is no answer."""
        if not answer:
            return None
        lines = [*answer.get("lines", ()), answer.get("postcode", "")]
        return cls(
            text=str(answer.get("text") or ", ".join(line for line in lines if line)),
            postcode=str(answer.get("postcode", "")),
            uprn=str(answer.get("uprn", "")),
            latitude=answer.get("latitude"),
            longitude=answer.get("longitude"),
        )


@gathering_action
def open_case(
    *,
    service_version: UUID,
    channel: str,
    source: str,
    source_key: str,
    answers: Mapping[str, Any],
    facts: Mapping[str, Any],
    given: Given,
    place: Place | None = None,
    customer_id: UUID | None = None,
    files: Sequence[GivenFile] = (),
    by: Actor,
    at: datetime,
) -> Case:
    """Open a case of the service version it was asked with; two SQL statements with files, else one.

    `source` and `source_key` make a submission exist once: raises `AlreadySubmittedError` with the reference
    of the one that exists. Without `place` it is the answer that the definition says tells where. Raises
    `ServiceNotReadyError` where the service's team does not exist.
    """
    definition = definition_of(service_version)
    place = place or Place.of_answer(where_answered(definition, answers)) or Place()
    reference = new_reference()
    case = new_row(
        Case,
        reference=reference,
        service_version_id=service_version,
        customer_id=customer_id,
        title=title_of(definition, answers, facts, name=given.name, reference=reference),
        channel=channel,
        source=source,
        source_key=source_key,
        answers=dict(answers),
        facts=dict(facts),
        **_as_given(given),
        **_where(place),
        **_beginning(definition, answers, facts, channel=channel, by=by, at=at),
    )
    entry = _first_entry(case, by=by, at=at)
    _write(case, entry, definition, given)
    if files:
        write_at_the_end(_files(case, entry, files, by=by, at=at))
    record_event(
        CaseOpened(
            **about(case),
            entry=entry.id,
            customer=customer_id,
            service_version=service_version,
            channel=channel,
            source=source,
            language=case.language,
            tier=case.tier,
            priority=case.priority,
            due_at=case.due_at,
            files=len(files),
        ),
        by=by,
        at=at,
        about=case,
    )
    return case


LONGEST_PLACE = 300


@action
def join_case(
    *,
    case_id: UUID,
    source: str = "web",
    source_key: str,
    given: Given,
    text: str = "",
    channel: str = "web",
    customer_id: UUID | None = None,
    files: Sequence[GivenFile] = (),
    by: Actor,
    at: datetime,
) -> CaseFollower:
    """Add somebody to an open report ("already reported"), with a reference of their own.

    `text` is what they add to it, for staff only. Raises `CaseNotFoundError`, `CaseClosedError` (it was
    completed meanwhile: make a report of its own), `AlreadySubmittedError`.
    """
    case = read_case(case_id)
    if case.closed_at is not None:
        raise CaseClosedError("This report is completed already. Send yours as a new one.")
    follower = CaseFollower(
        case=case,
        customer_id=customer_id,
        reference=new_reference(),
        name=given.name,
        email=given.email,
        phone=given.phone,
        postcode=given.postcode,
        language=given.language,
        channel=channel,
        source=source,
        source_key=source_key,
        joined_at=at,
    )
    write_new_follower(follower)
    shown = words_in(given.language).joined
    entry = add_entry(case, "joined", by=by, at=at, text=text.strip(), shown=shown, follower=follower)
    if files:
        CaseFile.objects.bulk_create(
            CaseFile(
                case=case,
                stored_id=file.stored_id,
                entry=entry,
                question=file.question,
                given_by="follower",
                name=file.name[:200],
                given_at=at,
            )
            for file in files
        )
    record_event(
        CaseJoined(
            **about(case),
            entry=entry.id,
            follower=follower.id,
            customer=customer_id,
            channel=channel,
            language=follower.language,
        ),
        by=by,
        at=at,
    )
    return follower


def _as_given(given: Given) -> dict[str, Any]:
    """The contact details as they were given, and the language to write in: fields of a new case."""
    return {
        "language": given.language,
        "contact_name": given.name,
        "contact_name_key": given.name_key,
        "contact_email": given.email,
        "contact_phone": given.phone,
        "contact_address_lines": list(given.address_lines),
        "contact_postcode": given.postcode,
        "contact_uprn": given.uprn,
    }


def _where(place: Place) -> dict[str, Any]:
    """Where it is about: fields of a new case."""
    return {
        "place_text": place.text[:LONGEST_PLACE],
        "place_postcode": place.postcode[:8],
        "place_uprn": place.uprn[:12],
        "latitude": place.latitude,
        "longitude": place.longitude,
    }


def _beginning(
    definition: ServiceDefinition,
    answers: Mapping[str, Any],
    facts: Mapping[str, Any],
    *,
    channel: str,
    by: Actor,
    at: datetime,
) -> dict[str, Any]:
    """Its stage, tier and priority, and when it is due: fields of a new case."""
    rule = priority_for(definition, answers, facts, council_calendar().day_of(at))
    number = None if rule is None else definition.priority.index(rule)
    clock = Clock(duration_of(definition, channel, number), council_calendar())
    standing = opened(clock, at, tier=1 if by.kind == "staff" else 0)
    return {
        "stage": standing.stage,
        "tier": standing.tier,
        "priority": "usual" if rule is None else rule.level,
        "priority_rule": number,
        "opened_at": at,
        "stage_since": standing.stage_since,
        "due_at": standing.due_at,
    }


def _first_entry(case: Case, *, by: Actor, at: datetime) -> CaseEntry:
    """The first line of its time line."""
    return new_row(
        CaseEntry,
        case_id=case.id,
        kind="opened",
        at=at,
        by_kind=by.kind,
        by_id=by.id if by.kind == "staff" else None,
        to_stage=case.stage,
        shown=words_in(case.language).received,
    )


def _write(case: Case, entry: CaseEntry, definition: ServiceDefinition, given: Given) -> None:
    """Write the case where it is routed to. Raises what `write_new_case` raises."""
    today = council_calendar().day_of(case.opened_at)
    words = words_of(definition, case.answers, title=case.title, given=given, place=case.place_text)
    # Where the definition changed since the form was begun, the case goes to the team of the one in force.
    in_force = last_in_force(case.service_version_id)
    team = team_for(definition_of(in_force), case.answers, case.facts, today)
    current = write_new_case(case, entry, words, team=team, published=in_force)
    if current is not None:
        team = team_for(definition_of(current), case.answers, case.facts, today)
        if write_new_case(case, entry, words, team=team, published=current) is not None:
            raise ServiceNotReadyError("The service is being published. Try again in a moment.")


def _files(
    case: Case, entry: CaseEntry, files: Sequence[GivenFile], *, by: Actor, at: datetime
) -> list[CaseFile]:
    """The files that came with it: of the customer, unless staff added them beside the answers."""
    return [
        CaseFile(
            case=case,
            stored_id=file.stored_id,
            entry=entry,
            question=file.question,
            given_by="staff" if by.kind == "staff" and not file.question else "customer",
            name=file.name[:LONGEST_FILE_NAME],
            given_at=at,
        )
        for file in files
    ]
