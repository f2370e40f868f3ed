"""What is done with a change on its page: asking, reviewing, publishing, undoing."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import datetime
from uuid import UUID

from portico.desk.services.moments import MomentError, read_moment
from portico.desk.typed import Typed
from portico.ground.ledger.events import Actor
from portico.records.catalogue.editing import reviewing
from portico.records.catalogue.editing.actions import undo_change
from portico.records.catalogue.editing.errors import EditRefusedError, ReviewerGoneError
from portico.records.catalogue.models import ServiceEdit

FIELDS = ("deed", "edit", "number", "why", "reviewer", "answer", "day", "month", "year", "time")

Deed = Callable[[UUID, Typed, Actor, datetime], str]
"""Does it, and returns the code of what to say then (`saying.DONE`); `Typed.errors` says why it could not."""


def do(edit_id: UUID, typed: Typed, by: Actor, at: datetime) -> str:
    """Do what the pressed button says; returns what to say then, or nothing: `typed.errors` says why."""
    try:
        return DEEDS[typed["deed"]](edit_id, typed, by, at)
    except EditRefusedError as refused:
        typed.errors[""] = str(refused)
    return ""


def _ask(edit_id: UUID, typed: Typed, by: Actor, at: datetime) -> str:
    is_new = ServiceEdit.objects.filter(pk=edit_id, based_on=None).exists()
    asked = "why it is needed" if is_new else "what was changed and why"
    typed.need("why", f"Say {asked}, for who reviews it")
    of = typed.id("reviewer")
    if typed["reviewer"] and of is None:
        typed.errors["reviewer"] = "Choose who should review it"
    if not typed.is_good():
        return ""
    try:
        reviewing.ask_for_review(edit_id=edit_id, why=typed["why"], of=of, by=by, at=at)
    except ReviewerGoneError as gone:
        typed.errors["reviewer"] = str(gone)
        return ""
    return "asked"


def _approve(edit_id: UUID, typed: Typed, by: Actor, at: datetime) -> str:
    if not typed.is_good():
        return ""
    reviewing.approve(edit_id=edit_id, number=typed.number(), answer=typed["answer"], by=by, at=at)
    return "approved"


def _send_back(edit_id: UUID, typed: Typed, by: Actor, at: datetime) -> str:
    typed.need("answer", "Say what is to be put right first")
    if not typed.is_good():
        return ""
    reviewing.send_back(edit_id=edit_id, answer=typed["answer"], by=by, at=at)
    return "sent-back"


def _publish_later(edit_id: UUID, typed: Typed, by: Actor, at: datetime) -> str:
    try:
        moment = read_moment(typed.values, at)
    except MomentError as error:
        typed.errors[error.field] = error.words
        return ""
    reviewing.publish_later(edit_id=edit_id, publish_at=moment, by=by, at=at)
    return "later"


def _publish(edit_id: UUID, typed: Typed, by: Actor, at: datetime) -> str:
    reviewing.publish_edit(edit_id=edit_id, by=by, at=at)
    return "published"


def _by_hand(edit_id: UUID, typed: Typed, by: Actor, at: datetime) -> str:
    reviewing.publish_by_hand(edit_id=edit_id, by=by, at=at)
    return "by-hand"


def _take_back(edit_id: UUID, typed: Typed, by: Actor, at: datetime) -> str:
    reviewing.take_back(edit_id=edit_id, by=by, at=at)
    return "taken-back"


def _bring_up_to_date(edit_id: UUID, typed: Typed, by: Actor, at: datetime) -> str:
    reviewing.bring_up_to_date(edit_id=edit_id, by=by, at=at)
    return "up-to-date"


def _undo(edit_id: UUID, typed: Typed, by: Actor, at: datetime) -> str:
    undo_change(edit_id=edit_id, number=typed.number(), by=by, at=at)
    return "undone"


DEEDS: Mapping[str, Deed] = {
    "ask": _ask,
    "approve": _approve,
    "send-back": _send_back,
    "publish": _publish,
    "publish-later": _publish_later,
    "by-hand": _by_hand,
    "take-back": _take_back,
    "bring-up-to-date": _bring_up_to_date,
    "undo": _undo,
}
"""The buttons of the page, by their value."""
