"""Finding in all that is published: services, life events, pages, answers, and who else deals with it.

Pure: made from definitions, asked with what somebody typed.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

from portico.records.catalogue.definition.text import Text
from portico.records.catalogue.finding.documents import Document
from portico.records.catalogue.finding.index import Index, Ranked, lexicon_of
from portico.records.catalogue.finding.lexicon import Phrase

MOST_TASKS = 10
MOST_LIFE_EVENTS = 1
MOST_ANSWERS = 4
MOST_SIGNPOSTS = 3
FAR_BEHIND = 0.2
"""Below this share of the best score a service is not shown: it only shares a common word."""
HALF_WAY = 0.5
"""The share of the best score, and of the words typed, that an answer or a signpost must have."""
A_THIRD = 0.3
"""The same for life events, which tell little of themselves."""
LITTLE = 0.34
"""Where even the best has no more than this share of what was typed, only little was found."""

Fit = Literal["well", "little", "nothing"]
"""How well what was found fits what was typed."""


@dataclass(frozen=True)
class Found:
    """What was found, the best first in each kind."""

    tasks: tuple[Document, ...] = ()
    """Services, and pages where something can be done."""
    life_events: tuple[Document, ...] = ()
    """Paths that lead through several services."""
    answers: tuple[Document, ...] = ()
    """Questions people ask, with their answers."""
    signposts: tuple[Document, ...] = ()
    """What others deal with."""
    fit: Fit = "nothing"


class Finder:
    """All that can be found at one moment."""

    def __init__(
        self,
        documents: Sequence[Document],
        groups: Mapping[str, Text],
        everyday: Mapping[Phrase, Sequence[Phrase]],
    ) -> None:
        self.groups = groups
        self._lexicon = lexicon_of(documents, everyday)
        self._indexes = {
            kind: Index([document for document in documents if document.key[0] in held])
            for kind, held in _HELD.items()
        }

    def find(self, typed: str) -> Found:
        """What is found by these words. They may be of any length and in any alphabet."""
        meanings = self._lexicon.meanings(typed)
        if not meanings:
            return Found()
        ranked = {kind: index.rank(meanings) for kind, index in self._indexes.items()}
        found = {
            kind: _nearly_as_good(ranked[kind], share, has, most)
            for kind, (share, has, most) in _SHOWN.items()
        }
        if not any(found.values()):
            return Found()
        has = max(one.has for ranking in ranked.values() for one in ranking[:1])
        return Found(**found, fit="well" if has > LITTLE else "little")


_HELD = {
    "tasks": ("service", "page"),
    "life_events": ("life_event",),
    "answers": ("answer",),
    "signposts": ("signpost",),
}
_SHOWN = {
    "tasks": (FAR_BEHIND, 0.0, MOST_TASKS),
    "life_events": (HALF_WAY, A_THIRD, MOST_LIFE_EVENTS),
    "answers": (HALF_WAY, HALF_WAY, MOST_ANSWERS),
    "signposts": (HALF_WAY, HALF_WAY, MOST_SIGNPOSTS),
}
"""By kind, the share of the best score and of the words typed that is shown, and how many at most."""


def _nearly_as_good(ranked: Sequence[Ranked], share: float, has: float, most: int) -> tuple[Document, ...]:
    return tuple(
        one.document for one in ranked[:most] if one.score >= share * ranked[0].score and one.has >= has
    )
