"""The groups of services on the home page, as `services/_groups.yaml` says them."""

from __future__ import annotations

from typing import Literal

from pydantic import Field

from portico.records.catalogue.definition.form import Slug
from portico.records.catalogue.definition.text import Part, Text


class Group(Part):
    """A task that residents come with, under which services are listed."""

    id: Slug
    title: Text
    summary: Text | None = None
    """One sentence below the title."""


class Groups(Part):
    """All groups in their order."""

    format: Literal[1]
    groups: tuple[Group, ...] = Field(min_length=1)
    """The groups, in the order of the home page."""
