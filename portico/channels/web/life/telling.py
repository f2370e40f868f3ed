"""A form that is part of a path was sent: the path is told what it became, and what it told."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from psycopg.types.json import Jsonb

from portico.channels.web.journey import Journey
from portico.channels.web.life.events import LifePathFormSent
from portico.channels.web.life.knowing import details_told, facts_told
from portico.channels.web.life.queries import path_with
from portico.channels.web.models import Draft
from portico.ground.ledger.actions import change_at_the_end, record_event
from portico.ground.ledger.events import Actor
from portico.records.catalogue.queries import life_events

_TELL = """
UPDATE web_life_path
   SET sent = sent || %(sent)s, facts = facts || %(facts)s, contact = contact || %(contact)s,
       changed_at = greatest(changed_at, %(at)s::timestamptz)
 WHERE id = %(id)s
RETURNING id"""


def tell_path(
    draft: Draft, service: str, journey: Journey, *, case_id: UUID, reference: str, by: Actor, at: datetime
) -> None:
    """Write down on the path of `draft` that its form was sent, in the same transaction.

    A path that is gone meanwhile is no reason not to send.
    """
    path = path_with(draft.path_id) if draft.path_id else None
    if path is None:
        return
    event = next((event for event in life_events() if event.id == path.life_event), None)
    told = {
        "id": path.id,
        "sent": Jsonb({service: reference}),
        "facts": Jsonb(facts_told(event, service, journey.answers) if event else {}),
        "contact": Jsonb(details_told(draft)),
        "at": at,
    }
    change_at_the_end(_TELL, told)
    sent = LifePathFormSent(
        life_path=path.id,
        life_event=path.life_event,
        draft=draft.id,
        service=draft.service_id,
        case=case_id,
    )
    record_event(sent, by=by, at=at)
