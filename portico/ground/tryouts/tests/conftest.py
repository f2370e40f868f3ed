"""Fixtures of try-outs."""

from __future__ import annotations

from tests.tryouts import places_to_try

__all__ = ["places_to_try"]
