"""What a new part begins with: as much as can be said from a few words, and nothing that is only a guess."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Mapping
from typing import Any

from portico.desk.editor.choices import KIND_NAMES
from portico.desk.editor.sheets import Children
from portico.records.catalogue.kinds import KINDS

LONGEST_ID = 40
MOST_WORDS_OF_ID = 5
_SMALL_WORDS = frozenset({
    "a", "an", "and", "are", "at", "be", "by", "do", "does", "for", "from", "has", "have", "in", "is", "it",
    "of", "on", "or", "that", "the", "this", "to", "was", "we", "what", "when", "which", "who", "will",
    "with", "you", "your",
})  # fmt: skip
FIRST_KIND = "text"
LABELS = {
    "page": "First question of the page",
    "question": "Question",
    "option": "Option",
    "check": "What to say when the answer is not right",
    "stop": "Heading: why it cannot go on",
    "fact": "Name, such as round",
    "sum": "Name, such as income",
    "reduction": "Who pays it, such as: You get Universal Credit",
    "article": "Question, as people ask it",
    "signpost": "What it is",
    "move": "Label of the button",
    "outcome": "Outcome",
    "message": "Name, such as accepted",
    "route": "Team",
    "priority": "Why such a case is dealt with sooner",
}
"""What is asked before a part is added."""


def id_from(words: str, joint: str) -> str:
    """An id made from words: “Which bin was missed?” gives `bin-missed`. Never empty."""
    plain = unicodedata.normalize("NFKD", words).encode("ascii", "ignore").decode().lower()
    found = re.findall(r"[a-z0-9]+", plain.replace("'", ""))
    telling = [word for word in found if word not in _SMALL_WORDS] or found
    id = joint.join(telling[:MOST_WORDS_OF_ID])
    while len(id) > LONGEST_ID and joint in id:
        id = id.rpartition(joint)[0]
    id = id[:LONGEST_ID]
    return id if id[:1].isalpha() else f"n{joint if joint == '_' else ''}{id}".rstrip(joint) or "part"


def new_item(children: Children, words: str, kind: str) -> tuple[Any, str]:
    """A new part of a list, and the name it is kept under where the list is a mapping.

    `words` is what was typed, `kind` the kind of question where there is one.
    """
    if children.sheet == "page":
        question = _question(words, kind)
        return {"id": id_from(words, "-"), "questions": [question]}, ""
    if children.sheet == "question":
        return _question(words, kind), ""
    if children.sheet == "message":
        return {"subject": words}, id_from(words, "-")
    return _MADE[children.sheet](words), ""


def _question(label: str, kind: str) -> dict[str, Any]:
    kind = kind if kind in KIND_NAMES else FIRST_KIND
    question: dict[str, Any] = {"id": id_from(label, "_"), "kind": kind, "label": label}
    return question | fields_of_kind(kind)


def fields_of_kind(kind: str) -> dict[str, Any]:
    """Fields that a question of a kind needs, as far as one answer fits nearly every form."""
    fields: dict[str, Any] = {}
    if kind == "files":
        fields |= {"accepts": ["image", "pdf"], "most": 5}
    if KINDS[kind].personal == "special":
        fields["personal"] = "special"
    return fields


_MADE: Mapping[str, Callable[[str], dict[str, Any]]] = {
    "option": lambda words: {"value": id_from(words, "_"), "label": words},
    "check": lambda words: {"says": words},
    "stop": lambda words: {"title": words},
    "fact": lambda words: {"id": id_from(words, "_"), "source": "collections"},
    "sum": lambda words: {"id": id_from(words, "_")},
    "reduction": lambda words: {"why": words},
    "article": lambda words: {"id": id_from(words, "-"), "question": words},
    "signpost": lambda words: {"id": id_from(words, "-"), "what": words},
    "move": lambda words: {
        "id": id_from(words, "-"),
        "label": words,
        "from": ["receive"],
        "to": "review",
        "by": ["case_officer"],
    },
    "outcome": lambda words: {"id": id_from(words, "-"), "label": words, "fulfilled": True},
    "route": lambda words: {"team": words},
    "priority": lambda words: {"level": "high", "why": words},
}
