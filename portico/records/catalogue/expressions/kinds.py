"""Checks a condition's tree: that every name exists and that like is compared with like.

The kinds are those a designer thinks in. A choice knows its options, so that a condition on an option that
does not exist is found before it silently never holds.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field, replace
from difflib import get_close_matches

from portico.records.catalogue.expressions.tree import ENTRY, FUNCTIONS, METHODS, ConditionError, Node

ISO_DATE = re.compile(r"\d{4}-(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])", re.ASCII)


@dataclass(frozen=True)
class Kind:
    """What a value is: `text number money yes_no date choice list record files nothing`."""

    name: str
    options: frozenset[str] | None = None
    """The values a choice (or each of a list of choices) can have."""
    fields: Mapping[str, Kind] | None = field(default=None, hash=False, compare=False)
    of: str = "text"
    """Of a list: the kind of its items."""
    entry: Kind | None = field(default=None, hash=False, compare=False)
    """Of a list of entries: what one of them is."""


TEXT, NUMBER, MONEY, YES_NO, DATE, NOTHING = (
    Kind(name) for name in ("text", "number", "money", "yes_no", "date", "nothing")
)
IN_WORDS = {
    "text": "a text",
    "number": "a number",
    "money": "an amount of money",
    "yes_no": "a yes or no",
    "date": "a date",
    "choice": "a choice",
    "list": "a list",
    "record": "an answer of several parts",
    "files": "a list of files",
    "nothing": "null",
}


@dataclass(frozen=True)
class Scope:
    """The names a condition may use where it stands, and why others may not be used there."""

    answers: Mapping[str, Kind]
    facts: Mapping[str, Kind]
    later: frozenset[str] = frozenset()
    """Questions and facts that exist but are not known yet at that place."""
    entries: Mapping[str, Kind] = field(default_factory=dict)
    """The names that stand for one entry of a list."""


def check_condition(node: Node, scope: Scope) -> None:
    """Raise `ConditionError` where the condition uses what it may not, or is not a yes or no."""
    if kind_of(node, scope).name != "yes_no":
        raise ConditionError(
            f"The condition is {IN_WORDS[kind_of(node, scope).name]}, not a yes or no.",
            "Compare it with something, as in answers.colour == 'green'.",
        )


def kind_of(node: Node, scope: Scope) -> Kind:
    """The kind of a node. Raises `ConditionError`."""
    if node.path() is not None:
        return _kind_of_path(node, scope)
    if node.kind not in _KIND_OF:
        raise ConditionError(
            "A part is asked of something that has none.", "Use names such as answers.colour."
        )
    return _KIND_OF[node.kind](node, scope)


def unknown_name(given: str, known: Iterable[str], what: str) -> ConditionError:
    """An error about a name that does not exist, with the nearest one that does."""
    known = sorted(known)
    near = get_close_matches(given, known, 1)
    if near:
        remedy = f"Did you mean “{near[0]}”?"
    elif known:
        remedy = f"Use one of: {', '.join(known[:12])}{', …' if len(known) > 12 else ''}."
    else:
        remedy = "There is none here."
    return ConditionError(f"There is no {what} “{given}”.", remedy)


def _kind_of_literal(node: Node, scope: Scope) -> Kind:
    if node.value is None:
        return NOTHING
    if isinstance(node.value, bool):
        return YES_NO
    return NUMBER if isinstance(node.value, int) else TEXT


def _kind_of_list(node: Node, scope: Scope) -> Kind:
    for child in node.children:
        if child.kind != "literal" or child.value is None:
            raise ConditionError(
                "A list may hold only texts or numbers.", "Write for example ['red', 'blue']."
            )
    kinds = {kind_of(child, scope).name for child in node.children}
    if len(kinds) != 1:
        raise ConditionError("A list is empty or mixes kinds.", "Write for example ['red', 'blue'].")
    values = frozenset(str(child.value) for child in node.children)
    return Kind("list", values, of=kinds.pop())


def _kind_of_path(node: Node, scope: Scope) -> Kind:
    path = node.path() or ()
    if path == ("today",):
        return DATE
    if path[0] in scope.entries:
        return _part_of_kind(path, 1, scope.entries[path[0]], f"question of “{path[0]}”")
    if path[0] not in {"answers", "facts"}:
        raise ConditionError(f"“{path[0]}” is not known in a condition.", _instead_of(path[0], scope))
    if ENTRY in scope.entries:
        raise ConditionError(
            f"A condition on an entry cannot read “{'.'.join(path)}”.",
            "Read others of the same entry, as entry.…, or put the condition on the page of the list.",
        )
    if len(path) == 1:
        raise ConditionError(f"“{path[0]}” stands alone.", f"Say which one, as in {path[0]}.colour.")
    known, what = (scope.answers, "question") if path[0] == "answers" else (scope.facts, "fact")
    if path[1] in scope.later:
        raise ConditionError(
            f"The {what} “{path[1]}” is not yet answered at this place in the form.",
            "Move the question to an earlier page, or the condition to a later one.",
        )
    if path[1] not in known:
        raise unknown_name(path[1], known, what)
    return _part_of_kind(path, 2, known[path[1]], f"part of “{path[1]}”")


def _part_of_kind(path: tuple[str, ...], begin: int, kind: Kind, what: str) -> Kind:
    """The kind that the names of a path from number `begin` on lead to."""
    for name in path[begin:]:
        if kind.entry is not None:
            raise ConditionError(
                f"“{'.'.join(path[:-1])}” is a list of entries.",
                f"Ask each of them, as in {'.'.join(path[:begin])}.exists(c, c.{name} == …).",
            )
        if kind.fields is None:
            raise ConditionError(f"“{'.'.join(path[:-1])}” has no parts.", f"Leave out “.{name}”.")
        if name not in kind.fields:
            raise unknown_name(name, kind.fields, what)
        kind = kind.fields[name]
    return kind


def _instead_of(name: str, scope: Scope) -> str:
    """What to write where a name stands that means nothing."""
    if name in scope.answers:
        return f"Write “answers.{name}” for the answer to a question."
    if name.lower() in {"yes", "no", "true", "false"}:
        return "Write true or false, in small letters."
    if scope.entries:
        known = " and ".join(f"{one}.…" for one in scope.entries)
        return f"Here a condition reads {known} too; if it is a text, put it in quotes: '{name}'."
    return f"A condition reads answers.…, facts.… and today; if it is a text, put it in quotes: '{name}'."


def _kind_of_prefixed(node: Node, scope: Scope) -> Kind:
    wanted, sign = (YES_NO, "!") if node.kind == "not" else (NUMBER, "-")
    _must_be(kind_of(node.children[0], scope), {wanted.name}, f"“{sign}” needs")
    return wanted


def _kind_of_binary(node: Node, scope: Scope) -> Kind:
    operator = str(node.value)
    left, right = (kind_of(child, scope) for child in node.children)
    if operator in {"&&", "||"}:
        for side in (left, right):
            _must_be(side, {"yes_no"}, f"Each side of “{operator}” must be")
        return YES_NO
    if operator in {"+", "-"}:
        for side in (left, right):
            _must_be(side, {left.name} & {"number", "money"} or {"number"}, f"“{operator}” needs")
        return left
    if operator == "in":
        _check_in(node, left, right)
    else:
        _check_comparison(node, operator, left, right)
    return YES_NO


def _check_in(node: Node, left: Kind, right: Kind) -> None:
    if right.name != "list":
        raise ConditionError(
            f"“in” looks into {IN_WORDS[right.name]}.",
            "After “in” write a list, as in ['red', 'blue'], or a question with several choices.",
        )
    if left.name == "choice" and node.children[1].kind == "list":
        for value in sorted(right.options or ()):
            _must_be_option(value, left)
    item = "text" if left.name in {"choice", "date"} else left.name
    if item != right.of:
        raise ConditionError(
            f"{IN_WORDS[left.name].capitalize()} is looked for in a list of {right.of}s.",
            "Compare like with like.",
        )
    if node.children[0].kind == "literal" and node.children[1].kind != "list":
        _must_be_option(str(node.children[0].value), right)


def _check_comparison(node: Node, operator: str, left: Kind, right: Kind) -> None:
    names = {left.name, right.name}
    if operator in {"==", "!="} and "nothing" in names:
        return
    if names == {"money", "number"}:
        raise ConditionError("An amount of money is compared with a number.", "Write pounds(250) for £250.")
    if operator not in {"==", "!="} and not names <= {"number", "money", "date", "text"}:
        worst = next(kind for kind in (left, right) if kind.name not in {"number", "money", "date"})
        raise ConditionError(
            f"“{operator}” cannot order {IN_WORDS[worst.name]}.", "Compare numbers or dates, or use “==”."
        )
    if names == {"choice", "text"}:
        choice, other = (left, node.children[1]) if left.name == "choice" else (right, node.children[0])
        if other.kind == "literal":
            _must_be_option(str(other.value), choice)
        return
    if names == {"date", "text"}:
        other = node.children[1] if left.name == "date" else node.children[0]
        if other.kind != "literal" or not ISO_DATE.fullmatch(str(other.value)):
            raise ConditionError(
                "A date is compared with something that is not a date.", "Write dates as '2026-04-01'."
            )
        return
    if names == {"yes_no", "text"}:
        raise ConditionError("A yes or no is compared with a text.", "Write true or false, without quotes.")
    if left.name != right.name or names & {"list", "record", "files"}:
        raise ConditionError(
            f"{IN_WORDS[left.name].capitalize()} is compared with {IN_WORDS[right.name]}.",
            "Compare like with like; read one part of an address or place; use “in” for lists.",
        )
    if operator not in {"==", "!="} and left.name == "text":
        raise ConditionError(f"“{operator}” cannot order a text.", "Compare numbers or dates, or use “==”.")


def _kind_of_call(node: Node, scope: Scope) -> Kind:
    name = str(node.value)
    if name == "has":
        raise ConditionError(
            "“has” always holds here.", "To see whether it was answered write answers.x != null."
        )
    if name not in FUNCTIONS:
        raise unknown_name(name, FUNCTIONS, "function")
    if len(node.children) != 1:
        raise ConditionError(f"“{name}” takes one value.", f"Write for example {name}(answers.x).")
    wanted = {"size": {"text", "list", "files"}, "pounds": {"number"}}.get(name, {"date"})
    _must_be(kind_of(node.children[0], scope), wanted, f"“{name}” needs")
    return MONEY if name == "pounds" else NUMBER


def _kind_of_macro(node: Node, scope: Scope) -> Kind:
    name, (of, one, body) = str(node.value), node.children
    kind = kind_of(of, scope)
    if kind.entry is None:
        raise ConditionError(
            f"“{name}” asks each entry of a list, and this is {IN_WORDS[kind.name]}.",
            "Use it with a question of kind list"
            + ("; for one of several choices write 'x' in answers.…." if kind.name == "list" else "."),
        )
    inner = replace(scope, entries={**scope.entries, str(one.value): kind.entry})
    asked = kind_of(body, inner)
    if asked.name != "yes_no":
        raise ConditionError(
            f"What “{name}” asks of each entry is {IN_WORDS[asked.name]}, not a yes or no.",
            f"Compare it with something, as in {name}({one.value}, {one.value}.age < 5).",
        )
    return kind if name == "filter" else YES_NO


def _kind_of_method(node: Node, scope: Scope) -> Kind:
    name = str(node.value)
    if name not in METHODS:
        raise unknown_name(name, METHODS, "function")
    if len(node.children) != 2:
        raise ConditionError(f"“{name}” takes one text.", f"Write for example answers.x.{name}('PX').")
    for child in node.children:
        _must_be(kind_of(child, scope), {"text"}, f"“{name}” needs")
    if name == "matches" and node.children[1].kind != "literal":
        raise ConditionError(
            "The pattern of “matches” is not a text in quotes.", "Write the pattern in quotes."
        )
    return YES_NO


def _must_be(kind: Kind, wanted: set[str], start: str) -> None:
    if kind.name not in wanted:
        words = " or ".join(IN_WORDS[name] for name in IN_WORDS if name in wanted)
        raise ConditionError(
            f"{start} {words}, and this is {IN_WORDS[kind.name]}.",
            "Compare it first, as in answers.colour == 'green'."
            if wanted == {"yes_no"}
            else "Use another question or another comparison.",
        )


def _must_be_option(value: str, choice: Kind) -> None:
    if choice.options is not None and value not in choice.options:
        raise unknown_name(value, choice.options, "option")


_KIND_OF: Mapping[str, Callable[[Node, Scope], Kind]] = {
    "literal": _kind_of_literal,
    "list": _kind_of_list,
    "not": _kind_of_prefixed,
    "minus": _kind_of_prefixed,
    "binary": _kind_of_binary,
    "call": _kind_of_call,
    "method": _kind_of_method,
    "macro": _kind_of_macro,
}
