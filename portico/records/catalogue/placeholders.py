"""`((placeholders))` in the texts of a definition: which there are, and filling them in.

Values are inserted once, as plain text: what a resident typed can neither bring in another placeholder nor,
where the text is read as markup, a link or a heading.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import lru_cache
from types import MappingProxyType

MOST_KEPT = 2_048
"""Texts of definitions of which each process keeps what was made of them."""

PLACEHOLDER = re.compile(r"\(\(\s*([^()\n]{1,80}?)\s*\)\)")
"""A placeholder as it stands in a text; its name is group 1."""

KNOWN: Mapping[str, str] = MappingProxyType(
    {
        "reference": "the reference of the request, such as 7KPM-3XRA",
        "name": "the name the customer gave; “resident” where none was given",
        "service": "the name of the service",
        "council": "the name of the council",
        "due_date": "the day by which the request is due, such as 4 March 2026",
        "follow_address": "the web address of the page to follow the request",
        "fee": "what the request costs, such as £45; only where the service has a fee",
        "what_happens_next": "the text of what_happens_next, filled in",
        "outcome": "the label of the outcome",
        "appeal": "what the customer can do who disagrees with the outcome",
        "reasons": "the reasons that staff wrote down with the decision",
        "question": "the question that staff ask the customer",
    }
)
"""Every placeholder but `((answers.…))` and `((facts.…))`, and what it stands for."""

_INVISIBLE = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u200b\u200e\u200f\u2028-\u202e\u2066-\u2069\ufeff]")
_MARKUP = re.compile(r"([\\`*_{}\[\]<>()#+!|~&=-]|(?<=\d)\.(?=\s))")
_HOLE = re.compile(r"\n{3,}")
_LINK = re.compile(r"\[([^\]\n]+)\]\((https?://[^)\s]+)\)")
_STRONG = re.compile(r"\*\*([^*\n]+)\*\*")
_HEADING = re.compile(r"^#{1,3} +", re.MULTILINE)
_ADDRESS_START = re.compile(r"(?i)\b(https?|ftp|mailto|www)(?=[:.])")


@lru_cache(maxsize=MOST_KEPT)
def names_in(text: str) -> frozenset[str]:
    """The names of all placeholders in a text of a definition."""
    return frozenset(PLACEHOLDER.findall(text))


def fill(text: str, values: Mapping[str, str], *, markup: bool = False, one_line: bool = False) -> str:
    """Fill the placeholders of `text` from `values`; one without a value becomes nothing.

    `markup`: the text will be rendered as Markdown, so that signs in values are escaped. `one_line`: line
    breaks in values become spaces (subjects, titles, labels).
    """

    def value_of(found: re.Match[str]) -> str:
        value = _plain(values.get(found[1], ""), one_line=one_line)
        return _escaped(value) if markup else value

    filled = PLACEHOLDER.sub(value_of, text)
    # A paragraph that was nothing but a placeholder without a value leaves no hole.
    return filled if one_line else _HOLE.sub("\n\n", filled)


@lru_cache(maxsize=MOST_KEPT)
def plain_text(text: str) -> str:
    """A long text of a definition for where marks are not rendered, as in e-mail: links with their address.

    Use it on the text before it is filled, never on what a resident typed.
    """
    text = _LINK.sub(r"\1 (\2)", text)
    return _HEADING.sub("", _STRONG.sub(r"\1", text))


def _plain(value: str, *, one_line: bool) -> str:
    """`value` without control signs, invisible ones and anything that reads as a placeholder."""
    value = _INVISIBLE.sub("", value.replace("\r\n", "\n").replace("\r", "\n"))
    while "((" in value or "))" in value:
        value = value.replace("((", "( (").replace("))", ") )")
    return " ".join(value.split()) if one_line else value.strip()


def _escaped(value: str) -> str:
    # A zero-width space keeps renderers that link bare addresses from linking one that a resident typed.
    # White space at the beginning of a line would make it code.
    lines = "\n".join(line.strip() for line in value.split("\n"))
    return _MARKUP.sub(r"\\\1", _ADDRESS_START.sub("\\1\u200b", lines))
