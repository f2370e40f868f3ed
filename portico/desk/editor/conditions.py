"""Conditions put together from sentences: “Which bin?” is “Food”.

A condition is kept as the CEL of files. Here it is taken apart into tests that are joined by “and” or
“or”, so far as each is one of `COMPARISONS`; whatever else it holds is told as well as it can be, and kept.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from typing import Any, Literal

from portico.desk.editor.fields import FieldError
from portico.desk.editor.things import Thing, ThingKind, every_thing
from portico.records.catalogue.editing.paths import Data
from portico.records.catalogue.expressions.tree import ConditionError, Node, read_condition
from portico.records.catalogue.expressions.written import quoted, written

Join = Literal["&&", "||"]
JOINED = {"&&": "All of these", "||": "Any of these"}
AND_OR = {"&&": "and", "||": "or"}
Wants = Literal["nothing", "option", "options", "number", "date", "text"]
"""What has to be given beside a comparison."""


@dataclass(frozen=True)
class Comparison:
    """One way of comparing. `pattern` is its CEL: `{x}` is the thing, `{v}` what it is compared with."""

    id: str
    words: str
    kinds: tuple[ThingKind, ...]
    wants: Wants
    pattern: str


_ALL: tuple[ThingKind, ...] = ("choice", "choices", "number", "money", "date", "text", "answered")
COMPARISONS: tuple[Comparison, ...] = (
    Comparison("yes", "is yes", ("yes_no",), "nothing", "{x}"),
    Comparison("no", "is no", ("yes_no",), "nothing", "{x} == false"),
    Comparison("is", "is", ("choice",), "option", "{x} == {v}"),
    Comparison("is-not", "is not", ("choice",), "option", "{x} != {v}"),
    Comparison("one-of", "is one of", ("choice",), "options", "{x} in [{v}]"),
    Comparison("includes", "includes", ("choices",), "option", "{v} in {x}"),
    Comparison("includes-not", "does not include", ("choices",), "option", "!({v} in {x})"),
    Comparison("at-least", "is at least", ("number", "money"), "number", "{x} >= {v}"),
    Comparison("at-most", "is at most", ("number", "money"), "number", "{x} <= {v}"),
    Comparison("more", "is more than", ("number", "money"), "number", "{x} > {v}"),
    Comparison("less", "is less than", ("number", "money"), "number", "{x} < {v}"),
    Comparison("equals", "is", ("number", "money"), "number", "{x} == {v}"),
    Comparison("from", "is on or after", ("date",), "date", "{x} >= {v}"),
    Comparison("until", "is before", ("date",), "date", "{x} < {v}"),
    Comparison("days-ago", "is at least so many days ago:", ("date",), "number", "days_since({x}) >= {v}"),
    Comparison("days-ago-less", "is fewer days ago than:", ("date",), "number", "days_since({x}) < {v}"),
    Comparison("days-ahead", "is at least so many days away:", ("date",), "number", "days_until({x}) >= {v}"),
    Comparison("days-ahead-less", "is fewer days away than:", ("date",), "number", "days_until({x}) < {v}"),
    Comparison("years", "is at least so many years ago:", ("date",), "number", "years_since({x}) >= {v}"),
    Comparison("years-less", "is fewer years ago than:", ("date",), "number", "years_since({x}) < {v}"),
    Comparison("text-is", "is", ("text",), "text", "{x} == {v}"),
    Comparison("begins", "begins with", ("text",), "text", "{x}.startsWith({v})"),
    Comparison("contains", "contains", ("text",), "text", "{x}.contains({v})"),
    Comparison("entries-least", "has at least", ("entries",), "number", "size({x}) >= {v}"),
    Comparison("entries-most", "has at most", ("entries",), "number", "size({x}) <= {v}"),
    Comparison("answered", "is answered", _ALL, "nothing", "{x} != null"),
    Comparison("unanswered", "is not answered", (*_ALL, "yes_no"), "nothing", "{x} == null"),
)  # fmt: skip


@dataclass(frozen=True)
class Told:
    """One of the sentences that a condition is made of."""

    node: Node
    words: str
    code: str = ""
    """How it is written, where it could not be told in words."""


@dataclass(frozen=True)
class TakenApart:
    """A condition as sentences."""

    join: Join
    told: tuple[Told, ...]


def comparisons_for(thing: Thing) -> list[Comparison]:
    """How a thing can be compared."""
    return [one for one in COMPARISONS if thing.kind in one.kinds]


def taken_apart(condition: str, data: Data) -> TakenApart:
    """The sentences of a condition. Raises `ConditionError` where it cannot be read at all."""
    node = read_condition(condition)
    join: Join = "||" if node.kind == "binary" and node.value == "||" else "&&"
    things = every_thing(data)
    return TakenApart(join, tuple(_told(one, things) for one in _flat(node, join)))


def put_together(nodes: Sequence[Node], join: Join) -> str:
    """The condition that joins them; empty where there are none."""
    if not nodes:
        return ""
    node = nodes[0]
    for one in nodes[1:]:
        node = Node("binary", join, (node, one))
    return written(node)


def new_test(thing: Thing, comparison: Comparison, given: Sequence[str]) -> Node:
    """The test that compares a thing. Raises `FieldError` where what it is compared with does not do."""
    value = _READ[comparison.wants](thing, [one.strip() for one in given if one.strip()])
    return read_condition(comparison.pattern.format(x=thing.name, v=value))


def condition_in_words(condition: Any, data: Data) -> str:
    """A whole condition as one sentence; what cannot be read stands as it is written."""
    if not isinstance(condition, str) or not condition.strip():
        return ""
    try:
        apart = taken_apart(condition, data)
    except ConditionError:
        return condition
    return f" {AND_OR[apart.join]} ".join(one.words for one in apart.told)


def _flat(node: Node, join: str) -> list[Node]:
    if node.kind == "binary" and node.value == join:
        return [one for child in node.children for one in _flat(child, join)]
    return [node]


def _told(node: Node, things: Mapping[str, Thing]) -> Told:
    if words := _test_in_words(node, things):
        return Told(node, words)
    if node.kind == "binary" and node.value in AND_OR:
        inner = [_told(one, things) for one in _flat(node, str(node.value))]
        joined = f" {AND_OR[str(node.value)]} ".join(one.words for one in inner)
        return Told(node, f"({joined})")
    if node.kind == "not":
        inside = _told(node.children[0], things)
        if not inside.code:
            return Told(node, f"it is not so that {inside.words}")
    return Told(node, written(node), written(node))


def _test_in_words(node: Node, things: Mapping[str, Thing]) -> str:
    """The sentence of a test; empty where the node is none of the known ones."""
    code = written(node)
    for thing in (one for name, one in things.items() if name in code):
        for comparison in comparisons_for(thing):
            found = _pattern(comparison.pattern, thing.name).fullmatch(code)
            if found is None:
                continue
            value = found["v"] if comparison.wants != "nothing" else ""
            words = _SAID[comparison.wants](thing, value)
            if words is not None:
                return f"“{thing.words}” {comparison.words} {words}".rstrip()
    return ""


@lru_cache(maxsize=4_096)
def _pattern(pattern: str, name: str) -> re.Pattern[str]:
    around = re.escape(pattern).replace(r"\{x\}", re.escape(name))
    return re.compile(around.replace(r"\{v\}", "(?P<v>.+)"))


def _text_in(value: str) -> str | None:
    """The text that a literal of a condition holds; none where it is no text."""
    try:
        node = read_condition(value)
    except ConditionError:
        return None
    return node.value if node.kind == "literal" and isinstance(node.value, str) else None


def _say_option(thing: Thing, value: str) -> str | None:
    text = _text_in(value)
    return None if text is None else f"“{thing.options.get(text, text)}”"


def _say_options(thing: Thing, value: str) -> str | None:
    try:
        node = read_condition(f"[{value}]")
    except ConditionError:
        return None
    if not all(isinstance(child.value, str) for child in node.children):
        return None
    said = [f"“{thing.options.get(str(child.value), str(child.value))}”" for child in node.children]
    return " or ".join(said)


def _say_number(thing: Thing, value: str) -> str | None:
    pounds = re.fullmatch(r"pounds\((\d+)\)", value)
    if pounds:
        return f"£{int(pounds[1]):,}"
    return value if re.fullmatch(r"-?\d+", value) else None


def _say_date(thing: Thing, value: str) -> str | None:
    text = _text_in(value)
    try:
        return f"{date.fromisoformat(text):%-d %B %Y}" if text else None
    except ValueError:
        return None


def _say_text(thing: Thing, value: str) -> str | None:
    text = _text_in(value)
    return None if text is None else f"“{text}”"


_SAID: Mapping[Wants, Callable[[Thing, str], str | None]] = {
    "nothing": lambda thing, value: "",
    "option": _say_option,
    "options": _say_options,
    "number": _say_number,
    "date": _say_date,
    "text": _say_text,
}


def _read_option(thing: Thing, given: Sequence[str]) -> str:
    if len(given) != 1 or given[0] not in thing.options:
        raise FieldError("", "Choose one of its options")
    return quoted(given[0])


def _read_options(thing: Thing, given: Sequence[str]) -> str:
    if not given or not set(given) <= set(thing.options):
        raise FieldError("", "Choose one or more of its options")
    return ", ".join(quoted(one) for one in dict.fromkeys(given))


def _read_number(thing: Thing, given: Sequence[str]) -> str:
    digits = (given[0] if given else "").removeprefix("£").strip()
    if re.fullmatch(r"\d{1,3}(,\d{3}){1,2}", digits, re.ASCII):
        digits = digits.replace(",", "")
    if not re.fullmatch(r"[0-9]{1,9}", digits):
        words = (
            "Enter an amount in whole pounds, such as 250"
            if thing.kind == "money"
            else "Enter a whole number, such as 3"
        )
        raise FieldError("", words)
    return f"pounds({int(digits)})" if thing.kind == "money" else str(int(digits))


def _read_date(thing: Thing, given: Sequence[str]) -> str:
    try:
        return quoted(date.fromisoformat(given[0] if given else "").isoformat())
    except ValueError:
        raise FieldError("", "Enter a date as year, month and day, such as 2026-04-01") from None


def _read_text(thing: Thing, given: Sequence[str]) -> str:
    if not given:
        raise FieldError("", "Enter what it is compared with")
    return quoted(given[0][:200])


_READ: Mapping[Wants, Callable[[Thing, Sequence[str]], str]] = {
    "nothing": lambda thing, given: "",
    "option": _read_option,
    "options": _read_options,
    "number": _read_number,
    "date": _read_date,
    "text": _read_text,
}
