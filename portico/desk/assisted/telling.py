"""What staff tell a customer of a service before and while the form is filled in. Pure."""

from __future__ import annotations

from dataclasses import dataclass
from typing import cast

from portico.channels.web.showing import duration_words
from portico.records.catalogue.definition.fee import Fee
from portico.records.catalogue.definition.knowledge import Elsewhere, Knowledge
from portico.records.catalogue.definition.service import ServiceDefinition
from portico.records.catalogue.definition.text import Text
from portico.records.catalogue.definition.workflow import Channel
from portico.records.catalogue.kinds.numbers import in_pounds


@dataclass(frozen=True)
class Telling:
    """The hints of a service: texts are the definition's own, `fee` and `deadline` those of the channel."""

    name: Text
    summary: Text
    before_you_start: Text | None
    evidence: tuple[Text, ...]
    fee: str
    deadline: str
    knowledge: tuple[Knowledge, ...]
    elsewhere: tuple[Elsewhere, ...]


def telling_of(definition: ServiceDefinition, channel: str) -> Telling:
    """What there is to tell of a service to somebody who reaches the council by `channel`."""
    by = cast(Channel, channel)
    deadline = definition.deadline
    return Telling(
        name=definition.name,
        summary=definition.summary,
        before_you_start=definition.before_you_start,
        evidence=tuple(one.label for one in definition.questions() if one.kind == "files"),
        fee=fee_words(definition.fee, by) if definition.fee else "",
        deadline=duration_words(deadline.by_channel.get(by, deadline.usual)),
        knowledge=definition.knowledge,
        elsewhere=definition.elsewhere,
    )


def fee_words(fee: Fee, channel: Channel) -> str:
    """What it costs by that channel, and online where that is less: `£20 for each person, £12.50 online`."""
    here, online = fee.by_channel.get(channel, fee.amount), fee.by_channel.get("web", fee.amount)
    words = in_pounds(here.in_pence) + (f" for each {fee.one.en}" if fee.one else "")
    if online.in_pence < here.in_pence:
        words += f"; online {in_pounds(online.in_pence)}"
    return words + ("; less for some" if fee.reductions else "")
