"""The paths of pages, for templates and what fills them: `{{ url("portal:home") }}`.

Django works a path out anew each time, and a page of the desk has some dozens. Where a path is fixed but for
short plain words (a reference, the id of a move), its pattern is worked out once.
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Any

from django.conf import settings
from django.urls import NoReverseMatch, reverse

MOST_KEPT = 1_024
_WORD = re.compile(r"[A-Za-z0-9_-]+").fullmatch
_PLACES = ("0-0", "1-1", "2-2", "3-3")
"""Stand for the words while a pattern is worked out; no path of ours has them."""


def address_of(name: str, *args: Any) -> str:
    """The path of the page with that URL name. Raises `NoReverseMatch` where there is none."""
    served = settings.ROOT_URLCONF
    if not args:
        return _fixed(served, name)
    if all(isinstance(word, str) and _WORD(word) for word in args):
        parts = _pattern(served, name, len(args))
        if parts:
            return "".join(piece for pair in zip(parts, (*args, ""), strict=True) for piece in pair)
    return reverse(name, args=args)


@lru_cache(MOST_KEPT)
def _fixed(served: str, name: str) -> str:
    return reverse(name)


@lru_cache(MOST_KEPT)
def _pattern(served: str, name: str, count: int) -> tuple[str, ...] | None:
    """The pieces of a path around its words; none where not every plain word can stand in it."""
    if count > len(_PLACES):
        return None
    try:
        path = reverse(name, args=_PLACES[:count])
    except NoReverseMatch:
        return None
    pieces = []
    for place in _PLACES[:count]:
        before, found, path = path.partition(place)
        if not found:
            return None
        pieces.append(before)
    return (*pieces, path)
