"""Asking the customer, taking in what they answer, and files."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from portico.ground.ledger.actions import action, record_event
from portico.ground.ledger.events import Actor
from portico.records.cases.actions.changing import (
    GivenFile,
    about,
    add_entry,
    add_files,
    clock_of,
    pinned_definition,
    read_case,
    standing_of,
    write_case,
)
from portico.records.cases.errors import AlreadySaidError, CaseClosedError, NothingSaidError
from portico.records.cases.events import CaseAsked, CaseReplied
from portico.records.cases.models import CaseEntry, CaseFile
from portico.records.cases.words import words_in
from portico.records.cases.workflow import asked, replied


@action
def ask_customer(*, case_id: UUID, version: int, question: str, by: Actor, at: datetime) -> CaseEntry:
    """Ask the customer something; from now on the deadline stands still.

    A further question while one is unanswered leaves the wait as it began. Raises `CaseNotFoundError`,
    `StaleCaseError`, `NothingSaidError`, `CaseClosedError`.
    """
    question = question.strip()
    if not question:
        raise NothingSaidError("Write what you want to ask.")
    case = read_case(case_id, seen=version)
    before = standing_of(case)
    if not before.is_open:
        raise CaseClosedError("This case is completed. Reopen it to ask the customer something.")
    after = asked(before, at)
    write_case(case, waiting_since=after.waiting_since, attention_since=None)
    entry = add_entry(case, "question", by=by, at=at, text=question, shown=question)
    record_event(
        CaseAsked(**about(case), entry=entry.id, waiting_since=after.waiting_since or at),
        by=by,
        at=at,
        about=case,
    )
    return entry


@action
def take_reply(
    *,
    case_id: UUID,
    text: str,
    files: Sequence[GivenFile] = (),
    channel: str = "web",
    once: UUID | None = None,
    by: Actor,
    at: datetime,
) -> CaseEntry:
    """Take in what the customer writes, asked or not, on an open case or a completed one.

    The case asks for attention until staff have looked. Where the customer had been asked, the wait ends and
    the due time moves on by whole days. A completed case stays completed. Staff who write down what a
    customer said to them are `by`, and `channel` says how. `once` is the sender's mark: raises
    `AlreadySaidError` where a reply with it was taken in before. Raises `CaseNotFoundError`,
    `NothingSaidError`.
    """
    text = text.strip()
    if not text and not files:
        raise NothingSaidError("Write something, or add a file.")
    case = read_case(case_id, lock=True)
    if once is not None and CaseEntry.objects.filter(case_id=case_id, once=once).exists():
        raise AlreadySaidError("This was sent before, and it is with the case.")
    before = standing_of(case)
    after = replied(before, clock_of(case, pinned_definition(case)), at)
    write_case(
        case,
        waiting_since=None,
        due_at=after.due_at,
        attention_since=case.attention_since or at,
    )
    shown = text or words_in(case.language).sent_a_file
    entry = add_entry(case, "reply", by=by, at=at, text=text, shown=shown, once=once)
    add_files(case, files, entry=entry, by=Actor.resident() if by.kind == "staff" else by, at=at)
    record_event(
        CaseReplied(
            **about(case),
            entry=entry.id,
            channel=channel,
            awaited=before.waiting_since is not None,
            closed=not before.is_open,
            waiting_since=before.waiting_since,
            due_at=after.due_at,
        ),
        by=by,
        at=at,
    )
    return entry


@action
def attach_file(*, case_id: UUID, file: GivenFile, note: str = "", by: Actor, at: datetime) -> CaseFile:
    """Attach a stored file that staff got or made; the customer does not see it.

    What a customer sends comes with their reply (`take_reply`). Raises `CaseNotFoundError`.
    """
    case = read_case(case_id)
    entry = add_entry(case, "file", by=by, at=at, text=note.strip())
    return add_files(case, [file], entry=entry, by=by, at=at)[0]
