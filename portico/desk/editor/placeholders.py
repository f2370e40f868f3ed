"""What can stand in the texts of a sheet for something of the request, told in the words of the questions.

Read from a working copy as data, since a part that is still being made is no definition yet. Only what surely
has a value there is offered; whatever else was written is judged when the copy is read.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from portico.desk.editor.things import questions_of
from portico.records.catalogue.editing.paths import Data, Path, place_of
from portico.records.catalogue.editing.queries import english
from portico.records.catalogue.kinds import KINDS
from portico.records.catalogue.placeholders import KNOWN

ALWAYS = ("reference", "name", "service", "council", "due_date", "follow_address")
"""What has a value in every text about a request."""
JOINED = "joined"
"""The message to who adds themselves to a report: it may say how it goes, and not what it says."""
LONGEST_WORDS = 80


@dataclass(frozen=True)
class Offered:
    """One placeholder: how it is written, and what it stands for."""

    written: str
    words: str


def offered_at(data: Data, path: Path) -> list[Offered]:
    """What can stand in the texts of the part at `path`; nothing where its texts take nothing."""
    found = [Offered(f"(({name}))", _words(name)) for name in _names(data, path)]
    return [
        *found,
        *(Offered(f"((answers.{id}))", f"the answer to “{label}”") for id, label in _asked(data, path)),
    ]


def _words(name: str) -> str:
    if name == "what_happens_next":
        return "the text “What happens next” of the case"
    return re.split("[,;]", KNOWN[name])[0]


def _names(data: Data, path: Path) -> Iterator[str]:
    fee = ("fee",) if isinstance(data.get("fee"), Mapping) else ()
    if path[:2] == ("form", "pages"):
        yield "service"
    elif path[0] == "case":
        yield from (*ALWAYS, *fee)
    elif path[:2] == ("workflow", "moves") and len(path) > 2:
        yield from (*ALWAYS, *fee, *_given_by(_move(data, path[2])))
    elif path[0] == "messages" and len(path) > 1:
        yield from ALWAYS
        if _is_for_followers(data, path[1]):
            return
        yield from fee
        yield from {"received": ("what_happens_next",), "question": ("question",)}.get(path[1], ())
        yield from _given_by_all(_telling(data, path[1], "tells"))


def _asked(data: Data, path: Path) -> Iterator[tuple[str, str]]:
    if path[:2] == ("form", "pages") and len(path) > 2:
        pages = _list(data.get("form"), "pages")
        number = place_of(pages, path[2]) or 0
        after = number + ("stops" in path)
        yield from _answers({"form": {"pages": pages[:after]}}, kept=False)
    elif (
        path[0] == "case"
        or (path[:2] == ("workflow", "moves") and len(path) > 2)
        or (path[0] == "messages" and len(path) > 1 and not _is_for_followers(data, path[1]))
    ):
        yield from _answers(data, kept=True)


def _answers(data: Data, *, kept: bool) -> Iterator[tuple[str, str]]:
    """Questions by id and label; without those of a special category where the text is `kept`."""
    for question in questions_of(data):
        kind = KINDS.get(str(question.get("kind")))
        special = question.get("personal", kind.personal if kind else "") == "special"
        if kind is not None and not (kept and special):
            label = english(question.get("label")) or question["id"]
            yield question["id"], label if len(label) <= LONGEST_WORDS else f"{label[: LONGEST_WORDS - 1]}…"


def _is_for_followers(data: Data, message: str) -> bool:
    return message == JOINED or bool(_telling(data, message, "tells_followers"))


def _telling(data: Data, message: str, field: str) -> list[Mapping[str, Any]]:
    moves = _list(data.get("workflow"), "moves")
    return [move for move in moves if isinstance(move, Mapping) and move.get(field) == message]


def _given_by_all(moves: list[Mapping[str, Any]]) -> list[str]:
    """What each of the moves gives a value to."""
    given = [_given_by(move) for move in moves]
    return [name for name in given[0] if all(name in one for one in given)] if given else []


def _given_by(move: Mapping[str, Any]) -> Collection[str]:
    asks = move.get("asks")
    outcome = ["outcome", "appeal"] if move.get("outcome") else []
    return [*outcome, *(["reasons"] if isinstance(asks, list) and "reasons" in asks else [])]


def _move(data: Data, name: str) -> Mapping[str, Any]:
    moves = _list(data.get("workflow"), "moves")
    place = place_of(moves, name)
    found = moves[place] if place is not None and place < len(moves) else {}
    return found if isinstance(found, Mapping) else {}


def _list(part: Any, field: str) -> list[Any]:
    items = part.get(field) if isinstance(part, Mapping) else None
    return items if isinstance(items, list) else []
