"""Moves: the one way in which a case gets to another stage."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from portico.ground.ledger.actions import action, record_event
from portico.ground.ledger.events import Actor
from portico.records.cases.actions.changing import (
    about,
    add_entry,
    clock_of,
    pinned_definition,
    read_case,
    standing_of,
    tier_of_staff,
    write_case,
)
from portico.records.cases.errors import MoveNeedsError, MoveNotOpenError, TooLateError
from portico.records.cases.events import (
    CaseAssigned,
    CaseHandedOver,
    CaseMoved,
    CaseReopened,
    CaseResolved,
    CaseWithdrawn,
)
from portico.records.cases.models import Case, CaseEntry
from portico.records.cases.saying import values_about, values_of_owner
from portico.records.cases.words import words_in
from portico.records.cases.workflow import (
    REOPEN,
    TIER_OF_MOVER,
    WITHDRAW,
    Standing,
    may_customer_reopen,
    moved,
)
from portico.records.catalogue.definition.service import ServiceDefinition
from portico.records.catalogue.definition.workflow import Move
from portico.records.catalogue.placeholders import fill, names_in


@action
def move_case(
    *,
    case_id: UUID,
    version: int,
    move: str,
    note: str = "",
    reasons: str = "",
    assign_to: UUID | None = None,
    by: Actor,
    at: datetime,
) -> Case:
    """Make a move of the case's pinned definition; nothing else writes the stage.

    `version` is the one the page showed. `reasons` reach the customer, a `note` does not. Whether this member
    of staff may make the move is asked before, with `permissions.may_move`; here it is checked that anybody
    of their kind may. Raises `CaseNotFoundError`, `StaleCaseError`, `MoveNotOpenError`, `MoveNeedsError`,
    `NotInTeamError`, `TooLateError`.
    """
    case = read_case(case_id, seen=version)
    return _make(case, move, note=note, reasons=reasons, assign_to=assign_to, by=by, at=at)


@action
def withdraw_case(*, case_id: UUID, text: str = "", by: Actor, at: datetime) -> Case:
    """The customer takes their request back, by the move `withdraw` of the definition.

    `text` is what they say about it. Raises `CaseNotFoundError`, `MoveNotOpenError`.
    """
    case = read_case(case_id, lock=True)
    return _make(case, WITHDRAW, note=text, by=by, at=at)


@action
def reopen_case(*, case_id: UUID, text: str, by: Actor, at: datetime) -> Case:
    """The customer says that a completed case is not finished, by the move `reopen` of the definition.

    `text` is what they say about it. The case gets a new due time and asks for attention. Raises
    `CaseNotFoundError`, `MoveNotOpenError`, and `TooLateError` after the days that the definition allows.
    """
    case = read_case(case_id, lock=True)
    return _make(case, REOPEN, note=text, by=by, at=at)


def _make(
    case: Case,
    move_id: str,
    *,
    note: str,
    reasons: str = "",
    assign_to: UUID | None = None,
    by: Actor,
    at: datetime,
) -> Case:
    definition = pinned_definition(case)
    before = standing_of(case)
    move = _open_move(definition, move_id, before, by, at)
    note, reasons = note.strip(), reasons.strip()
    for asked, given in (("note", note), ("reasons", reasons), ("assignee", assign_to)):
        if asked in move.asks and not given:
            raise MoveNeedsError(asked)
    after = moved(before, move, clock_of(case, definition), at)
    tier, officer = after.tier, case.assigned_to_id
    if assign_to is not None:
        officer, tier = assign_to, max(tier, tier_of_staff(assign_to, case.team_id))
    was = (case.assigned_to_id, case.tier)
    write_case(
        case,
        stage=after.stage,
        stage_since=after.stage_since,
        due_at=after.due_at,
        waiting_since=after.waiting_since,
        closed_at=after.closed_at,
        outcome=after.outcome,
        reasons=_reasons_kept(case, before, after, reasons),
        tier=tier,
        assigned_to_id=officer,
        attention_since=_attention(case, by, at),
    )
    entry = add_entry(
        case,
        {WITHDRAW: "withdrawn", REOPEN: "reopened"}.get(move.id, "moved"),
        by=by,
        at=at,
        move=move.id,
        from_stage=before.stage,
        to_stage=after.stage,
        text="\n\n".join(part for part in (reasons, note) if part),
        shown=_shown(case, definition, move, note=note, reasons=reasons, by=by),
    )
    _tell(case, move, entry, definition, before=before, was=was, by=by, at=at)
    return case


def _open_move(
    definition: ServiceDefinition, move_id: str, standing: Standing, by: Actor, at: datetime
) -> Move:
    """The move, if somebody of the actor's kind can make it from this stage now."""
    try:
        move = definition.move(move_id)
    except KeyError:
        raise MoveNotOpenError(f"This service has no move called {move_id}.") from None
    if standing.stage not in move.from_:
        raise MoveNotOpenError(f"The move {move_id} cannot be made from the stage {standing.stage}.")
    if by.kind == "resident":
        allowed = "customer" in move.by
    elif by.kind == "staff":
        allowed = any(TIER_OF_MOVER[mover] > 0 for mover in move.by)
    else:
        allowed = "system" in move.by
    if not allowed:
        raise MoveNotOpenError(f"The move {move_id} cannot be made by a {by.kind}.")
    if by.kind == "resident" and move_id == REOPEN and not may_customer_reopen(definition, standing, at):
        raise TooLateError("The time to reopen this request is over. Make a new request instead.")
    return move


