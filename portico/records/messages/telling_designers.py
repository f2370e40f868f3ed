"""Telling designers of services, by email, of reviews: who is asked for one, and what became of one's own.

It runs in the transaction of the event, as for customers. Staff are written to in English, as the desk is.
"""

from __future__ import annotations

import uuid
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from django.conf import settings

from portico.design.addresses import address_of
from portico.design.brand import the_council
from portico.ground.access.models import Staff
from portico.ground.access.queries import service_designers
from portico.ground.ledger.events import Actor, RecordedEvent
from portico.records.catalogue.editing.queries import english
from portico.records.catalogue.events import EditTurned
from portico.records.catalogue.models import ServiceEdit
from portico.records.messages.actions import new_message, write_messages
from portico.records.messages.delivery.letters import SIGNATURE
from portico.records.messages.models import Message
from portico.records.messages.telling import LONGEST_SUBJECT
from portico.records.messages.words import words_in

_LANGUAGE = "en"


@dataclass(frozen=True)
class _Texts:
    subject: str
    body: str


_TEXTS: Final[Mapping[str, _Texts]] = {
    "review-asked": _Texts(
        "Please review a change: {service}",
        "{asked_by} asks {whom} to review a change of the service “{service}”.\n\n"
        "What was changed and why:\n\n{why}\n\nRead and review it here:\n\n{address}",
    ),
    "review-approved": _Texts(
        "Approved: {service}",
        "{reviewed_by} approved your change of the service “{service}”.\n\n{answer}"
        "It is not in force yet. Publish it here:\n\n{address}",
    ),
    "review-sent-back": _Texts(
        "Sent back: {service}",
        "{reviewed_by} sent back your change of the service “{service}”, to be put right first.\n\n{answer}"
        "Go on with it here:\n\n{address}",
    ),
}


def tell_designers(recorded: RecordedEvent) -> None:
    """Write to whoever is asked for a review, or to who asked when it was given; to nobody about all else.

    Where any designer may give it, all others are asked. At most four SQL statements.
    """
    event = recorded.event
    assert isinstance(event, EditTurned)
    if event.state not in {"in_review", "approved", "open"}:
        return
    people = ("service", "asked_by", "asked_of", "reviewed_by")
    edit = ServiceEdit.objects.select_related(*people).get(pk=event.service_edit)
    if event.state == "in_review":
        written = [_written(recorded, edit, "review-asked", one) for one in _asked(edit)]
    elif edit.reviewed_at == recorded.occurred_at and edit.asked_by is not None and edit.asked_by.is_active:
        template = "review-approved" if event.state == "approved" else "review-sent-back"
        written = [_written(recorded, edit, template, edit.asked_by)]
    else:
        return
    if written:
        write_messages(written, by=Actor.system(), at=recorded.occurred_at)


def _asked(edit: ServiceEdit) -> list[Staff]:
    if edit.asked_of is not None:
        return [edit.asked_of]
    return [one for one in service_designers() if one.pk != edit.asked_by_id]


def _written(recorded: RecordedEvent, edit: ServiceEdit, template: str, to: Staff) -> Message:
    texts = _TEXTS[template]
    service = english(edit.definition.get("name")) or edit.service.code
    body = texts.body.format(
        service=service,
        asked_by=edit.asked_by.name if edit.asked_by is not None else "",
        whom="you" if edit.asked_of_id == to.pk else "you or another service designer",
        why=edit.why,
        reviewed_by=edit.reviewed_by.name if edit.reviewed_by is not None else "",
        answer=f"{edit.answer}\n\n" if edit.answer else "",
        address=str(settings.PUBLIC_ADDRESS).rstrip("/")
        + address_of("desk:service_review", edit.service.code),
    )
    return new_message(
        at=recorded.occurred_at,
        case_id=None,
        follower_id=None,
        customer_id=None,
        # One event tells several, each of whom has to be told once.
        cause=uuid.uuid5(recorded.id, to.pk.hex),
        template=template,
        language=_LANGUAGE,
        to_name=to.name,
        to_address=to.email,
        subject=texts.subject.format(service=service)[:LONGEST_SUBJECT],
        body=f"{body}\n{SIGNATURE}{the_council().name}\n{words_in(_LANGUAGE).automatic}\n",
    )
