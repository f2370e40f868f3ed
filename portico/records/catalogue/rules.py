"""What a definition decides about a new case: its team, its priority, how long it may take, what it
costs, where it is."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from portico.records.catalogue.conditions import holds
from portico.records.catalogue.definition.service import ServiceDefinition
from portico.records.catalogue.definition.text import Text
from portico.records.catalogue.definition.workflow import Channel, Duration, Priority


def team_for(
    definition: ServiceDefinition, answers: Mapping[str, Any], facts: Mapping[str, Any], today: date
) -> str:
    """The code of the team a case with these answers goes to."""
    for route in definition.routing:
        if holds(route.when, answers, facts, today):
            return route.team
    return definition.team


def priority_for(
    definition: ServiceDefinition, answers: Mapping[str, Any], facts: Mapping[str, Any], today: date
) -> Priority | None:
    """The priority of a case with these answers; none where it is as any other."""
    return next(
        (priority for priority in definition.priority if holds(priority.when, answers, facts, today)), None
    )


def deadline_for(
    definition: ServiceDefinition,
    channel: Channel,
    answers: Mapping[str, Any],
    facts: Mapping[str, Any],
    today: date,
) -> Duration:
    """How long a case with these answers may take: as its priority says, else its channel, else as usual."""
    priority = priority_for(definition, answers, facts, today)
    if priority is not None and priority.deadline is not None:
        return priority.deadline
    return definition.deadline.by_channel.get(channel, definition.deadline.usual)


@dataclass(frozen=True)
class Charge:
    """What one customer has to pay: the amount in pence, of how many, and why it is less than usual."""

    pence: int
    each: int
    """The amount in pence for one, where it is paid for several; else the same as `pence`."""
    count: int
    why: Text | None = None


def charge_for(
    definition: ServiceDefinition,
    channel: Channel,
    answers: Mapping[str, Any],
    facts: Mapping[str, Any],
    today: date,
) -> Charge | None:
    """What a request with these answers costs; none where the service is free.

    A reduction counts whatever the channel. Where the fee is for each of something and none were named, it
    is nothing.
    """
    fee = definition.fee
    if fee is None:
        return None
    reduction = next((one for one in fee.reductions if holds(one.when, answers, facts, today)), None)
    amount = reduction.amount if reduction else fee.by_channel.get(channel, fee.amount)
    count = 1 if fee.each is None else _how_many(answers.get(fee.each))
    why = reduction.why if reduction else None
    return Charge(amount.in_pence * count, amount.in_pence, count, why)


def _how_many(answer: Any) -> int:
    if isinstance(answer, list):
        return len(answer)
    return max(answer, 0) if isinstance(answer, int) else 0


def where_answered(definition: ServiceDefinition, answers: Mapping[str, Any]) -> Any:
    """The answer (an address or a place) that says where the case is; none where there is none."""
    return next((answers[id] for id in definition.form.where if answers.get(id)), None)


def address_of_customer(definition: ServiceDefinition, answers: Mapping[str, Any]) -> Any:
    """The answer (an address) that says where the customer lives; none where there is none."""
    return next((answers[id] for id in definition.form.contact.address if answers.get(id)), None)
