"""What is written of a form: a draft is begun, its pages are saved, it is sent once, old ones are deleted."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, Literal
from uuid import UUID

from django.db.models import QuerySet
from psycopg.types.json import Jsonb

from portico.channels.web.events import (
    FormBegun,
    FormDiscarded,
    FormPageSaved,
    FormSent,
    SignpostFollowed,
)
from portico.channels.web.journey import Journey, chosen_report, journey_through
from portico.channels.web.known import Known, marks_for, what_fits, without
from portico.channels.web.life.telling import tell_path
from portico.channels.web.models import Draft
from portico.channels.web.queries import draft_with, locked_draft
from portico.channels.web.questions.asking import Moment
from portico.channels.web.sending import (
    Sent,
    answers_to_send,
    channel_of,
    customer_of,
    files_held,
    files_of,
    given_of,
    place_of,
    told_through,
    what_happens_next,
)
from portico.ground.calendar.working_days import council_calendar
from portico.ground.files.actions import forget_files
from portico.ground.ledger.actions import (
    action,
    change_at_the_end,
    gathering_action,
    gathers_now,
    record_event,
    write_at_the_end,
)
from portico.ground.ledger.events import Actor
from portico.ground.ledger.prepared import run_prepared
from portico.records.catalogue.definition.service import ServiceDefinition
from portico.records.catalogue.definition.workflow import Channel
from portico.records.catalogue.queries import CurrentService, definition_of
from portico.records.catalogue.rules import charge_for
from portico.records.contacts.actions import take_joining, take_request
from portico.records.people.contact_details import Given

SOURCE = "form"
"""With the id of the draft, makes what a form sends exist once."""

_SAVE = """
UPDATE web_draft
   SET answers = %(answers)s, contact = %(contact)s, facts = %(facts)s, working = %(working)s,
       "similar" = %(similar)s, known = %(known)s, language = %(language)s, changed_at = %(changed_at)s,
       version = %(version)s
 WHERE id = %(id)s AND version = %(as_read)s AND sent_at IS NULL
RETURNING version"""

_MARK_SENT = """
UPDATE web_draft
   SET answers = '{}', contact = '{}', facts = '{}', working = '{}', "similar" = '{}',
       known = '{}', confirmation = %(confirmation)s, version = version + 1, changed_at = %(at)s::timestamptz,
       sent_at = %(at)s::timestamptz,
       case_reference = %(reference)s
 WHERE id = %(id)s AND version = %(as_read)s AND sent_at IS NULL
