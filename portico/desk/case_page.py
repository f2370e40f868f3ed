"""What the case page shows, put together from the rooms that know it."""

from __future__ import annotations

from collections.abc import Set
from dataclasses import dataclass
from datetime import datetime

from portico.channels.web.actions import SOURCE
from portico.design.addresses import address_of
from portico.desk.deadlines import Urgency, urgency_of
from portico.desk.looking import look_at
from portico.desk.queue_page import QueueRow, row_of
from portico.desk.time_line import Line, time_line
from portico.desk.words import CHANNEL_NAMES, DONE, PRIORITY_NAMES, STAGE_NAMES, TIER_NAMES
from portico.ground.access.audit import record_view
from portico.ground.access.permissions import Powers
from portico.records.cases import permissions
from portico.records.cases.queries import CasesForDesk, DeskCase, cases_of_customer
from portico.records.cases.queries.desk import MOST_ENTRIES
from portico.records.cases.saying import charge_of
from portico.records.catalogue.definition.workflow import Move
from portico.records.catalogue.kinds.numbers import in_pounds
from portico.records.messages.queries import lines_read, lines_with_case


@dataclass(frozen=True)
class ShownStage:
    """One stage of the row of stages."""

    text: str
    state: str


@dataclass(frozen=True)
class ShownMove:
    """A move as a button: with a page of its own where it asks for something, and the key that presses it."""

    move: Move
    href: str
    key: str

    @property
    def has_page(self) -> bool:
        """Whether something has to be written down first, or the move ends the case."""
        return bool(self.move.asks) or self.move.to == "completion"


@dataclass(frozen=True)
class Deed:
    """Something else that can be done with the case: a link to its page, and its key."""

    text: str
    href: str
    key: str


@dataclass(frozen=True)
class CaseShown:
    """Everything on the case page."""

    found: DeskCase
    urgency: Urgency
    stages: tuple[ShownStage, ...]
    moves: tuple[ShownMove, ...]
    deeds: tuple[Deed, ...]
    lines: tuple[Line, ...]
    related: tuple[QueueRow, ...]
    looking: tuple[str, ...]
    channel: str
    tier: str
    priority: str
    outcome: str
    fee: str
    """What it costs the customer; empty where it is free."""
    version: str
    """Which version of the service it goes by."""
    mine: bool
    may_take: bool
    may_mark_seen: bool
    may_link: bool
    done: str
    tell_href: str
    """Where it says what to tell the customer, just after a form was sent for them; empty otherwise."""


CASES = CasesForDesk(messages=lines_with_case)
"""Finds cases as `case_shown` needs them."""


def case_shown(powers: Powers, found: DeskCase, *, done: str, at: datetime) -> CaseShown:
    """Everything on the page of a case that `CASES` found; at most three SQL statements more.

    That answers of a special category were looked at is written down.
    """
    case = found.case
    if found.sees_sensitive and any(answer.question.personal == "special" for answer in found.answers):
        record_view(
            record="cases.case",
            record_id=case.pk,
            about=case.customer_id or case.pk,
            what="answers",
            staff_id=powers.staff_id,
            at=at,
        )
    related = (
        cases_of_customer(powers, case.customer_id, besides=case.pk)
        if case.customer_id and found.customer_has_others
        else []
    )
    team = case.team_id
    mine = case.assigned_to_id == powers.staff_id
    return CaseShown(
        found=found,
        urgency=urgency_of(case, at),
        stages=_stages(found),
        moves=_moves(found),
        deeds=_deeds(powers, found),
        lines=tuple(time_line(found, lines_read(found.texts["messages"]))),
        related=tuple(row_of(row, powers, at) for row in related),
        looking=tuple(look_at(case_id=case.pk, staff_id=powers.staff_id, at=at)),
        channel=CHANNEL_NAMES.get(case.channel, case.channel),
        tier=TIER_NAMES[case.tier],
        priority="" if case.priority == "usual" else PRIORITY_NAMES[case.priority],
        outcome=found.definition.outcome(case.outcome).label.en if case.outcome else "",
        fee=_fee(found),
        version=_version(found),
        mine=mine,
        may_take=case.closed_at is None
        and not mine
        and permissions.may_assign(powers, team, holder=case.assigned_to_id, to=powers.staff_id),
        may_mark_seen=case.attention_since is not None and permissions.may_mark_seen(powers, team),
        may_link=permissions.may_link(powers, team),
        done=DONE.get(done, ""),
        tell_href=_tell_href(powers, found) if done == "opened" else "",
    )


