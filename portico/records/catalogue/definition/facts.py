"""Facts: what is looked up while a form is filled in, and which parts of it conditions and texts may use."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import Literal

FactFieldKind = Literal["yes_no", "date", "number"]

COLLECTION_FACT: Mapping[str, FactFieldKind] = MappingProxyType(
    {
        "known": "yes_no",
        "last_on": "date",
        "next_on": "date",
        "working_days_since_last": "number",
        "collected_today": "yes_no",
    }
)
"""The fields of a fact from `collections`, as JSON keeps them.

`known`: the address is on a round for that kind of waste (false too where it was typed by hand; then all the
rest is null). `last_on`: the latest collection day, today included, "YYYY-MM-DD". `next_on`: the first
collection day after today. `working_days_since_last`: working days after `last_on` up to today, 0 on the day
itself. `collected_today`: whether `last_on` is today.
"""

FACT_FIELDS: Mapping[str, Mapping[str, FactFieldKind]] = MappingProxyType({"collections": COLLECTION_FACT})
"""The fields of the facts of each source."""

UNKNOWN_COLLECTION: Mapping[str, bool | None] = MappingProxyType(
    {field: False if kind == "yes_no" else None for field, kind in COLLECTION_FACT.items()}
)
"""The fact about an address of which nothing is known."""
