"""Telling customers of the progress of their cases: the reaction that writes the messages.

It runs in the transaction of the event, so that a case and the message about it exist together. The words
come from the definition the case began with, in the language of whoever is told.
"""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID

from portico.design.brand import the_council
from portico.ground.ledger.events import Actor, RecordedEvent
from portico.ground.references.references import grouped
from portico.records.cases.events import CaseAsked, CaseJoined, CaseMoved, CaseOpened
from portico.records.cases.models import Case, CaseEntry, CaseFollower
from portico.records.cases.saying import follow_address, values_about, values_of_owner
from portico.records.cases.words import words_in as case_words_in
from portico.records.catalogue.definition.service import ServiceDefinition
from portico.records.catalogue.placeholders import fill, names_in, plain_text
from portico.records.catalogue.queries import definition_of
from portico.records.messages.actions import new_message, write_messages
from portico.records.messages.delivery.letters import SIGNATURE
from portico.records.messages.models import Message
from portico.records.messages.words import harmless, words_in

LONGEST_SUBJECT = 300
LONGEST_TO_NAME = 200


@dataclass(frozen=True)
class Told:
    """Somebody who is told: the customer of the case, or somebody who joined it."""

    name: str
    address: str
    language: str
    reference: str
    customer_id: UUID | None
    follower_id: UUID | None = None


def tell_customer(recorded: RecordedEvent) -> None:
    """Write the messages that an event of a case calls for, to the customer and to its followers.

    One SQL statement writes them all. Where the definition has no such message, nothing is written.
    """
    event = recorded.event
    assert isinstance(event, CaseOpened | CaseMoved | CaseAsked | CaseJoined)
    if isinstance(event, CaseMoved) and not _move_tells(event, recorded):
        return
    case = _case(recorded)
    definition = definition_of(case.service_version_id)
    if isinstance(event, CaseJoined):
        written = [_written(recorded, case, definition, "joined", follower) for follower in _joined(event)]
    elif isinstance(event, CaseMoved):
        written = _of_move(recorded, event, case, definition)
    else:
        template = "received" if isinstance(event, CaseOpened) else "question"
        written = [_written(recorded, case, definition, template, _customer(case))]
    messages = [message for message in written if message is not None]
    if messages:
        write_messages(messages, by=Actor.system(), at=recorded.occurred_at)


def _move_tells(event: CaseMoved, recorded: RecordedEvent) -> bool:
    """Whether anybody is told of a move; asked before the case is read, as most moves tell nobody."""
    if not isinstance(recorded.about, Case):
        return True
    move = definition_of(recorded.about.service_version_id).move(event.move)
    return bool(move.tells or move.tells_followers)


def _of_move(
    recorded: RecordedEvent, event: CaseMoved, case: Case, definition: ServiceDefinition
) -> list[Message | None]:
    move = definition.move(event.move)
    written: list[Message | None] = []
    if move.tells:
        written.append(_written(recorded, case, definition, move.tells, _customer(case)))
    if move.tells_followers:
        written += [
            _written(recorded, case, definition, move.tells_followers, follower)
            for follower in _followers(case.id)
        ]
    return written


def _written(
    recorded: RecordedEvent, case: Case, definition: ServiceDefinition, template: str, told: Told
) -> Message | None:
    """The message to one person, not written to the database yet; None where the definition has none."""
    texts = definition.messages.get(template)
    if texts is None:
        return None
    subject = texts.subject.in_language(told.language)
    body = plain_text(texts.body.in_language(told.language))
    next_steps = plain_text(definition.what_happens_next.in_language(told.language))
    wanted = names_in(subject) | names_in(body) | names_in(next_steps)
    values = _values(recorded, case, definition, told, wanted)
    values["what_happens_next"] = fill(next_steps, values)
    return new_message(
        at=recorded.occurred_at,
        case_id=case.id,
        follower_id=told.follower_id,
        customer_id=told.customer_id,
        cause=recorded.id,
        template=template,
        language=told.language,
        to_name=told.name[:LONGEST_TO_NAME],
        to_address=told.address,
        subject=fill(subject, values, one_line=True)[:LONGEST_SUBJECT],
        body=fill(body, values).strip() + _signature(told),
    )


def _values(
    recorded: RecordedEvent, case: Case, definition: ServiceDefinition, told: Told, wanted: frozenset[str]
) -> dict[str, str]:
    """The values of the placeholders that the texts use. Followers are told no answers and no reasons."""
    language = told.language
    values = values_about(case, definition, language=language, reference=told.reference, wanted=wanted)
    values["name"] = harmless(told.name) or case_words_in(language).resident
    if told.follower_id is not None:
        return values
    values["reasons"] = case.reasons
    if "question" in wanted and isinstance(recorded.event, CaseAsked):
        values["question"] = CaseEntry.objects.values_list("text", flat=True).get(pk=recorded.event.entry)
    quoted = values_of_owner(case, definition, language=language, wanted=wanted)
    return values | {name: harmless(value) for name, value in quoted.items()}


def _signature(told: Told) -> str:
    words = words_in(told.language)
    lines = [
        the_council().name,
        words.reference.format(reference=grouped(told.reference)),
        words.follow.format(address=follow_address()),
        words.automatic,
    ]
    return f"\n{SIGNATURE}" + "\n".join(lines) + "\n"


def _case(recorded: RecordedEvent) -> Case:
    if isinstance(recorded.about, Case):
        return recorded.about
    event = recorded.event
    assert isinstance(event, CaseOpened | CaseMoved | CaseAsked | CaseJoined)
    return Case.objects.get(pk=event.case)


def _customer(case: Case) -> Told:
    return Told(case.contact_name, case.contact_email, case.language, case.reference, case.customer_id)


def _joined(event: CaseJoined) -> list[Told]:
    return [_follower(follower) for follower in CaseFollower.objects.filter(pk=event.follower)]


def _followers(case_id: UUID) -> list[Told]:
    return [_follower(follower) for follower in CaseFollower.objects.filter(case_id=case_id).order_by("id")]


def _follower(follower: CaseFollower) -> Told:
    return Told(
        name=follower.name,
        address=follower.email,
        language=follower.language,
        reference=follower.reference,
        customer_id=follower.customer_id,
        follower_id=follower.id,
    )