RETURNING id"""


class DraftChangedError(Exception):
    """The draft was changed or sent since it was read: read it again and decide anew."""


class DraftGoneError(Exception):
    """The draft is no longer kept: the form has to be begun again."""


class UnfinishedFormError(Exception):
    """Something is not answered yet, or the form stops here; `step` is the page to go to."""

    def __init__(self, step: str) -> None:
        super().__init__(f"The form goes on at {step}.")
        self.step = step


@dataclass(frozen=True)
class PageSaved:
    """What saving one page changes in a draft; what is None stays as it is."""

    page: str
    finished: bool
    answers: Mapping[str, Any] = field(default_factory=dict)
    contact: Mapping[str, Any] = field(default_factory=dict)
    working: Mapping[str, Any] | None = None
    facts: Mapping[str, Any] = field(default_factory=dict)
    similar: Mapping[str, Any] | None = None
    known: Mapping[str, Any] | None = None


@action
def begin_draft(
    *,
    service: CurrentService,
    language: str,
    instead_of: UUID | None = None,
    known: Known | None = None,
    channel: Channel = "web",
    customer_id: UUID | None = None,
    path_id: UUID | None = None,
    by: Actor,
    at: datetime,
) -> Draft:
    """Begin a form of `service`, pinned to its current version, and delete the one begun before.

    `instead_of` is the draft that the browser held so far; one that was sent stays. What of `known` is valid
    here is put into the draft, marked as not confirmed: the form shows it for checking before it is used.
    Staff say by which `channel` the customer reaches them, and who it is where they know; the draft is then
    theirs alone. `path_id` is the way through a life event that it is part of. Raises ValueError where staff
    begin one by `web`, or somebody else by another channel.
    """
    if (by.kind == "staff") == (channel == "web"):
        raise ValueError(f"A form by {channel} is not begun by {by.kind}.")
    if instead_of is not None:
        _discard(Draft.objects.filter(id=instead_of, sent_at=None), "begun_again", by=by, at=at)
    moment = Moment(language=language, today=council_calendar().day_of(at), at=at, by=by)
    fits = what_fits(service.definition, known or Known(), moment) if known else Known()
    draft = Draft(
        service_id=service.service_id,
        service_version_id=service.version_id,
        language=language,
        answers=dict(fits.answers),
        contact=dict(fits.contact),
        known=marks_for(fits),
        channel=channel,
        held_by_id=by.id if by.kind == "staff" else None,
        customer_id=customer_id,
        path_id=path_id,
        begun_at=at,
        changed_at=at,
    )
    write_at_the_end([draft])
    begun = FormBegun(
        draft=draft.id,
        service=service.service_id,
        service_version=service.version_id,
        language="cy" if language == "cy" else "en",
    )
    record_event(begun, by=by, at=at)
    return draft


@action
def follow_signpost(*, service: CurrentService, signpost: str, by: Actor, at: datetime) -> str:
    """Count that somebody is led elsewhere, and return the address there.

    Raises KeyError where the service has no such entry, or one without an address.
    """
    address = service.definition.signpost(signpost).address
    if address is None:
        raise KeyError(signpost)
    followed = SignpostFollowed(
        service=service.service_id, service_version=service.version_id, signpost=signpost, channel="web"
    )
    record_event(followed, by=by, at=at)
    return address


@action
def save_page(*, draft: Draft, saved: PageSaved, language: str, by: Actor, at: datetime) -> Draft:
    """Save the answers of one page to `draft` as it was read, and return it as it is now.

    Raises `DraftChangedError` if it was saved or sent by another request since.
    """
    changed = {
        "answers": {**draft.answers, **saved.answers},
        "contact": {**draft.contact, **saved.contact},
        "facts": {**draft.facts, **saved.facts},
        "working": draft.working if saved.working is None else dict(saved.working),
        "similar": draft.similar if saved.similar is None else dict(saved.similar),
        "known": _known_after(draft, saved),
        "language": language,
        "changed_at": at,
        "version": draft.version + 1,
    }
    written = {name: Jsonb(value) if isinstance(value, dict) else value for name, value in changed.items()}
    if not run_prepared(_SAVE, {**written, "id": draft.id, "as_read": draft.version}):
        raise DraftChangedError(draft.id)
    before = files_held(draft.answers, draft.working)
    for name, value in changed.items():
        setattr(draft, name, value)
    if gone := before - files_held(draft.answers, draft.working):
        forget_files(file_ids=gone, by=by, at=at)
    event = FormPageSaved(draft=draft.id, service=draft.service_id, page=saved.page, finished=saved.finished)
    record_event(event, by=by, at=at)
    return draft


def _known_after(draft: Draft, saved: PageSaved) -> dict[str, Any]:
    """The marks of known answers once a page is saved: those of questions answered on it are gone."""
    if saved.known is not None:
        return dict(saved.known)
    if not draft.known or not saved.finished:
        return dict(draft.known)
    marks = without(draft.known, "answers", saved.answers.keys())
    return dict(without(marks, "contact", saved.contact.keys()))


@gathering_action
def submit_form(
    *, draft_id: UUID, version: int, language: str | None = None, by: Actor, at: datetime
) -> Sent:
    """Send a form: it becomes a case, or adds its sender to the open one that they chose.

    It happens once: whoever sends the same draft again gets what became of it the first time. `version` is
    the one whose answers were shown on the check page, `language` that of the page, where it may differ from
    that of the page saved last. Raises `DraftGoneError`; `DraftChangedError` where an answer was changed
    after the page was shown; `UnfinishedFormError` where something is missing; `CaseClosedError`
    where the report to join was closed meanwhile.
    """
    draft = draft_with(draft_id) if gathers_now() else locked_draft(draft_id)
    if draft is None:
        raise DraftGoneError(draft_id)
    if draft.sent_at is not None:
        return sent_before(draft)
    if draft.version != version:
        raise DraftChangedError(draft_id)
    definition = definition_of(draft.service_version_id)
    if language is not None:
        draft.language = language if definition.in_welsh else "en"
    journey = journey_through(definition, draft, council_calendar().day_of(at))
    if not journey.whole:
        raise UnfinishedFormError(journey.next_open)
    given = given_of(definition, draft, journey)
    if chosen_report(draft) is None:
        case_id, sent = _send_new(draft, definition, journey, given, by=by, at=at)
    else:
        case_id, sent = _send_joining(draft, definition, journey, given, by=by, at=at)
    sent_files = {file.stored_id for file in files_of(definition, journey)}
    if left := files_held(draft.answers, draft.working) - sent_files:
        forget_files(file_ids=left, by=by, at=at)
    _mark_sent(draft, sent, definition, journey, given=given, at=at)
    told = FormSent(
        draft=draft.id,
        service=draft.service_id,
        case=case_id,
        joined=sent.joined,
        anonymous=given.is_anonymous,
        language="cy" if given.language == "cy" else "en",
    )
    record_event(told, by=by, at=at)
    if draft.path_id is not None:
        tell_path(draft, definition.id, journey, case_id=case_id, reference=sent.reference, by=by, at=at)
    return sent


def sent_before(draft: Draft) -> Sent:
    """What became of a draft that was sent."""
    return Sent(
        draft_id=draft.id,
        reference=draft.case_reference,
        due_at=datetime.fromisoformat(draft.confirmation["due_at"]),
        joined=draft.confirmation["joined"],
    )


@action
def give_up_draft(*, draft: Draft, by: Actor, at: datetime) -> None:
    """Delete a form that its member of staff does not go on with; one that was sent stays."""
    _discard(Draft.objects.filter(id=draft.id, sent_at=None), "given_up", by=by, at=at)


@action
def discard_drafts_of_path(*, path_id: UUID, by: Actor, at: datetime) -> None:
    """Delete the forms of a way through a life event that were not sent: it is begun again."""
    _discard(
        Draft.objects.filter(path_id=path_id, sent_at=None).select_for_update(), "begun_again", by=by, at=at
    )


@action
def discard_old_drafts(*, changed_before: datetime, most: int, by: Actor, at: datetime) -> int:
    """Delete up to `most` drafts, sent or not, untouched since `changed_before`; return how many."""
    return _discard(
        Draft.objects.filter(
            id__in=Draft.objects.filter(begun_at__lt=changed_before, changed_at__lt=changed_before)
            .order_by("begun_at")
            .select_for_update(skip_locked=True)
            .values("id")[:most]
        ),
        "expired",
        by=by,
        at=at,
    )


def _discard(
    drafts: QuerySet[Draft],
    reason: Literal["expired", "begun_again", "given_up"],
    *,
    by: Actor,
    at: datetime,
) -> int:
    """Delete drafts; those that were never sent leave an event, so that abandoned forms can be counted."""
    discarded = list(drafts.only("id", "service_id", "sent_at", "answers", "working"))
    if discarded:
        Draft.objects.filter(id__in=[draft.id for draft in discarded]).delete()
    unsent = [draft for draft in discarded if draft.sent_at is None]
    for draft in unsent:
        told = FormDiscarded(draft=draft.id, service=draft.service_id, reason=reason)
        record_event(told, by=by, at=at)
    files = {file for draft in unsent for file in files_held(draft.answers, draft.working)}
    if files:
        forget_files(file_ids=files, by=by, at=at)
    return len(discarded)


def _send_new(
    draft: Draft, definition: ServiceDefinition, journey: Journey, given: Given, *, by: Actor, at: datetime
) -> tuple[UUID, Sent]:
    taken = take_request(
        service_version=draft.service_version_id,
        channel=draft.channel,
        source=SOURCE,
        source_key=str(draft.id),
        answers=answers_to_send(journey),
        facts=journey.facts,
        given=given,
        customer_id=customer_of(draft),
        place=place_of(definition, journey),
        files=files_of(definition, journey),
        by=by,
        at=at,
    )
    return taken.case.id, Sent(draft.id, taken.case.reference, taken.case.due_at, joined=False)


def _send_joining(
    draft: Draft, definition: ServiceDefinition, journey: Journey, given: Given, *, by: Actor, at: datetime
) -> tuple[UUID, Sent]:
    taken = take_joining(
        case_id=UUID(chosen_report(draft)),
        channel=draft.channel,
        source=SOURCE,
        source_key=str(draft.id),
        given=given,
        customer_id=customer_of(draft),
        text=draft.similar.get("more", ""),
        files=files_of(definition, journey),
        by=by,
        at=at,
    )
    follower = taken.follower
    return follower.case_id, Sent(draft.id, follower.reference, follower.case.due_at, joined=True)


def _mark_sent(
    draft: Draft,
    sent: Sent,
    definition: ServiceDefinition,
    journey: Journey,
    *,
    given: Given,
    at: datetime,
) -> None:
    """Keep the reference and what the confirmation says; the answers are the case's now."""
    today = council_calendar().day_of(at)
    charge = (
        None
        if sent.joined
        else charge_for(definition, channel_of(draft), journey.answers, journey.facts, today)
    )
    next_steps = ""
    if not sent.joined:
        next_steps = what_happens_next(
            definition, journey, given, sent, language=draft.language, charge=charge
        )
    confirmation = {
        "due_at": sent.due_at.isoformat(),
        "joined": sent.joined,
        "told": told_through(definition, given, joined=sent.joined),
        "anonymous": given.is_anonymous,
        "next": next_steps,
        "fee": charge.pence if charge else 0,
        "tells_due": not sent.joined and "due_date" in definition.what_happens_next.en,
    }
    kept = {
        "id": draft.id,
        "as_read": draft.version,
        "at": at,
        "confirmation": Jsonb(confirmation),
        "reference": sent.reference,
    }
    change_at_the_end(_MARK_SENT, kept, demanded=True)
