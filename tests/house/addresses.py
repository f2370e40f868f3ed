"""All addresses of Portico, from the one table of URLs."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

from django.urls import URLPattern, URLResolver, get_resolver

FROM_ELSEWHERE: frozenset[str] = frozenset()
"""Names of addresses whose views are not ours and cannot be marked; none so far."""


@dataclass(frozen=True)
class Address:
    """One URL pattern: its name with its namespace, its pattern, its view."""

    name: str
    pattern: str
    view: Callable[..., Any]

    def __str__(self) -> str:
        return self.name or self.pattern


def every_address() -> list[Address]:
    """Every URL pattern there is, in the order in which Django tries them."""
    return list(_walk(get_resolver().url_patterns, "", ""))


def _walk(patterns: list[Any], before: str, namespace: str) -> Iterator[Address]:
    for entry in patterns:
        pattern = before + str(entry.pattern)
        if isinstance(entry, URLResolver):
            inner = f"{namespace}{entry.namespace}:" if entry.namespace else namespace
            yield from _walk(entry.url_patterns, pattern, inner)
        elif isinstance(entry, URLPattern):
            yield Address(f"{namespace}{entry.name or ''}", pattern, entry.callback)
