"""Coming back to a path later, on another device too: a link by email like that to a form, no account."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from portico.channels.web.life.events import LifePathSavedForLater
from portico.channels.web.life.queries import locked_path
from portico.channels.web.return_links import ReturnLink
from portico.channels.web.saved_forms import free_cause, kept_until
from portico.design.brand import the_council
from portico.design.dates import full_day
from portico.ground.ledger.actions import action, record_event
from portico.ground.ledger.events import Actor
from portico.records.catalogue.definition.life_events import LifeEvent
from portico.records.messages.actions import new_message, write_messages
from portico.records.messages.delivery.letters import SIGNATURE
from portico.records.messages.words import words_in

_LINK = ReturnLink("life:return", "portico.channels.web.life.return")
_TEMPLATE = "saved-path"


@dataclass(frozen=True)
class _Texts:
    subject: str
    body: str


_TEXTS = {
    "en": _Texts(
        "Carry on with your list: {event}",
        "You asked us to keep your list of what to do. Carry on here:\n\n{address}\n\n"
        "We keep it until {day}. Only what the list says is sent has been sent to us.\n\n"
        "Whoever has this link can see your list and your answers. If you did not ask for it, do nothing.",
    ),
    "cy": _Texts(
        "Parhau â'ch rhestr: {event}",
        "Fe wnaethoch ofyn i ni gadw eich rhestr o bethau i'w gwneud. Parhewch yma:\n\n{address}\n\n"
        "Byddwn yn ei chadw tan {day}. Dim ond yr hyn y mae'r rhestr yn dweud sydd wedi'i anfon sydd wedi'i "
        "anfon atom.\n\n"
        "Gall unrhyw un sydd â'r ddolen hon weld eich rhestr a'r atebion arni. Os na wnaethoch ofyn amdani, "
        "peidiwch â gwneud dim.",
    ),
}


@action
def save_path_for_later(
    *, path_id: UUID, event: LifeEvent, email: str, language: str, by: Actor, at: datetime
) -> None:
    """Send a link to the path to `email`, and keep it from now on as long as one just changed.

    Does nothing where the path is gone. Raises `TooManyLinksError`.
    """
    path = locked_path(path_id)
    if path is None:
        return
    cause = free_cause(path.id, _TEMPLATE, at)
    texts, words = _TEXTS.get(language, _TEXTS["en"]), words_in(language)
    body = texts.body.format(address=return_address(path.id), day=full_day(kept_until(at)))
    message = new_message(
        at=at,
        case_id=None,
        follower_id=None,
        customer_id=None,
        cause=cause,
        template=_TEMPLATE,
        language=language,
        to_name="",
        to_address=email,
        subject=texts.subject.format(event=event.title.in_language(language)),
        body=f"{body}\n{SIGNATURE}{the_council().name}\n{words.automatic}\n",
    )
    path.changed_at = at
    path.save(update_fields=["changed_at"])
    write_messages([message], by=by, at=at)
    record_event(LifePathSavedForLater(life_path=path.id), by=by, at=at)


def return_address(path_id: UUID) -> str:
    """The whole address by which a path is opened again."""
    return _LINK.to(path_id)


def path_of_key(key: str) -> UUID | None:
    """The id of the path that a link leads to; none where the link was damaged or is too old."""
    return _LINK.id_in(key)
