"""Reads a condition into a tree, so that its names and kinds can be checked before anybody meets it.

Only the part of CEL that a service designer needs is read: comparisons, `in`, `&&`, `||`, `!`, `+` and `-`,
lists of literals, fields of `answers` and `facts`, `today`, the functions of `FUNCTIONS` and `METHODS`, and
what is asked of each entry of a list (`MACROS`).
Everything that is read here means the same to CEL, which evaluates it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Literal

FUNCTIONS = frozenset({"size", "days_since", "days_until", "years_since", "pounds"})
METHODS = frozenset({"startsWith", "endsWith", "contains", "matches"})

MACROS = frozenset({"exists", "all", "exists_one", "filter"})
"""Ask each entry of a list the same: `answers.children.exists(c, c.age < 5)`. CEL calls them macros."""
ENTRY = "entry"
"""What a condition on a question of a list calls the entry that is being filled in."""
_NAMES_TAKEN = frozenset({"answers", "facts", "today", "true", "false", "null", "in", ENTRY})

DEEPEST = 20
"""Most brackets and operators inside each other."""
MOST_LISTS = 2
"""Most lists asked inside each other: each multiplies the work by the number of its entries."""
LARGEST_NUMBER = 10**15

NodeKind = Literal["literal", "list", "name", "field", "not", "minus", "binary", "call", "method", "macro"]


@dataclass(frozen=True)
class Node:
    """One node of a condition's tree. `value` is the literal, the name, the operator or the function.

    The children of a macro are the list, the name that stands for one entry, and the condition on it.
    """

    kind: NodeKind
    value: str | int | bool | None = None
    children: tuple[Node, ...] = ()
    span: tuple[int, int] = field(default=(0, 0), compare=False)
    """Of a macro: from where to where it stands in the condition."""
    body: tuple[int, int] = field(default=(0, 0), compare=False)
    """Of a macro: from where to where the condition on each entry stands."""

    def path(self) -> tuple[str, ...] | None:
        """The names of `answers.address.postcode` from left to right; none where it is anything else."""
        if self.kind == "name":
            return (str(self.value),)
        if self.kind == "field":
            before = self.children[0].path()
            return (*before, str(self.value)) if before else None
        return None

    def walk(self) -> Iterator[Node]:
        """This node and all below it; a path of fields counts as one node."""
        yield self
        if self.path() is None:
            for child in self.children:
                yield from child.walk()


class ConditionError(ValueError):
    """A condition cannot be read. `problem` says what is wrong, `remedy` what to write instead."""

    def __init__(self, problem: str, remedy: str) -> None:
        super().__init__(f"{problem} {remedy}")
        self.problem = problem
        self.remedy = remedy


_TOKEN = re.compile(
    r"""\s*(?:
      (?P<number>\d+(?![\w.]))
    | (?P<text>'(?:[^'\\\n]|\\['"\\nrt])*'|"(?:[^"\\\n]|\\['"\\nrt])*")
    | (?P<name>[A-Za-z_]\w*)
    | (?P<sign>==|!=|<=|>=|&&|\|\||[<>!+\-().,\[\]])
    )""",
    re.VERBOSE | re.ASCII,
)
_ESCAPES = {"n": "\n", "r": "\r", "t": "\t"}
_LITERALS = {"true": True, "false": False, "null": None}
_COMPARISONS = frozenset({"==", "!=", "<", "<=", ">", ">=", "in"})
_QUOTE_SLIP = (
    "A text in quotes is not closed, or has a backslash before a letter it cannot stand before.",
    "Close the quotes, and write two backslashes for one.",
)
_LIKELY_SLIPS = {
    "=": ("“=” compares nothing.", "Write “==”."),
    "&": ("“&” is not an operator.", "Write “&&”."),
    "|": ("“|” is not an operator.", "Write “||”."),
    "?": ("“? :” may not be used in a condition.", "Write “&&” and “||”."),
    "'": _QUOTE_SLIP,
    '"': _QUOTE_SLIP,
    **dict.fromkeys("‘’‚“”„´`", ("A quotation mark is not a straight one.", "Write ' as in 'food'.")),
    **dict.fromkeys("0123456789", ("A number is not whole.", "Write whole numbers only.")),
}


@dataclass(frozen=True)
class _Token:
    kind: str
    text: str
    start: int
    end: int


def read_condition(text: str) -> Node:
    """Read a condition into its tree. Raises `ConditionError`."""
    reader = _Reader(_tokens(text))
    node = reader.either(0)
    if reader.kind != "end":
        raise ConditionError(
            f"“{reader.text}” is not expected there.", "Join conditions with “&&” (and) or “||” (or)."
        )
    return node


def _tokens(text: str) -> list[_Token]:
    tokens: list[_Token] = []
    position, end = 0, len(text.rstrip())
    while position < end:
        found = _TOKEN.match(text, position)
        if found is None:
            sign = text[position:].lstrip()[0]
            raise ConditionError(
                *_LIKELY_SLIPS.get(
                    sign,
                    (
                        f"“{sign}” cannot be read in a condition.",
                        "The reference lists what a condition may use.",
                    ),
                )
            )
        group = str(found.lastgroup)
        tokens.append(_Token(group, found[group], *found.span(group)))
        position = found.end()
    return [*tokens, _Token("end", "the end", end, end)]


def _text_of(quoted: str) -> str:
    return re.sub(r"\\(.)", lambda found: _ESCAPES.get(found[1], found[1]), quoted[1:-1])


class _Reader:
    """Descends through the tokens; each method reads one level of binding, the loosest first."""

    def __init__(self, tokens: list[_Token]) -> None:
        self.tokens = tokens
        self.at = 0
        self.entries_asked = 0
        """How many lists are being asked inside each other at this place."""

    @property
    def kind(self) -> str:
        return self.tokens[self.at].kind

    @property
    def text(self) -> str:
        return self.tokens[self.at].text

    def take(self) -> str:
        text = self.text
        self.at += 1
        return text

    def sees(self, *signs: str) -> bool:
        return self.kind in {"sign", "name"} and self.text in signs

    def expect(self, sign: str) -> None:
        if not self.sees(sign):
            raise ConditionError(f"“{sign}” is missing before {_named(self.text)}.", f"Add “{sign}”.")
        self.take()

    def either(self, depth: int) -> Node:
        if depth > DEEPEST:
            raise ConditionError("The condition has too many brackets inside each other.", "Make it simpler.")
        node = self.both(depth)
        while self.sees("||"):
            node = Node("binary", self.take(), (node, self.both(depth)))
        return node

    def both(self, depth: int) -> Node:
        node = self.comparison(depth)
        while self.sees("&&"):
            node = Node("binary", self.take(), (node, self.comparison(depth)))
        return node

    def comparison(self, depth: int) -> Node:
        node = self.sum(depth)
        if self.sees(*_COMPARISONS):
            node = Node("binary", self.take(), (node, self.sum(depth)))
            if self.sees(*_COMPARISONS):
                raise ConditionError("Two comparisons stand in a row.", "Join them with “&&”.")
        return node

    def sum(self, depth: int) -> Node:
        node = self.prefixed(depth)
        while self.sees("+", "-"):
            node = Node("binary", self.take(), (node, self.prefixed(depth)))
        return node

    def prefixed(self, depth: int) -> Node:
        if depth > DEEPEST:
            raise ConditionError("The condition has too many signs in a row.", "Make it simpler.")
        if self.sees("!"):
            self.take()
            return Node("not", None, (self.prefixed(depth + 1),))
        if self.sees("-"):
            self.take()
            return Node("minus", None, (self.prefixed(depth + 1),))
        return self.member(depth)

    def member(self, depth: int) -> Node:
        start = self.tokens[self.at].start
        node = self.primary(depth)
        while self.sees("."):
            self.take()
            if self.kind != "name":
                raise ConditionError("A name is missing after “.”.", "Write for example answers.colour.")
            name = self.take()
            if name in MACROS and self.sees("("):
                node = self.macro(name, node, start, depth)
            elif self.sees("("):
                node = Node("method", name, (node, *self.arguments(depth, ")")))
            else:
                node = Node("field", name, (node,))
        return node

    def macro(self, name: str, of: Node, start: int, depth: int) -> Node:
        wrong = ConditionError(
            f"“{name}” takes a name for one entry and a condition on it.",
            f"Write for example answers.children.{name}(c, c.age < 5).",
        )
        self.take()
        if self.kind != "name" or self.tokens[self.at + 1].text != ",":
            raise wrong
        one = self.take()
        if one in _NAMES_TAKEN or one.startswith("_"):
            raise ConditionError(
                f"“{one}” cannot stand for one entry: it means something else.",
                f"Use another name, as in answers.children.{name}(c, c.age < 5).",
            )
        self.take()
        if self.entries_asked == MOST_LISTS:
            raise ConditionError("Too many lists are asked inside each other.", "Make it simpler.")
        begins = self.tokens[self.at].start
        self.entries_asked += 1
        body = self.either(depth + 1)
        self.entries_asked -= 1
        ends = self.tokens[self.at - 1].end
        if not self.sees(")"):
            raise wrong
        self.take()
        span = start, self.tokens[self.at - 1].end
        return Node("macro", name, (of, Node("name", one), body), span, (begins, ends))

    def primary(self, depth: int) -> Node:
        if self.kind == "number":
            number = int(self.take())
            if number > LARGEST_NUMBER:
                raise ConditionError("A number is too large.", f"The largest is {LARGEST_NUMBER}.")
            return Node("literal", number)
        if self.kind == "text":
            return Node("literal", _text_of(self.take()))
        if self.sees("("):
            self.take()
            node = self.either(depth + 1)
            self.expect(")")
            return node
        if self.sees("["):
            return Node("list", None, self.arguments(depth, "]"))
        if self.kind == "name" and self.text != "in":
            name = self.take()
            if name in _LITERALS:
                return Node("literal", _LITERALS[name])
            return Node("call", name, self.arguments(depth, ")")) if self.sees("(") else Node("name", name)
        raise ConditionError(
            f"{_named(self.text)[0].upper()}{_named(self.text)[1:]} comes where a value was expected.",
            "Write for example answers.colour == 'green'.",
        )

    def arguments(self, depth: int, closing: str) -> tuple[Node, ...]:
        self.take()
        found: list[Node] = []
        while not self.sees(closing):
            if found:
                self.expect(",")
            found.append(self.either(depth + 1))
        self.take()
        return tuple(found)


def _named(word: str) -> str:
    return word if word == "the end" else f"“{word}”"
