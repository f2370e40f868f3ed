"""What is worth knowing about a service, and who deals with what the council does not."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field, StringConstraints

from portico.records.catalogue.definition.form import Slug
from portico.records.catalogue.definition.text import Part, Text

WebAddress = Annotated[str, StringConstraints(pattern=r"^https://[^\s<>\"]+$", max_length=500)]
"""The address of a page elsewhere; never without encryption."""


class Knowledge(Part):
    """A question as people ask it, and its answer."""

    id: Slug
    question: Text
    answer: Text
    for_: Literal["everybody", "staff"] = Field(default="everybody", alias="for")
    """`staff`: shown on the desk only."""


class Elsewhere(Part):
    """Something that people look for here and that somebody else deals with."""

    id: Slug
    what: Text
    """What it is: “A street light on a main road”."""
    who: Text
    """Who deals with it."""
    address: WebAddress | None = None
    """Their page. How often it is followed from here is counted."""
    text: Text | None = None
    """How to reach them otherwise, or what to have at hand."""
