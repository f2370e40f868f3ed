"""Giving a part another id, with everything that refers to it."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from typing import Any

from portico.records.catalogue.editing.paths import Data, Path, part_at, with_fields
from portico.records.catalogue.expressions.tree import ENTRY, ConditionError, read_condition

_LISTS_OF_QUESTIONS = frozenset({"where", "of", "same", "shows", "address"})
_SINGLE_QUESTIONS = frozenset({"of", "stream", "place", "each"})


def with_question_renamed(data: Data, old: str, new: str) -> Data:
    """The data with every reference to the question `old` naming `new`: conditions, texts and fields.

    The question itself is renamed by who calls this.
    """
    mention = re.compile(rf"(?<![\w.])answers\.{re.escape(old)}(?!\w)")

    def rename(field: str, value: Any) -> Any:
        if isinstance(value, str):
            if field in _SINGLE_QUESTIONS and value == old:
                return new
            return mention.sub(f"answers.{new}", value)
        if isinstance(value, list) and field in _LISTS_OF_QUESTIONS:
            return [_summand(one, old, new) if isinstance(one, str) else one for one in value]
        return value

    return dict(_everywhere(data, rename))


def with_entry_question_renamed(data: Data, path: Path, old: str, new: str) -> Data:
    """The data with every reference to the question `old` of the list at `path` naming `new`.

    In conditions on questions of the list it is `entry.old`; in others it is what a name stands for that asks
    each entry, as `c.old` in `answers.children.exists(c, c.old > 1)`.
    """
    asked = part_at(data, path)
    id = str(asked.get("id", ""))

    def in_list(field: str, value: Any) -> Any:
        return _mention(ENTRY, old).sub(rf"\g<1>{new}", value) if isinstance(value, str) else value

    def elsewhere(field: str, value: Any) -> Any:
        return _in_macros(value, id, old, new) if isinstance(value, str) else value

    questions = [_everywhere(one, in_list) for one in asked.get("questions", [])]
    return dict(_everywhere(with_fields(data, path, {"questions": questions}), elsewhere))


def _in_macros(condition: str, list_id: str, old: str, new: str) -> str:
    """A condition in which each macro on the entries of a list names `new` for `old`."""
    if f"answers.{list_id}." not in condition:
        return condition
    try:
        tree = read_condition(condition)
    except ConditionError:
        return condition
    for node in tree.walk():
        if node.kind == "macro" and node.children[0].path() == ("answers", list_id):
            begin, end = node.body
            mention = _mention(str(node.children[1].value), old)
            named = mention.sub(rf"\g<1>{new}", condition[begin:end])
            if named != condition[begin:end]:
                # Places behind it move: the rest is found again.
                return _in_macros(condition[:begin] + named + condition[end:], list_id, old, new)
    return condition


def _mention(owner: str, name: str) -> re.Pattern[str]:
    return re.compile(rf"(?<![\w.])({re.escape(owner)}\.){re.escape(name)}(?!\w)")


def with_message_renamed(data: Data, old: str, new: str) -> Data:
    """The data with every move that sends the message `old` sending `new`."""
    return _with_named(data, {"tells": (old, new), "tells_followers": (old, new)})


def with_outcome_renamed(data: Data, old: str, new: str) -> Data:
    """The data with every move that ends in the outcome `old` ending in `new`."""
    return _with_named(data, {"outcome": (old, new)})


def with_signpost_renamed(data: Data, old: str, new: str) -> Data:
    """The data with every stop that leads to the signpost `old` leading to `new`."""
    return _with_named(data, {"elsewhere": (old, new)})


def _summand(one: str, old: str, new: str) -> str:
    """A question, or `list.question`, of a field that lists questions."""
    first, dot, rest = one.partition(".")
    return f"{new}{dot}{rest}" if first == old else one


def _with_named(data: Data, fields: Mapping[str, tuple[str, str]]) -> Data:
    def rename(field: str, value: Any) -> Any:
        old_new = fields.get(field)
        return old_new[1] if old_new and value == old_new[0] else value

    return dict(_everywhere(data, rename))


def _everywhere(part: Any, rename: Callable[[str, Any], Any], field: str = "") -> Any:
    """A copy of data in which each text, and each list, was handed with its field to `rename`."""
    part = rename(field, part)
    if isinstance(part, dict):
        return {name: _everywhere(one, rename, name) for name, one in part.items()}
    if isinstance(part, list):
        return [_everywhere(one, rename, "" if isinstance(one, str) else field) for one in part]
    return part
