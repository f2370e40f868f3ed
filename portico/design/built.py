"""The names of the built style sheets and scripts, which carry a hash of their content."""

from __future__ import annotations

import json
from functools import cache
from pathlib import Path
from typing import Any

from django.core.checks import CheckMessage, Warning, register
from django.templatetags.static import static

BUILT = Path(__file__).parent / "static" / "built"


@cache
def _manifest() -> dict[str, str]:
    try:
        names: dict[str, str] = json.loads((BUILT / "manifest.json").read_text())
    except FileNotFoundError:
        return {}
    return names


@cache
def built(name: str) -> str:
    """The address of a built file, for templates: `{{ built("portico.css") }}`.

    Raises KeyError for a name that is not built. Before the first build, where pages must work without their
    look, it is the plain name.
    """
    names = _manifest()
    return static(f"built/{names[name] if names else name}")


@register
def look_is_built(**_: Any) -> list[CheckMessage]:
    """Warn when the style sheets have not been built yet, since every page then looks bare."""
    if (BUILT / "manifest.json").exists():
        return []
    return [
        Warning(
            "The style sheets and scripts have not been built.",
            hint="Run `npm ci` and `npm run build`, or `make`, which does both.",
            id="design.W001",
        )
    ]
