"""The council's everyday words, as `services/_words.yaml` says them."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field, StringConstraints

from portico.records.catalogue.definition.text import Part

Words = Annotated[str, StringConstraints(min_length=2, max_length=60, pattern=r"^[^\r\n]+$")]
"""One word or a few, in any language."""


class EverydayWord(Part):
    """What people say, and the words of our services that they mean by it."""

    said: tuple[Words, ...] = Field(min_length=1)
    """Words that people type; several of one `said` mean the same."""
    means: tuple[Words, ...] = Field(min_length=1)
    """Words that stand in names, keywords or texts of services."""


class EverydayWords(Part):
    """All everyday words of the council."""

    format: Literal[1]
    words: tuple[EverydayWord, ...] = ()
    """The words, in any order."""
