"""What is wrong with a definition, told in the labels of its parts and fields and not in the ids of files."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Any

from portico.desk.editor.choices import KIND_NAMES
from portico.desk.editor.sheets import SHEETS, Sheet, sheet_at
from portico.desk.editor.words import field_at, title_of
from portico.records.catalogue.editing.paths import Data, Path

_PARTS: Mapping[str, tuple[tuple[str, ...], str]] = {
    "page": (("form", "pages"), "page"),
    "fact": (("form", "facts"), "fact"),
    "sum": (("form", "sums"), "sum"),
    "move": (("workflow", "moves"), "move"),
    "outcome": (("workflow", "outcomes"), "outcome"),
    "signpost": (("elsewhere",), "signpost"),
}
"""For each word that problems use for a part: the list it is in, and its sheet."""
_QUESTION_WORDS = ("question", "questions", "list", "of", "answer to", "asks for")
_NAMED = re.compile(r"(?:\b(?P<word>[a-z]+(?: to| for)?) )?“(?P<name>[a-z][a-z0-9_-]*)”")
_KIND = re.compile(r"\bof kind (?P<kind>[a-z_]+)")


def in_labels(data: Data, path: Path, text: str) -> str:
    """A sentence about the part or field at `path`: what it names by an id is named by its label."""
    sheet = (sheet_at(path) or field_at(path)[0]) if path else None

    def label(found: re.Match[str]) -> str:
        said = _label(data, sheet, found["word"] or "", found["name"])
        return found[0] if said is None else found[0].replace(f"“{found['name']}”", f"“{said}”")

    with_kinds = _KIND.sub(
        lambda found: f"of the kind “{KIND_NAMES.get(found['kind'], found['kind'])}”", text
    )
    return _NAMED.sub(label, with_kinds)


def _label(data: Data, sheet: Sheet | None, word: str, name: str) -> str | None:
    if word in _PARTS:
        where, one = _PARTS[word]
        return _titles(_at(data, where), SHEETS[one]).get(name)
    if word in _QUESTION_WORDS:
        return _titles(_questions(data), SHEETS["question"]).get(name)
    field = sheet.field(name) if sheet else None
    return field.label if field else None


def _titles(parts: list[Any], sheet: Sheet) -> dict[str, str]:
    return {str(one["id"]): title_of(sheet, one, str(one["id"])) for one in parts if _is_named(one)}


def _questions(data: Data) -> list[Any]:
    pages = _at(data, ("form", "pages"))
    return [one for page in pages if isinstance(page, Mapping) for one in _asked(page)]


def _asked(part: Mapping[str, Any]) -> Iterator[Any]:
    questions = part.get("questions")
    for one in questions if isinstance(questions, list) else []:
        if isinstance(one, Mapping):
            yield one
            yield from _asked(one)


def _at(data: Data, where: tuple[str, ...]) -> list[Any]:
    found: Any = data
    for step in where:
        found = found.get(step) if isinstance(found, Mapping) else None
    return found if isinstance(found, list) else []


def _is_named(part: Any) -> bool:
    return isinstance(part, Mapping) and bool(part.get("id"))
