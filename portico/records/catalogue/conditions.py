"""Conditions of a definition: CEL over `answers`, `facts` and `today`.

How values read (also told to designers in docs/reference/service-definition.md):

- A question that was not answered, or not asked, is `null`; after `in`, and in `size(…)`, it is empty.
- A condition that cannot be worked out because something in it is null is **not met**: `answers.age > 16`
  without an age is not met, and neither is `!(answers.age > 16)`. Only `== null` and `!= null`, and `!=` with
  anything else, hold for what is not answered.
- Dates are texts such as `2026-04-01`, which compare in the order of time; `today` is one of them.
- An amount of money is a number of pence; `pounds(250)` is what £250 is compared as.
- A fact that was not looked up is not `known`, and its other fields are null.
- What is asked of each entry of a list (`answers.children.exists(c, c.age < 5)`) is not met by an entry for
  which it cannot be worked out, whatever the others say. CEL itself would give up or not by their order.

Evaluating never raises: a condition that fails for any reason is not met. What can be found beforehand is
found by `check`, which publishing a definition always runs.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from typing import Any

import cel

from portico.records.catalogue.definition.facts import UNKNOWN_COLLECTION
from portico.records.catalogue.expressions.kinds import Scope, check_condition
from portico.records.catalogue.expressions.tree import ENTRY, ConditionError, Node, read_condition

LONGEST = 500
"""Most characters of a condition."""

_EVALUATION_ERRORS = (
    TypeError, ValueError, RuntimeError, LookupError, ArithmeticError, AttributeError
)  # fmt: skip


MOST_REMEMBERED = 4_096
"""Outcomes of conditions kept in each process."""

_OTHER = "\0"
"""Stands for every text that a condition does not name: to it they are all alike."""
_NO_FIELD = object()
_TYPED = object()


@dataclass(frozen=True)
class _Answer:
    """How a condition reads a question."""

    empty: Any
    """How it reads when it is not answered."""
    fields: tuple[str, ...]
    """The fields it reads (`answers.address.uprn`), where it reads nothing else of it."""
    texts: tuple[frozenset[str] | None, ...]
    """The texts that each field, or the answer, is compared with; none where more is done with it.

    Empty where it is only asked whether there is one: then all that are given are alike, numbers too.
    """


@dataclass(frozen=True)
class _Program:
    """A condition, or a part of one, ready to run: each macro in it is a name for what came of it."""

    cel: Any
    macros: Mapping[str, _Macro]


@dataclass(frozen=True)
class _Macro:
    """What is asked of each entry of a list."""

    name: str
    of: tuple[str, ...]
    """The list, as a path."""
    one: str
    """The name that stands for one entry."""
    parts: Mapping[str, Any]
    """Each part of an entry that is read, and how it reads when it was not answered."""
    asks: _Program


@dataclass(frozen=True)
class _Compiled:
    """A condition ready to run, with what it reads, so that nothing else is handed over."""

    program: _Program
    answers: Mapping[str, _Answer]
    facts: Mapping[tuple[str, str], Any]
    """Each field of a fact that it reads, and how that reads when the fact was not looked up."""
    functions: frozenset[str]
    of_entry: Mapping[str, Any]
    """Of the entry that a question of a list is asked of, as in `_Macro.parts`."""


def holds(condition: str | None, answers: Mapping[str, Any], facts: Mapping[str, Any], today: date) -> bool:
    """Whether `condition` is met. No condition is always met; one that cannot be worked out is not.

    `answers` and `facts` are as JSON keeps them. Only answers to questions that were really asked should be
    in it: `portico.records.catalogue.path.asked` leaves out those of pages no longer on the way.
    """
    if condition is None:
        return True
    try:
        compiled = _compile(condition)
    except ConditionError:
        return False
    told = [_read(answers.get(id), how) for id, how in compiled.answers.items()]
    looked_up = [(facts.get(id) or {}).get(field, unknown) for (id, field), unknown in compiled.facts.items()]
    alike = [_as_alike(value, how) for value, how in zip(told, compiled.answers.values(), strict=True)]
    if _TYPED in alike or any(isinstance(value, list | dict) for value in looked_up):
        return _worked_out(compiled, today, told, looked_up)
    return _remembered(condition, today, *alike, *looked_up)


def _read(answer: Any, how: _Answer) -> Any:
    """What a condition is told of an answer: a tuple of the fields it reads, where it reads only those."""
    if answer is None or answer == "":
        return list(how.empty) if how.empty is not None else None
    if how.fields and isinstance(answer, dict):
        return tuple(answer.get(field, _NO_FIELD) for field in how.fields)
    return answer


def _as_alike(told: Any, how: _Answer) -> Any:
    """The same for all answers with the same outcome; `_TYPED` where that depends on what was typed.

    Only what the condition itself names is left of a text, so that nothing typed is remembered.
    """
    if isinstance(told, tuple):
        fields = tuple(_as_named(value, texts) for value, texts in zip(told, how.texts, strict=True))
        return _TYPED if _TYPED in fields else fields
    return _as_named(told, None if how.fields else how.texts[0])


def _as_named(value: Any, texts: frozenset[str] | None) -> Any:
    if value is None or value is True or value is False or value is _NO_FIELD:
        return value
    if texts is not None and (type(value) is str or not texts):
        return value if type(value) is str and value in texts else _OTHER
    return _TYPED


@lru_cache(maxsize=MOST_REMEMBERED, typed=True)
def _remembered(condition: str, today: date, *alike: Any) -> bool:
    """The same, worked out once: one visitor after the other chooses from the same few options."""
    compiled = _compile(condition)
    return _worked_out(compiled, today, alike[: len(compiled.answers)], alike[len(compiled.answers) :])


def _worked_out(compiled: _Compiled, today: date, told: Sequence[Any], looked_up: Sequence[Any]) -> bool:
    """Run a condition with the answers and facts that it reads, in the order in which it names them."""
    known: dict[str, dict[str, Any]] = {}
    for (id, field), value in zip(compiled.facts, looked_up, strict=True):
        known.setdefault(id, {})[field] = value
    answers = {
        id: _with_names(value, how.fields) if isinstance(value, tuple) else value
        for (id, how), value in zip(compiled.answers.items(), told, strict=True)
    }
    variables = {"today": today.isoformat(), "answers": answers, "facts": known}
    functions = _functions(today) if compiled.functions else None
    return _is_met(compiled.program, variables, functions)


def holds_for_entry(condition: str | None, entry: Mapping[str, Any], today: date) -> bool:
    """Whether a condition on a question of a list is met by the entry that it is asked of, its `entry`.

    `entry` is by the ids of the questions of the list. No condition is always met.
    """
    if condition is None:
        return True
    try:
        compiled = _compile(condition)
    except ConditionError:
        return False
    told = _with_parts(entry, compiled.of_entry)
    functions = _functions(today) if compiled.functions else None
    return _is_met(compiled.program, {"today": today.isoformat(), ENTRY: told}, functions)


Functions = Mapping[str, Callable[[Any], int | None]]


def _is_met(program: _Program, variables: Mapping[str, Any], functions: Functions | None) -> bool:
    """Whether it comes out as true; not, where it cannot be worked out."""
    try:
        outcomes = {name: _asked_of_each(one, variables, functions) for name, one in program.macros.items()}
        known = {**variables, **outcomes} if outcomes else variables
        return program.cel.execute(cel.Context(dict(known), dict(functions)) if functions else known) is True
    except _EVALUATION_ERRORS:
        return False


def _asked_of_each(macro: _Macro, variables: Mapping[str, Any], functions: Functions | None) -> Any:
    """Yes or no, or of `filter` the entries that meet it."""
    entries: Any = variables
    for name in macro.of:
        entries = entries[name]
    met = [
        entry
        for entry in entries
        if _is_met(macro.asks, {**variables, macro.one: _with_parts(entry, macro.parts)}, functions)
    ]
    if macro.name == "filter":
        return met
    wanted = {"exists": bool(met), "all": len(met) == len(entries), "exists_one": len(met) == 1}
    return wanted[macro.name]


def _with_parts(entry: Mapping[str, Any], parts: Mapping[str, Any]) -> dict[str, Any]:
    """An entry with all parts that are read, also those that were not answered."""
    return {**entry, **{id: empty for id, empty in parts.items() if entry.get(id) in (None, "")}}


def _with_names(values: tuple[Any, ...], fields: tuple[str, ...]) -> dict[str, Any]:
    return {field: value for field, value in zip(fields, values, strict=True) if value is not _NO_FIELD}


def names_in(condition: str) -> tuple[frozenset[str], frozenset[str]]:
    """Ids of the questions and of the facts a condition reads. Raises `ConditionError`."""
    compiled = _compile(condition)
    return frozenset(compiled.answers), frozenset(id for id, _ in compiled.facts)


def check(condition: str, scope: Scope) -> None:
    """Check syntax, names and kinds of a condition. Raises `ConditionError` with problem and remedy."""
    if len(condition) > LONGEST:
        raise ConditionError(f"The condition is longer than {LONGEST} characters.", "Make it simpler.")
    tree = read_condition(condition)
    check_condition(tree, scope)
    _check_patterns(tree)
    _compile(condition)


@lru_cache(maxsize=4096)
def _compile(condition: str) -> _Compiled:
    if len(condition) > LONGEST:
        raise ConditionError(f"The condition is longer than {LONGEST} characters.", "Make it simpler.")
    tree = read_condition(condition)
    _compiled_by_cel(condition)  # as it stands, it has to be CEL
    program = _program(condition, tree, (0, len(condition)))
    fields: dict[str, dict[str, None]] = {}
    """Of each question the fields that are read, in order; "" where the whole answer is."""
    facts: dict[tuple[str, str], Any] = {}
    functions: set[str] = set()
    for node in tree.walk():
        path = node.path()
        if path and path[0] == "answers" and len(path) > 1:
            fields.setdefault(path[1], {})[path[2] if len(path) > 2 else ""] = None
        elif path and path[0] == "facts" and len(path) > 2:
            facts[path[1], path[2]] = UNKNOWN_COLLECTION.get(path[2])
        elif node.kind == "call" and node.value != "size":
            functions.add(str(node.value))
    lists, compared = _read_as_lists(tree), _Compared(tree)
    answers = {}
    for id, read in fields.items():
        by_field = () if "" in read else tuple(read)
        places: tuple[tuple[str, ...], ...] = tuple((field,) for field in by_field) or ((),)
        texts = tuple(compared.texts_of(("answers", id, *place)) for place in places)
        answers[id] = _Answer(() if id in lists else None, by_field, texts)
    return _Compiled(program, answers, facts, frozenset(functions), _parts_of(ENTRY, tree))


def _compiled_by_cel(text: str) -> Any:
    try:
        return cel.compile(text)
    except ValueError as error:
        raise ConditionError(
            "CEL cannot read the condition.", "The reference shows how they look."
        ) from error


def _program(condition: str, tree: Node, span: tuple[int, int]) -> _Program:
    """What stands at `span` of a condition, with a name in place of each macro."""
    text, at = "", span[0]
    macros: dict[str, _Macro] = {}
    for node in _outermost_macros(tree):
        of, one, body = node.children
        path = of.path()
        if path is None:
            raise ConditionError(
                f"“{node.value}” asks the entries of something that is no question.",
                "Write for example answers.children.exists(c, c.age < 5).",
            )
        name = f"_macro{len(macros)}"
        asks = _program(condition, body, node.body)
        macros[name] = _Macro(str(node.value), path, str(one.value), _parts_of(str(one.value), body), asks)
        text, at = text + condition[at : node.span[0]] + name, node.span[1]
    return _Program(_compiled_by_cel(text + condition[at : span[1]]), macros)


def _outermost_macros(tree: Node) -> Iterator[Node]:
    if tree.kind == "macro":
        yield tree
    elif tree.path() is None:
        for child in tree.children:
            yield from _outermost_macros(child)


def _parts_of(one: str, tree: Node) -> dict[str, Any]:
    """The parts that are read of what a name stands for, and how each reads when it was not answered."""
    lists = {path for path in _after_in_or_size(tree) if path[0] == one and len(path) == 2}
    paths = [path for node in tree.walk() if (path := node.path()) and path[0] == one and len(path) > 1]
    return {path[1]: [] if path[:2] in lists else None for path in paths}


class _Compared:
    """Which answers a condition only compares with texts of its own, or reads as true or not."""

    def __init__(self, tree: Node) -> None:
        self._texts: dict[tuple[str, ...], set[str]] = {}
        self._otherwise: set[tuple[str, ...]] = set()
        self._see(tree, as_true=True)

    def texts_of(self, path: tuple[str, ...]) -> frozenset[str] | None:
        """The texts that an answer is compared with; none where anything else is done with it."""
        return None if path in self._otherwise else frozenset(self._texts.get(path, ()))

    def _see(self, node: Node, *, as_true: bool) -> None:
        path = node.path()
        if path is not None:
            if not as_true:
                self._otherwise.add(path)
        elif node.kind == "binary" and node.value in {"==", "!=", "in"}:
            self._see_compared(node)
        else:
            still = as_true and (node.kind == "not" or node.value in {"&&", "||"})
            for child in node.children:
                self._see(child, as_true=still)

    def _see_compared(self, node: Node) -> None:
        left, right = node.children
        if node.value != "in" and left.kind == "literal":
            left, right = right, left
        path = left.path()
        named = right.children if right.kind == "list" else (right,)
        if path is None or any(one.kind != "literal" for one in named):
            self._see(left, as_true=False)
            self._see(right, as_true=False)
            return
        texts = {str(one.value) for one in named if one.value is not None}
        self._texts.setdefault(path, set()).update(texts)


def _read_as_lists(tree: Node) -> set[str]:
    """Questions that stand after `in`, in `size(…)` or before a macro."""
    return {path[1] for path in _after_in_or_size(tree) if path[0] == "answers" and len(path) == 2}


def _after_in_or_size(tree: Node) -> Iterator[tuple[str, ...]]:
    """The paths of everything that is read as a list."""
    for node in tree.walk():
        if node.kind == "binary" and node.value == "in":
            container = node.children[1]
        elif node.kind == "macro" or (node.kind == "call" and node.value == "size" and node.children):
            container = node.children[0]
        else:
            continue
        path = container.path()
        if path:
            yield path


def _functions(today: date) -> Functions:
    def days_since(day: Any) -> int | None:
        return (today - date.fromisoformat(day)).days if day else None

    def days_until(day: Any) -> int | None:
        return (date.fromisoformat(day) - today).days if day else None

    def years_since(day: Any) -> int | None:
        if not day:
            return None
        then = date.fromisoformat(day)
        return today.year - then.year - ((today.month, today.day) < (then.month, then.day))

    def pounds(number: Any) -> int | None:
        return None if number is None else number * 100

    return {
        "days_since": days_since,
        "days_until": days_until,
        "years_since": years_since,
        "pounds": pounds,
    }


def _check_patterns(tree: Node) -> None:
    """Try each pattern of `matches`: the engine is linear in time, but refuses what it cannot do."""
    for node in tree.walk():
        if node.kind == "method" and node.value == "matches":
            pattern = node.children[1].value
            try:
                cel.compile("text.matches(pattern)").execute({"text": "", "pattern": pattern})
            except _EVALUATION_ERRORS as error:
                raise ConditionError(
                    f"The pattern “{pattern}” cannot be read.",
                    "Write a regular expression without look-ahead, such as '^[0-9]{8}$'.",
                ) from error
