"""Writes a condition's tree as the condition that reads as that tree."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from portico.records.catalogue.expressions.tree import Node

_BINDING = {"||": 1, "&&": 2, "==": 3, "!=": 3, "<": 3, "<=": 3, ">": 3, ">=": 3, "in": 3, "+": 4, "-": 4}
_PREFIXED, _WHOLE = 5, 6
_ESCAPED = {"\\": "\\\\", "'": "\\'", "\n": "\\n", "\r": "\\r", "\t": "\\t"}


def written(node: Node) -> str:
    """The condition, with brackets only where they are needed: `read_condition` gives the same tree back."""
    return _WRITERS[node.kind](node)


def quoted(text: str) -> str:
    """A text as a condition writes it."""
    return "'" + "".join(_ESCAPED.get(sign, sign) for sign in text) + "'"


def _literal(node: Node) -> str:
    if node.value is None:
        return "null"
    if isinstance(node.value, bool):
        return "true" if node.value else "false"
    return str(node.value) if isinstance(node.value, int) else quoted(node.value)


def _within(node: Node, binding: int) -> str:
    text = written(node)
    mine = _WHOLE
    if node.kind == "binary":
        mine = _BINDING[str(node.value)]
    elif node.kind in {"not", "minus"}:
        mine = _PREFIXED
    elif node.kind == "literal" and isinstance(node.value, int) and not isinstance(node.value, bool):
        mine = _PREFIXED  # a full stop behind a number would be a decimal point
    return text if mine >= binding else f"({text})"


def _list(node: Node) -> str:
    return f"[{', '.join(written(child) for child in node.children)}]"


def _field(node: Node) -> str:
    return f"{_within(node.children[0], _WHOLE)}.{node.value}"


def _prefixed(node: Node) -> str:
    return f"{'!' if node.kind == 'not' else '-'}{_within(node.children[0], _PREFIXED)}"


def _call(node: Node) -> str:
    return f"{node.value}({', '.join(written(child) for child in node.children)})"


def _method(node: Node) -> str:
    owner, *given = node.children
    return f"{_within(owner, _WHOLE)}.{node.value}({', '.join(written(one) for one in given)})"


def _macro(node: Node) -> str:
    of, one, asked = node.children
    return f"{_within(of, _WHOLE)}.{node.value}({written(one)}, {written(asked)})"


def _binary(node: Node) -> str:
    left, right = node.children
    binding = _BINDING[str(node.value)]
    # Comparisons do not follow each other; all else is read from the left, so the right one binds more.
    first = binding + 1 if binding == _BINDING["=="] else binding
    return f"{_within(left, first)} {node.value} {_within(right, binding + 1)}"


_WRITERS: Mapping[str, Callable[[Node], str]] = {
    "literal": _literal,
    "list": _list,
    "name": lambda node: str(node.value),
    "field": _field,
    "not": _prefixed,
    "minus": _prefixed,
    "call": _call,
    "method": _method,
    "macro": _macro,
    "binary": _binary,
}