def _tell_href(powers: Powers, found: DeskCase) -> str:
    """The confirmation of the form that this person sent; the case has its draft for a key."""
    case = found.case
    opened = next((entry for entry in found.entries if entry.kind == "opened"), None)
    if case.source != SOURCE or opened is None or opened.by_kind != "staff":
        return ""
    return f"{address_of('desk:assisted_sent', case.source_key)}?tell=1"


def _fee(found: DeskCase) -> str:
    """What it costs. Why it is less than usual may tell of an answer that not everybody sees."""
    charge = charge_of(found.case, found.definition)
    if charge is None:
        return ""
    why = f": {charge.why.en}" if charge.why is not None and found.sees_sensitive else ""
    return f"{in_pounds(charge.pence)}{why}"


def _version(found: DeskCase) -> str:
    number, in_force = found.version.number, found.version.in_force
    if number == in_force:
        return f"{number}, in force"
    now = f"{in_force} is in force now" if in_force else "no longer offered"
    return f"{number} of “{found.definition.name.en}” ({now})"


def _stages(found: DeskCase) -> tuple[ShownStage, ...]:
    now = list(STAGE_NAMES).index(found.case.stage)
    # Stages that no move of this service leads to are not shown: the case never gets there.
    reached = {"receive", "completion", found.case.stage} | {
        move.to for move in found.definition.workflow.moves
    }
    been = _stages_been_in(found)
    shown = []
    for number, (code, name) in enumerate(STAGE_NAMES.items()):
        if code not in reached:
            continue
        if number < now and code not in been:
            state = "passed"
        elif number < now or (number == now and code == "completion"):
            state = "done"
        elif number == now:
            state = "waiting" if found.case.waiting_since else "now"
        else:
            state = "coming"
        shown.append(ShownStage(name, state))
    return tuple(shown)


def _stages_been_in(found: DeskCase) -> Set[str]:
    """The stages that the case was in at some time, as its time line tells; all, where that was cut short."""
    if len(found.entries) >= MOST_ENTRIES:
        return STAGE_NAMES.keys()
    moved = {stage for entry in found.entries for stage in (entry.from_stage, entry.to_stage)}
    return {"receive", found.case.stage} | moved


def _moves(found: DeskCase) -> tuple[ShownMove, ...]:
    reference = found.case.reference
    return tuple(
        ShownMove(
            move=move,
            href=address_of("desk:move", reference, move.id),
            key=str(number) if number <= 9 else "",
        )
        for number, move in enumerate(found.moves, start=1)
    )


def _deeds(powers: Powers, found: DeskCase) -> tuple[Deed, ...]:
    case, team = found.case, found.case.team_id
    is_open = case.closed_at is None
    holder = case.assigned_to_id
    may_assign = permissions.may_assign(powers, team, holder=holder, to=None if holder else powers.staff_id)
    possible = (
        ("Write a note", "desk:note", "n", permissions.may_note(powers, team)),
        ("Ask the customer", "desk:ask", "a", is_open and permissions.may_ask(powers, team)),
        ("Write down a reply", "desk:reply", "r", permissions.may_take_reply(powers, team)),
        ("Add a file", "desk:attach", "f", permissions.may_note(powers, team)),
        ("Give to somebody", "desk:assign", "g", is_open and may_assign),
        ("Hand over", "desk:hand_over", "h", is_open and permissions.may_hand_over(powers, team)),
    )
    return tuple(
        Deed(text, address_of(name, case.reference), key) for text, name, key, may in possible if may
    )
