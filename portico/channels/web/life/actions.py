"""What is written of a path: it is begun, questions are answered, services chosen, their forms begun."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db.models import Exists, OuterRef

from portico.channels.web.actions import begin_draft, discard_drafts_of_path
from portico.channels.web.life.events import (
    LifePathAnswered,
    LifePathBegun,
    LifePathDiscarded,
    LifePathFormBegun,
    LifePathServicesChosen,
    LifeSignpostFollowed,
)
from portico.channels.web.life.knowing import known_for
from portico.channels.web.life.queries import drafts_on, locked_path
from portico.channels.web.life.way import asked_on
from portico.channels.web.models import Draft, LifePath
from portico.ground.calendar.working_days import council_calendar
from portico.ground.ledger.actions import action, record_event, write_at_the_end
from portico.ground.ledger.events import Actor
from portico.records.catalogue.definition.life_events import LifeEvent
from portico.records.catalogue.queries import CurrentService


class PathGoneError(Exception):
    """The path is no longer kept: it has to be begun again."""


class SentAlreadyError(Exception):
    """The form of this service was sent on this path, and is no longer kept."""


@action
def begin_path(
    *, event: LifeEvent, language: str, instead_of: UUID | None = None, by: Actor, at: datetime
) -> LifePath:
    """Set out on the path of a life event; one begun before is deleted with its unsent forms."""
    if instead_of is not None:
        discard_drafts_of_path(path_id=instead_of, by=by, at=at)
        before = locked_path(instead_of)
        if before is not None:
            _discard(before, "begun_again", by=by, at=at)
    path = LifePath(life_event=event.id, language=language, begun_at=at, changed_at=at)
    write_at_the_end([path])
    begun = LifePathBegun(life_path=path.id, life_event=event.id, language="cy" if language == "cy" else "en")
    record_event(begun, by=by, at=at)
    return path


@action
def answer_question(
    *, path_id: UUID, question: str, answer: Any, language: str, by: Actor, at: datetime
) -> LifePath:
    """Keep the answer to a question of the life event. Raises `PathGoneError`."""
    path = _locked(path_id)
    path.answers[question] = answer
    path.language = language
    path.changed_at = at
    path.save(update_fields=["answers", "language", "changed_at"])
    record_event(LifePathAnswered(life_path=path.id, question=question), by=by, at=at)
    return path


@action
def choose_services(*, path_id: UUID, chosen: Mapping[str, bool], by: Actor, at: datetime) -> LifePath:
    """Keep which of the services shown are on the resident's list. Raises `PathGoneError`.

    A form that was begun is kept when its service is left out, and goes on when it is chosen again.
    """
    path = _locked(path_id)
    path.chosen = {**path.chosen, **chosen}
    path.changed_at = at
    path.save(update_fields=["chosen", "changed_at"])
    event = LifePathServicesChosen(
        life_path=path.id,
        chosen=tuple(code for code, wanted in chosen.items() if wanted),
        left_out=tuple(code for code, wanted in chosen.items() if not wanted),
    )
    record_event(event, by=by, at=at)
    return path


@action
def begin_service(
    *,
    path_id: UUID,
    event: LifeEvent,
    service: CurrentService,
    language: str,
    again: bool = False,
    by: Actor,
    at: datetime,
) -> Draft:
    """The form of `service` on this path: the one that was begun, else a new one with what is known.

    With `again` one that was not sent is deleted and begun anew. Raises `PathGoneError`; `SentAlreadyError`
    where it was sent and its form is no longer kept.
    """
    # Forms before paths, as when a form is sent: two that lock both never wait for each other.
    list(Draft.objects.select_for_update().filter(path_id=path_id, service_id=service.service_id))
    path = _locked(path_id)
    drafts = drafts_on(path_id)
    before = next((draft for draft in drafts if draft.service_id == service.service_id), None)
    if before is not None and (before.sent_at is not None or not again):
        return before
    if service.code in path.sent:
        raise SentAlreadyError(service.code)
    today = council_calendar().day_of(at)
    answers = asked_on(event, path, today).answers
    others = [draft for draft in drafts if draft is not before]
    draft = begin_draft(
        service=service,
        language=language,
        instead_of=before.id if before else None,
        known=known_for(service.code, event=event, path=path, answers=answers, drafts=others, today=today),
        path_id=path.id,
        by=by,
        at=at,
    )
    path.changed_at = at
    path.save(update_fields=["changed_at"])
    begun = LifePathFormBegun(life_path=path.id, draft=draft.id, service=service.service_id)
    record_event(begun, by=by, at=at)
    return draft


@action
def follow_life_signpost(*, event: LifeEvent, signpost: str, by: Actor, at: datetime) -> str:
    """Count that somebody is led elsewhere, and return the address there.

    Raises KeyError where the life event has no such entry, or one without an address.
    """
    address = event.signpost(signpost).address
    if address is None:
        raise KeyError(signpost)
    record_event(LifeSignpostFollowed(life_event=event.id, signpost=signpost, channel="web"), by=by, at=at)
    return address


@action
def discard_old_paths(*, changed_before: datetime, most: int, by: Actor, at: datetime) -> int:
    """Delete up to `most` paths that were not touched, nor a form of theirs, since `changed_before`.

    Returns how many.
    """
    younger = Draft.objects.filter(path_id=OuterRef("id"), changed_at__gte=changed_before)
    old = LifePath.objects.filter(
        ~Exists(younger), begun_at__lt=changed_before, changed_at__lt=changed_before
    ).order_by("begun_at")
    discarded = list(old.select_for_update(skip_locked=True, of=("self",))[:most])
    for path in discarded:
        _discard(path, "expired", by=by, at=at)
    return len(discarded)


def _locked(path_id: UUID) -> LifePath:
    path = locked_path(path_id)
    if path is None:
        raise PathGoneError(path_id)
    return path


def _discard(path: LifePath, reason: Any, *, by: Actor, at: datetime) -> None:
    told = LifePathDiscarded(life_path=path.id, life_event=path.life_event, reason=reason)
    path.delete()
    record_event(told, by=by, at=at)
