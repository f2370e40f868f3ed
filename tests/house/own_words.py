"""The product's own words that residents meet, found where they stand: in templates and in Python."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from jinja2.ext import babel_extract

PORTICO = Path(__file__).resolve().parents[2] / "portico"
OF_STAFF = (
    "desk/", "demo/", "insight/", "programme/", "ground/access/", "benchmarks/", "records/people/",
    "wiring/cli/", "wiring/launcher/",
)  # fmt: skip
"""Rooms whose pages staff alone see: they are in English."""
OF_STAFF_IN_DESIGN = ("desk.html", "gallery.html")
_NAMES = {"gettext", "gettext_lazy", "_", "ngettext", "ngettext_lazy", "say"}
_KEYWORDS = {"_": None, "gettext": None, "ngettext": (1, 2)}


@dataclass(frozen=True)
class Message:
    """One message, and where it stands. `many` is what it says of several."""

    id: str
    many: str | None
    where: str


def residents_messages() -> list[Message]:
    """Every message of the floors that residents see."""
    found: list[Message] = []
    for path in sorted(PORTICO.rglob("*")):
        place = path.relative_to(PORTICO).as_posix()
        if place.startswith(OF_STAFF) or "/tests/" in place or path.name in OF_STAFF_IN_DESIGN:
            continue
        if path.suffix == ".py":
            found.extend(_in_python(path, place))
        elif path.suffix == ".html" and "/templates/" in place:
            found.extend(_in_template(path, place))
    return found


def _in_template(path: Path, place: str) -> Iterator[Message]:
    options = {
        "extensions": "jinja2.ext.i18n",
        "trim_blocks": "true",
        "lstrip_blocks": "true",
        "silent": "false",
    }
    with path.open("rb") as file:
        for line, _, said, _ in babel_extract(file, tuple(_KEYWORDS), (), options):
            one, many = (said, None) if isinstance(said, str) else (said or (None, None))[:2]
            if one:
                yield Message(one, many, f"{place}:{line}")


def _in_python(path: Path, place: str) -> Iterator[Message]:
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if not isinstance(node, ast.Call):
            continue
        name = node.func.attr if isinstance(node.func, ast.Attribute) else getattr(node.func, "id", "")
        if name not in _NAMES or not node.args:
            continue
        said = [
            one.value for one in node.args if isinstance(one, ast.Constant) and isinstance(one.value, str)
        ]
        if said:
            yield Message(
                said[0], said[1] if len(said) > 1 and "n" in name[:1] else None, f"{place}:{node.lineno}"
            )
