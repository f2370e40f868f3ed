"""What staff do with a case besides moving it: give it to somebody, note, look, link, hand over."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from portico.ground.access.models import Team
from portico.ground.ledger.actions import action, record_event
from portico.ground.ledger.events import Actor
from portico.records.cases.actions.changing import (
    about,
    add_entry,
    read_case,
    tier_of_staff,
    write_case,
)
from portico.records.cases.actions.writing import move_search_document
from portico.records.cases.errors import (
    CaseClosedError,
    MoveNeedsError,
    NoChangeError,
    NothingSaidError,
    NotInTeamError,
)
from portico.records.cases.events import (
    CaseAssigned,
    CaseHandedOver,
    CaseLinked,
    CaseNoted,
    CaseSeen,
)
from portico.records.cases.models import Case, CaseEntry
from portico.records.cases.words import words_in
from portico.records.cases.workflow import HIGHEST_TIER
from portico.records.people.models import Customer


@action
def assign_case(*, case_id: UUID, version: int, assign_to: UUID | None, by: Actor, at: datetime) -> Case:
    """Give a case to a member of staff who works its team's cases, or to nobody (None).

    Given to a case officer it filters up to their tier, and that hand-over is recorded. Raises
    `CaseNotFoundError`, `StaleCaseError`, `CaseClosedError`, `NotInTeamError`, `NoChangeError`.
    """
    case = read_case(case_id, seen=version)
    if case.closed_at is not None:
        raise CaseClosedError("This case is completed. Reopen it to give it to somebody.")
    previously, tier = case.assigned_to_id, case.tier
    if previously == assign_to:
        raise NoChangeError("The case is with that person already.")
    reached = tier if assign_to is None else max(tier, tier_of_staff(assign_to, case.team_id))
    write_case(case, assigned_to_id=assign_to, tier=reached)
    entry = add_entry(case, "assigned", by=by, at=at)
    _tell_assigned(case, entry, previously=previously, by=by, at=at)
    if reached != tier:
        _tell_handed_over(case, entry, tier=tier, team=case.team_id, by=by, at=at)
    return case


@action
def hand_over_case(
    *,
    case_id: UUID,
    version: int,
    to_tier: int,
    note: str,
    team_id: UUID | None = None,
    assign_to: UUID | None = None,
    by: Actor,
    at: datetime,
) -> Case:
    """Hand the work to another tier (0 to 3), another team, or both; `note` says why.

    In another team it is nobody's until `assign_to` or somebody there takes it. Raises `CaseNotFoundError`,
    `StaleCaseError`, `CaseClosedError`, `MoveNeedsError`, `NotInTeamError`, `NoChangeError`, ValueError.
    """
    if not 0 <= to_tier <= HIGHEST_TIER:
        raise ValueError(f"There is no tier {to_tier}: tiers are 0 to {HIGHEST_TIER}.")
    if not note.strip():
        raise MoveNeedsError("note")
    case = read_case(case_id, seen=version)
    if case.closed_at is not None:
        raise CaseClosedError("This case is completed. Reopen it to hand it over.")
    from_tier, from_team, previously = case.tier, case.team_id, case.assigned_to_id
    to_team = team_id or from_team
    if to_team == from_team and to_tier == from_tier:
        raise NoChangeError("The case is with that team and tier already.")
    officer = assign_to if assign_to or to_team != from_team else previously
    if assign_to is not None:
        tier_of_staff(assign_to, to_team)
    changes = {"tier": to_tier, "assigned_to_id": officer, "attention_since": None}
    if to_team != from_team:
        if not Team.objects.filter(pk=to_team).exists():
            raise NotInTeamError("There is no such team. Choose one that exists.")
        write_case(case, team_id=to_team, **changes)
        move_search_document(case.pk, from_team=from_team, to_team=to_team)
    else:
        write_case(case, **changes)
    shown = words_in(case.language).handed_over
    entry = add_entry(case, "handed_over", by=by, at=at, text=note.strip(), shown=shown)
    _tell_handed_over(case, entry, tier=from_tier, team=from_team, by=by, at=at)
    if case.assigned_to_id != previously:
        _tell_assigned(case, entry, previously=previously, by=by, at=at)
    return case


@action
def add_note(*, case_id: UUID, text: str, by: Actor, at: datetime) -> CaseEntry:
    """Write a note for staff. It changes nothing else, so nobody's page grows stale by it.

    Raises `CaseNotFoundError`, `NothingSaidError`.
    """
    text = text.strip()
    if not text:
        raise NothingSaidError("Write the note.")
    case = read_case(case_id)
    entry = add_entry(case, "note", by=by, at=at, text=text)
    record_event(CaseNoted(**about(case), entry=entry.id), by=by, at=at)
    return entry


@action
def mark_seen(*, case_id: UUID, version: int, by: Actor, at: datetime) -> Case:
    """Staff have looked at what the customer sent, and nothing else is to be done.

    Raises `CaseNotFoundError`, `StaleCaseError` (something newer came in), `NoChangeError`.
    """
    case = read_case(case_id, seen=version)
    since = case.attention_since
    if since is None:
        raise NoChangeError("Nothing on this case asks for attention.")
    write_case(case, attention_since=None)
    record_event(CaseSeen(**about(case), since=since), by=by, at=at)
    return case


@action
def link_customer(*, case_id: UUID, version: int, customer_id: UUID | None, by: Actor, at: datetime) -> Case:
    """Say whose case it is, or (None) that the link was wrong. A person decides; nothing else is joined.

    Raises `CaseNotFoundError`, `StaleCaseError`, `NoChangeError`, and `Customer.DoesNotExist`.
    """
    case = read_case(case_id, seen=version)
    previously = case.customer_id
    if previously == customer_id:
        raise NoChangeError("The case is linked so already.")
    if customer_id is not None:
        Customer.objects.only("id").get(pk=customer_id)
    write_case(case, customer_id=customer_id)
    entry = add_entry(case, "linked", by=by, at=at)
    record_event(
        CaseLinked(**about(case), entry=entry.id, customer=customer_id, previously=previously), by=by, at=at
    )
    return case


def _tell_assigned(case: Case, entry: CaseEntry, *, previously: UUID | None, by: Actor, at: datetime) -> None:
    record_event(
        CaseAssigned(**about(case), entry=entry.id, assigned_to=case.assigned_to_id, previously=previously),
        by=by,
        at=at,
    )


def _tell_handed_over(
    case: Case, entry: CaseEntry, *, tier: int, team: UUID, by: Actor, at: datetime
) -> None:
    record_event(
        CaseHandedOver(**about(case), entry=entry.id, from_tier=tier, to_tier=case.tier, from_team=team),
        by=by,
        at=at,
    )
