"""The time line of a case for staff: what happened, what was said, what was sent, the newest first."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from portico.desk.words import MESSAGE_STATES, STAGE_NAMES, WRITTEN_IN_TRYOUT
from portico.ground.tryouts.inside import place_now
from portico.records.cases.queries import DeskCase
from portico.records.cases.queries.desk import DeskEntry, DeskFile
from portico.records.messages.queries import MessageLine


@dataclass(frozen=True)
class Line:
    """One thing on the time line. `said` is what a person wrote; `told` what the customer sees of it."""

    at: datetime
    title: str
    by: str
    kind: str
    said: str = ""
    told: str = ""
    told_in: str = ""
    """The language of `told`; empty where it is not known."""
    files: tuple[DeskFile, ...] = ()
    message: MessageLine | None = None
    message_state: str = ""


TITLES = {
    "opened": "Received",
    "note": "Note for staff",
    "question": "Asked the customer",
    "reply": "The customer wrote",
    "file": "File added",
    "joined": "Somebody added theirs to this report",
    "handed_over": "Handed over",
    "escalated": "Escalated: it is urgent now, because it is late",
    "withdrawn": "Withdrawn by the customer",
    "reopened": "Reopened by the customer",
}


def time_line(found: DeskCase, messages: Sequence[MessageLine]) -> list[Line]:
    """Entries and messages together, the newest first."""
    files: defaultdict[UUID | None, list[DeskFile]] = defaultdict(list)
    for file in found.files:
        files[file.entry_id].append(file)
    lines = [_line_of(found, entry, files.get(entry.id, ())) for entry in found.entries]
    lines += [_line_of_message(message) for message in messages]
    return sorted(lines, key=lambda line: line.at, reverse=True)


def title_of(found: DeskCase, *, kind: str, move: str, to_stage: str, by_kind: str = "staff") -> str:
    """What happened, in a few words."""
    if kind == "moved" or (kind in {"withdrawn", "reopened"} and by_kind == "staff"):
        made = next((one for one in found.definition.workflow.moves if one.id == move), None)
        label = made.label.en if made else move
        return f"{label} → {STAGE_NAMES.get(to_stage, to_stage)}"
    if kind == "assigned":
        return "Given to somebody else"
    if kind == "linked":
        return "Link to the customer changed"
    if kind == "reply" and by_kind == "staff":
        return "The customer told us"
    return TITLES.get(kind, kind)


def _line_of(found: DeskCase, entry: DeskEntry, files: Iterable[DeskFile]) -> Line:
    who = {"resident": "Customer", "system": "Portico", "partner": "Partner"}
    return Line(
        at=entry.at,
        title=title_of(
            found, kind=entry.kind, move=entry.move, to_stage=entry.to_stage, by_kind=entry.by_kind
        ),
        by=entry.by or who.get(entry.by_kind, ""),
        kind=entry.kind,
        said=entry.text,
        told=entry.shown if entry.shown and entry.shown != entry.text else "",
        # Followers have a language of their own, which the line does not keep.
        told_in="" if entry.kind == "joined" else found.case.language,
        files=tuple(files),
    )


def _line_of_message(message: MessageLine) -> Line:
    return Line(
        at=message.written_at,
        title=f"Message to {message.to_name or 'the customer'}",
        by="Portico",
        kind="message",
        message=message,
        message_state=_state_of(message),
    )


def _state_of(message: MessageLine) -> str:
    if place_now() is not None and message.state == "queued":
        return WRITTEN_IN_TRYOUT
    if message.delayed:
        return "Not taken by the mail server yet: it is tried again"
    return MESSAGE_STATES.get(message.state, message.state)
