"""What a service costs the customer."""

from __future__ import annotations

from pydantic import Field

from portico.records.catalogue.definition.form import Condition, Name
from portico.records.catalogue.definition.text import Part, Text
from portico.records.catalogue.definition.workflow import Channel


class Amount(Part):
    """An amount of money."""

    pounds: int = Field(default=0, ge=0, le=1_000_000)
    pence: int = Field(default=0, ge=0, le=99)

    @property
    def in_pence(self) -> int:
        """The whole of it in pence."""
        return self.pounds * 100 + self.pence


class Reduction(Part):
    """A lower fee for some; the first whose condition holds counts."""

    when: Condition
    amount: Amount
    why: Text
    """Who pays it, as it is said to them: “You get Universal Credit”."""


class Fee(Part):
    """What it costs, by channel, with reductions, and how it is paid."""

    amount: Amount
    by_channel: dict[Channel, Amount] = {}
    """Where another channel costs more or less than `amount`."""
    each: Name | None = None
    """The question (a number, or a list) that says how often the amount is to be paid."""
    one: Text | None = None
    """What each of them is, such as `item`; wanted where `each` is."""
    reductions: tuple[Reduction, ...] = ()
    pay: Text
    """How and when it is paid."""
