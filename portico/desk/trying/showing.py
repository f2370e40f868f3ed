"""What was done in a try-out so far, for its pages: the forms, the cases and what would be sent."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from django.conf import settings

from portico.channels.web.known import Known
from portico.channels.web.models import Draft
from portico.design.addresses import address_of
from portico.desk.words import STAGE_NAMES
from portico.ground.tryouts.inside import place_now
from portico.records.cases.models import Case, CaseFollower
from portico.records.messages.delivery.letters import html_fragment
from portico.records.messages.models import Message

MOST = 50


@dataclass(frozen=True)
class TriedCase:
    """A case of the try-out, and by what its customer follows it."""

    reference: str
    title: str
    stage: str
    due_at: datetime
    detail: str
    """A detail of the customer that opens it with its reference; empty where they gave none."""


@dataclass(frozen=True)
class TriedMessage:
    """A message as it would be sent."""

    to: str
    subject: str
    html: str
    written_at: datetime


def cases_tried() -> list[TriedCase]:
    """The cases of the try-out and the reports that somebody joined, the latest first."""
    cases = [
        TriedCase(
            reference=case.reference,
            title=case.title,
            stage=STAGE_NAMES[case.stage],
            due_at=case.due_at,
            detail=case.contact_email or case.contact_phone or case.contact_postcode or case.contact_name,
        )
        for case in Case.objects.order_by("-id")[:MOST]
    ]
    joined = [
        TriedCase(
            reference=one.reference,
            title=one.case.title,
            stage=STAGE_NAMES[one.case.stage],
            due_at=one.case.due_at,
            detail=one.email or one.phone or one.name,
        )
        for one in CaseFollower.objects.select_related("case").order_by("-id")[:MOST]
    ]
    return [*joined, *cases]


def messages_tried() -> list[TriedMessage]:
    """What would be sent, the latest first; one SQL statement. Links in it lead into the try-out."""
    return [
        TriedMessage(
            to=f"{message.to_name} <{message.to_address}>" if message.to_name else message.to_address,
            subject=message.subject,
            html=_leading_inside(html_fragment(_as_sent(message.body))),
            written_at=message.created_at,
        )
        for message in Message.objects.order_by("-id")[:MOST]
    ]


def _as_sent(body: str) -> str:
    """The text as it would be written outside, where addresses do not begin with that of the try-out."""
    place = place_now()
    public = str(settings.PUBLIC_ADDRESS).rstrip("/")
    return body if place is None else body.replace(f"{public}{place.prefix}", f"{public}/")


def _leading_inside(html: str) -> str:
    """The same with links that lead to the pages of the try-out, though they read as they would be sent."""
    public = str(settings.PUBLIC_ADDRESS).rstrip("/")
    for path in (address_of("portal:follow"), address_of("web:return")):
        outside = path.removeprefix(place.prefix) if (place := place_now()) else path[1:]
        html = html.replace(f'href="{public}/{outside}', f'href="{path}')
    return html


def answers_given(code: str) -> Known:
    """The answers of the form that was filled in last, sent or not, to begin another with."""
    draft = Draft.objects.filter(service__code=code).order_by("-changed_at", "-id").first()
    if draft is None:
        return Known()
    if draft.sent_at is None:
        return Known(answers=draft.answers, contact=draft.contact)
    case = Case.objects.filter(reference=draft.case_reference).first()
    if case is None:
        return Known()
    contact = {
        "name": case.contact_name,
        "email": case.contact_email,
        "phone": case.contact_phone,
        "language": case.language,
    }
    return Known(answers=case.answers, contact={id: detail for id, detail in contact.items() if detail})
