"""Finding in all that is published: services and pages, answers, and who else deals with something.

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
MOST_ANSWERS = 4
MOST_SIGNPOSTS = 3
FAR_BEHIND = 0.2
"""Below this share of the best score a service is not shown: it only shares a common word."""
HALF_WAY = 0.5
"""The share of the best score, and of the words typed, that an answer or a signpost must have."""
LITTLE = 0.34
"""Where even the best has no more than this share of what was typed, only little was found."""

Fit = Literal["well", "little", "nothing"]
"""How well what was found fits what was typed."""


@dataclass(frozen=True)
class Found:
    """What was found, the best first in each kind."""

    tasks: tuple[Document, ...] = ()
    """Services, and pages where something can be done."""
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
        kinds = {"service": "tasks", "page": "tasks", "answer": "answers", "signpost": "signposts"}
        self._indexes = {
            kind: Index([document for document in documents if kinds[document.key[0]] == kind])
            for kind in ("tasks", "answers", "signposts")
        }

    def find(self, typed: str) -> Found:
        """What is found by these words. They may be of any length and in any alphabet."""
        meanings = self._lexicon.meanings(typed)
        if not meanings:
            return Found()
        tasks, answers, signposts = (
            self._indexes[kind].rank(meanings) for kind in ("tasks", "answers", "signposts")
        )
        found = Found(
            _nearly_as_good(tasks, FAR_BEHIND, 0, MOST_TASKS),
            _nearly_as_good(answers, HALF_WAY, HALF_WAY, MOST_ANSWERS),
            _nearly_as_good(signposts, HALF_WAY, HALF_WAY, MOST_SIGNPOSTS),
        )
        if not (found.tasks or found.answers or found.signposts):
            return found
        has = max(one.has for ranked in (tasks, answers, signposts) for one in ranked[:1])
        return Found(found.tasks, found.answers, found.signposts, "well" if has > LITTLE else "little")


def _nearly_as_good(ranked: Sequence[Ranked], share: float, has: float, most: int) -> tuple[Document, ...]:
    return tuple(
        one.document for one in ranked[:most] if one.score >= share * ranked[0].score and one.has >= has
    )