def _reasons_kept(case: Case, before: Standing, after: Standing, reasons: str) -> str:
    """The reasons of the last decision; none any more once a completed case is taken up again."""
    if not before.is_open and after.is_open:
        return reasons
    return reasons or case.reasons


def _attention(case: Case, by: Actor, at: datetime) -> datetime | None:
    """What staff do means that they have looked; what the customer does asks them to."""
    if by.kind == "staff":
        return None
    return (case.attention_since or at) if by.kind == "resident" else case.attention_since


def _shown(
    case: Case, definition: ServiceDefinition, move: Move, *, note: str, reasons: str, by: Actor
) -> str:
    """The line on the customer's time line, in their language; empty where the move is not for them."""
    lines: list[str] = []
    if move.shown is not None:
        text, language = move.shown.in_language(case.language), case.language
        wanted = names_in(text)
        values = {
            **values_of_owner(case, definition, language=language, wanted=wanted),
            **values_about(case, definition, language=language, reference=case.reference, wanted=wanted),
            "name": case.contact_name or words_in(language).resident,
            "reasons": reasons,
        }
        lines.append(fill(text, values))
    elif by.kind == "resident":
        words = words_in(case.language)
        lines.append({WITHDRAW: words.withdrew, REOPEN: words.reopened}.get(move.id, words.changed))
    if reasons and "reasons" in move.asks and reasons not in "".join(lines):
        lines.append(reasons)
    if note and by.kind == "resident":
        lines.append(note)
    return "\n\n".join(lines)


def _tell(
    case: Case,
    move: Move,
    entry: CaseEntry,
    definition: ServiceDefinition,
    *,
    before: Standing,
    was: tuple[UUID | None, int],
    by: Actor,
    at: datetime,
) -> None:
    """Record the events of a move: the move itself, then what it means."""
    officer, tier = was
    record_event(
        CaseMoved(
            **about(case),
            entry=entry.id,
            assigned_to=case.assigned_to_id,
            move=move.id,
            from_stage=before.stage,
            to_stage=case.stage,
            since=before.stage_since,
            tier=case.tier,
        ),
        by=by,
        at=at,
        about=case,
    )
    if case.assigned_to_id != officer:
        record_event(
            CaseAssigned(**about(case), entry=entry.id, assigned_to=case.assigned_to_id, previously=officer),
            by=by,
            at=at,
        )
    if case.tier != tier:
        record_event(
            CaseHandedOver(
                **about(case), entry=entry.id, from_tier=tier, to_tier=case.tier, from_team=case.team_id
            ),
            by=by,
            at=at,
        )
    if move.id == WITHDRAW:
        record_event(CaseWithdrawn(**about(case), entry=entry.id), by=by, at=at)
    if before.is_open and case.closed_at is not None:
        record_event(
            CaseResolved(
                **about(case),
                entry=entry.id,
                assigned_to=case.assigned_to_id,
                channel=case.channel,
                outcome=case.outcome,
                fulfilled=definition.outcome(case.outcome).fulfilled,
                on_time=at <= case.due_at,
                opened_at=case.opened_at,
                due_at=case.due_at,
                tier=case.tier,
            ),
            by=by,
            at=at,
        )
    if before.closed_at is not None and case.closed_at is None:
        record_event(
            CaseReopened(
                **about(case),
                entry=entry.id,
                outcome=before.outcome,
                closed_at=before.closed_at,
                due_at=case.due_at,
            ),
            by=by,
            at=at,
        )
