"""Two texts as one, with the words marked that were taken out and put in."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import Literal

MOST_COMPARED = 500
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
    pieces = _joined([Piece("both", "".join(first)), *_runs(between), Piece("both", "".join(last))])
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
    """Both word by word: as many as can stay, stay."""
    if max(len(old), len(new)) > MOST_COMPARED:
        yield Piece("out", "".join(old))
        yield Piece("in", "".join(new))
        return
    stay = _most_in_both(old, new)
    i = j = 0
    while i < len(old) or j < len(new):
        if i < len(old) and j < len(new) and old[i] == new[j]:
            yield Piece("both", old[i])
            i, j = i + 1, j + 1
        elif j == len(new) or (i < len(old) and stay[i + 1][j] >= stay[i][j + 1]):
            yield Piece("out", old[i])
            i += 1
        else:
            yield Piece("in", new[j])
            j += 1


def _most_in_both(old: list[str], new: list[str]) -> list[list[int]]:
    """How many words at most, from each place in both to their ends, are in both in the same order."""
    stay = [[0] * (len(new) + 1) for _ in range(len(old) + 1)]
    for i in range(len(old) - 1, -1, -1):
        here, below = stay[i], stay[i + 1]
        word = old[i]
        for j in range(len(new) - 1, -1, -1):
            here[j] = below[j + 1] + 1 if word == new[j] else max(below[j], here[j + 1])
    return stay


def _runs(pieces: Iterator[Piece]) -> Iterator[Piece]:
    """Between two words that stayed: all that was taken out, then all that was put in."""
    for stayed, run in groupby(pieces, key=lambda piece: piece.kind == "both"):
        words = list(run)
        if stayed:
            yield from words
        else:
            yield from (piece for piece in words if piece.kind == "out")
            yield from (piece for piece in words if piece.kind == "in")


def _joined(pieces: Sequence[Piece]) -> tuple[Piece, ...]:
    full = [piece for piece in pieces if piece.text]
    return tuple(
        Piece(kind, "".join(piece.text for piece in run))
        for kind, run in groupby(full, key=lambda piece: piece.kind)
    )
