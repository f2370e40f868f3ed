"""Coming back to a form later, on another device too: a link by email, no account.

The link holds the id of the draft, signed, in its query, which no log keeps. It opens the form for as long as
the draft is kept.
"""

from __future__ import annotations

import uuid
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from uuid import UUID

from django.conf import settings

from portico.channels.web.events import FormSavedForLater
from portico.channels.web.models import Draft
from portico.channels.web.queries import locked_draft
from portico.channels.web.return_links import ReturnLink
from portico.design.brand import the_council
from portico.design.dates import full_day
from portico.ground.calendar.working_days import council_calendar
from portico.ground.ledger.actions import action, record_event
from portico.ground.ledger.events import Actor
from portico.records.catalogue.queries import definition_of
from portico.records.messages.actions import new_message, write_messages
from portico.records.messages.delivery.letters import SIGNATURE
from portico.records.messages.models import Message
from portico.records.messages.words import words_in

MOST_LINKS_A_DAY = 5
"""Most links that one form sends in a day: whoever wants to fill a stranger's mailbox gets no further."""

_LINK = ReturnLink("web:return", "portico.channels.web.return")
_TEMPLATE = "saved-form"


class TooManyLinksError(Exception):
    """The form has sent as many links today as it may."""


@dataclass(frozen=True)
class _Texts:
    subject: str
    body: str


_TEXTS = {
    "en": _Texts(
        "Carry on with your form: {service}",
        "You asked us to keep what you have filled in so far. Carry on here:\n\n{address}\n\n"
        "We keep your answers until {day}. Nothing has been sent to us yet.\n\n"
        "Whoever has this link can see your answers. If you did not ask for it, do nothing.",
    ),
    "cy": _Texts(
        "Parhau â'ch ffurflen: {service}",
        "Fe wnaethoch ofyn i ni gadw'r hyn rydych wedi'i lenwi hyd yma. Parhewch yma:\n\n{address}\n\n"
        "Byddwn yn cadw eich atebion tan {day}. Nid oes dim wedi'i anfon atom eto.\n\n"
        "Gall unrhyw un sydd â'r ddolen hon weld eich atebion. Os na wnaethoch ofyn amdani, "
        "peidiwch â gwneud dim.",
    ),
}


@action
def save_for_later(*, draft: Draft, email: str, language: str, by: Actor, at: datetime) -> None:
    """Send a link to the form to `email`, and keep its draft from now on as long as one just changed.

    Raises `TooManyLinksError`.
    """
    kept = locked_draft(draft.id)  # others that ask for a link at the same moment wait here
    if kept is None or kept.sent_at is not None:
        return
    free = free_cause(draft.id, _TEMPLATE, at)
    texts, words = _TEXTS.get(language, _TEXTS["en"]), words_in(language)
    service = definition_of(draft.service_version_id).name.in_language(language)
    body = texts.body.format(address=return_address(draft.id), day=full_day(kept_until(at)))
    message = new_message(
        at=at,
        case_id=None,
        follower_id=None,
        customer_id=None,
        cause=free,
        template=_TEMPLATE,
        language=language,
        to_name="",
        to_address=email,
        subject=texts.subject.format(service=service),
        body=f"{body}\n{SIGNATURE}{the_council().name}\n{words.automatic}\n",
    )
    Draft.objects.filter(id=draft.id, sent_at=None).update(changed_at=at)
    write_messages([message], by=by, at=at)
    record_event(FormSavedForLater(draft=draft.id, service=draft.service_id), by=by, at=at)


def free_cause(id: UUID, template: str, at: datetime) -> UUID:
    """What the next link to a form or a path is sent because of: each has so many a day.

    Raises `TooManyLinksError`. Whoever asks has locked what the link leads to.
    """
    today = council_calendar().day_of(at)
    causes = [_cause(id, today, number) for number in range(MOST_LINKS_A_DAY)]
    used = set(Message.objects.filter(template=template, cause__in=causes).values_list("cause", flat=True))
    free = next((cause for cause in causes if cause not in used), None)
    if free is None:
        raise TooManyLinksError
    return free


def return_address(draft_id: UUID) -> str:
    """The whole address by which a form is opened again."""
    return _LINK.to(draft_id)


def draft_of_key(key: str) -> UUID | None:
    """The id of the draft that a link leads to; none where the link was damaged or is too old."""
    return _LINK.id_in(key)


def kept_until(changed_at: datetime) -> datetime:
    """When a draft that was last changed then is deleted."""
    return changed_at + timedelta(days=settings.PORTICO_KEEP_DRAFTS_DAYS)


def _cause(draft_id: UUID, day: date, number: int) -> UUID:
    return uuid.uuid5(draft_id, f"{day.isoformat()} {number}")
