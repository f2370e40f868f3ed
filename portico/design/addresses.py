"""The paths of pages, for templates and what fills them: `{{ url("portal:home") }}`.

Django works a path out anew each time, and a page of the desk has some dozens. Where a path is fixed but for
short plain words (a reference, the id of a move), its pattern is worked out once.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache
from typing import Any

from django.conf import settings
from django.urls import NoReverseMatch, reverse

from portico.ground.tryouts.inside import place_now

MOST_KEPT = 1_024
_WORD = re.compile(r"[A-Za-z0-9_-]+").fullmatch
_PLACES = ("0-0", "1-1", "2-2", "3-3")
"""Stand for the words while a pattern is worked out; no path of ours has them."""


def address_of(name: str, *args: Any) -> str:
    """The path of the page with that URL name. Raises `NoReverseMatch` where there is none.

    Inside a try-out it is that of its own page, where it has one.
    """
    path = _path_of(name, *args)
    place = place_now()
    return place.prefix + path[1:] if place is not None and place.has_page(name) else path


def _path_of(name: str, *args: Any) -> str:
    served = settings.ROOT_URLCONF
    if not args:
        return _fixed(served, name)
    if all(isinstance(word, str) and _WORD(word) for word in args):
        parts = _pattern(served, name, len(args))
        if parts:
            return "".join(piece for pair in zip(parts, (*args, ""), strict=True) for piece in pair)
    return _worked_out(name, args)


@lru_cache(MOST_KEPT)
def _fixed(served: str, name: str) -> str:
    return _worked_out(name)


@lru_cache(MOST_KEPT)
def _pattern(served: str, name: str, count: int) -> tuple[str, ...] | None:
    """The pieces of a path around its words; none where not every plain word can stand in it."""
    if count > len(_PLACES):
        return None
    try:
        path = _worked_out(name, _PLACES[:count])
    except NoReverseMatch:
        return None
    pieces = []
    for place in _PLACES[:count]:
        before, found, path = path.partition(place)
        if not found:
            return None
        pieces.append(before)
    return (*pieces, path)


def _worked_out(name: str, args: Sequence[Any] = ()) -> str:
    """The path by Django itself, which puts that of a try-out before it: what is kept is without."""
    path = reverse(name, args=args)
    place = place_now()
    return path if place is None else "/" + path.removeprefix(place.prefix)
