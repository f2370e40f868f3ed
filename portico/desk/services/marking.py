"""Two texts as one, with the words marked that were taken out and put in."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from itertools import groupby
from typing import Literal

MOST_COMPARED = 600
"""Words between the first and last difference that are compared one by one; longer texts stand as a whole."""
LEAST_ALIKE = 0.4
"""Below this share of words that stayed, two texts are read more easily one after the other."""

_WORDS = re.compile(r"\S+\s*|\s+")


@dataclass(frozen=True)
class Piece:
    """A run of words that is in both texts, in the earlier alone, or in the later alone."""

    kind: Literal["both", "out", "in"]
    text: str


def marked(before: str, after: str) -> tuple[Piece, ...]:
    """The pieces of both texts in the order in which they are read; what was taken out stands first."""
    old, new = _WORDS.findall(before), _WORDS.findall(after)
    start = _shared(old, new)
    end = _shared(old[start:][::-1], new[start:][::-1])
    first, last = old[:start], old[len(old) - end :]
    between = _compared(old[start : len(old) - end], new[start : len(new) - end])
    pieces = _joined([Piece("both", "".join(first)), *between, Piece("both", "".join(last))])
    stayed = sum(len(piece.text) for piece in pieces if piece.kind == "both")
    if stayed < LEAST_ALIKE * min(len(before), len(after)):
        pieces = _joined([Piece("out", before), Piece("in", after)])
    return pieces


def _shared(old: Sequence[str], new: Sequence[str]) -> int:
    """How many words are the same at the beginning."""
    same = 0
    for one, other in zip(old, new, strict=False):
        if one != other:
            break
        same += 1
    return same


def _compared(old: list[str], new: list[str]) -> Iterator[Piece]:
    if max(len(old), len(new)) > MOST_COMPARED:
        yield Piece("out", "".join(old))
        yield Piece("in", "".join(new))
        return
    for tag, i, j, k, m in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        if tag == "equal":
            yield Piece("both", "".join(old[i:j]))
        else:
            yield Piece("out", "".join(old[i:j]))
            yield Piece("in", "".join(new[k:m]))


def _joined(pieces: Sequence[Piece]) -> tuple[Piece, ...]:
    full = [piece for piece in pieces if piece.text]
    return tuple(
        Piece(kind, "".join(piece.text for piece in run))
        for kind, run in groupby(full, key=lambda piece: piece.kind)
    )
