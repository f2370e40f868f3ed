"""Ways to break the file of a service: in its text as typing slips do, and in what it says.

Each way takes the text and `draw`, by which hypothesis chooses where and how, and gives the bytes of a broken
file. Some leave a file that is still in order; that is for whoever reads it to say.
"""

from __future__ import annotations

import copy
from collections.abc import Callable, Iterator, Sequence
from typing import Any, Final, TypeVar

import yaml
from hypothesis import strategies as st

from portico.records.catalogue.reading.problems import Problems
from portico.records.catalogue.reading.strict_yaml import read_yaml

Some = TypeVar("Some")
Draw = Callable[[st.SearchStrategy[Any]], Any]
Way = Callable[[str, Draw], bytes]
Place = tuple[str | int, ...]


class _Plainly(yaml.SafeDumper):
    """Writes everything out, without anchors."""

    def ignore_aliases(self, data: Any) -> bool:
        return True


def _one_of(draw: Draw, some: Sequence[Some]) -> Some:
    found: Some = draw(st.sampled_from(some))
    return found


def _edited(change: Callable[[list[str], int, Draw], None]) -> Way:
    """A way that changes the lines around one that says something."""

    def break_it(text: str, draw: Draw) -> bytes:
        lines = text.split("\n")
        said = [place for place, line in enumerate(lines) if line.strip() and not line.startswith("#")]
        change(lines, _one_of(draw, said), draw)
        return "\n".join(lines).encode()

    return break_it


def _without_one(signs: str) -> Way:
    """A way that takes away one of some signs, or adds one where there is none."""

    def break_it(text: str, draw: Draw) -> bytes:
        places = [place for place, sign in enumerate(text) if sign in signs]
        if not places:
            at = draw(st.integers(0, len(text)))
            return (text[:at] + signs[0] + text[at:]).encode()
        at = _one_of(draw, places)
        return (text[:at] + text[at + 1 :]).encode()

    return break_it


def _indent(lines: list[str], at: int, draw: Draw) -> None:
    words = lines[at].lstrip(" ")
    was = len(lines[at]) - len(words)
    lines[at] = (
        " " * _one_of(draw, [much for much in (0, 1, 2, 3, 4, 6, 9, was + 1, was + 2) if much != was]) + words
    )


def _indent_with_tabs(lines: list[str], at: int, draw: Draw) -> None:
    sign = _one_of(draw, ["\t", "  \t", "\u00a0\u00a0", "\u3000"])
    lines[at] = sign + lines[at].lstrip(" ")


def _lose_line(lines: list[str], at: int, draw: Draw) -> None:
    del lines[at : at + draw(st.integers(1, 3))]


def _double_line(lines: list[str], at: int, draw: Draw) -> None:
    lines[at:at] = lines[at : at + draw(st.integers(1, 4))]


def _move_line(lines: list[str], at: int, draw: Draw) -> None:
    lines.insert(draw(st.integers(0, len(lines) - 2)), lines.pop(at))


def _cut(text: str, draw: Draw) -> bytes:
    return text[: draw(st.integers(0, len(text) - 1))].encode()


def _put_wrong_bytes(text: str, draw: Draw) -> bytes:
    content = text.encode()
    at = draw(st.integers(0, len(content)))
    wrong = _one_of(
        draw, [b"\xff", b"\x00", b"\xc3", b"\x1b[31m", b"\r", b"\xe2\x80\xa8", b"\xef\xbb\xbf", b"\x85"]
    )
    return content[:at] + wrong + content[at:]


def _type_something(text: str, draw: Draw) -> bytes:
    at = draw(st.integers(0, len(text)))
    typed: str = draw(
        st.text(min_size=1, max_size=8) | st.sampled_from(["&a ", "*a", "!!x ", "((", "<<: ", "? ", "---\n"])
    )
    return (text[:at] + typed + text[at:]).encode(errors="replace")


def _said(change: Callable[[Any, list[Place], Draw], None]) -> Way:
    """A way that changes what a file says, not how it is written."""

    def break_it(text: str, draw: Draw) -> bytes:
        data = copy.deepcopy(read_yaml(text, Problems("")))
        change(data, [place for place in _places(data, ()) if place], draw)
        written: str = yaml.dump(data, Dumper=_Plainly, sort_keys=False, allow_unicode=True, width=10_000)
        return written.encode()

    return break_it


def _places(part: Any, place: Place) -> Iterator[Place]:
    yield place
    steps: Any = part.items() if isinstance(part, dict) else enumerate(part) if isinstance(part, list) else ()
    for step, below in steps:
        yield from _places(below, (*place, step))


def _at(data: Any, place: Place) -> Any:
    for step in place:
        data = data[step]
    return data


def _put(data: Any, place: Place, value: Any) -> None:
    _at(data, place[:-1])[place[-1]] = value


def _named(places: list[Place], *names: str) -> list[Place]:
    return [place for place in places if place[-1] in names]


def _lose_field(data: Any, places: list[Place], draw: Draw) -> None:
    place = _one_of(draw, places)
    del _at(data, place[:-1])[place[-1]]


def _misspell_field(data: Any, places: list[Place], draw: Draw) -> None:
    place = _one_of(draw, [place for place in places if isinstance(place[-1], str)])
    around, name = _at(data, place[:-1]), str(place[-1])
    at = draw(st.integers(0, len(name) - 1))
    other = _one_of(
        draw, [name[:at] + name[at + 1 :], name + "s", name.upper(), name.replace("_", "-") + "x", "zzz"]
    )
    around[other] = around.pop(name)


def _change_type(data: Any, places: list[Place], draw: Draw) -> None:
    others: list[Any] = [
        0,
        -1,
        7,
        10**30,
        True,
        False,
        None,
        "",
        "x",
        "2026-13-45",
        [],
        {},
        [[]],
        ["x"],
        {"x": "y"},
    ]
    _put(data, _one_of(draw, places), _one_of(draw, others))


REFERENCES: Final = (
    "group",
    "team",
    "instead",
    "elsewhere",
    "outcome",
    "tells",
    "tells_followers",
    "place",
    "each",
    "of",
    "stream",
    "to",
    "source",
    "kind",
    "unit",
    "level",
    "id",
    "value",
)


def _let_references_dangle(data: Any, places: list[Place], draw: Draw) -> None:
    items = [
        place
        for place in places
        if len(place) > 1
        and place[-2] in {"where", "address", "same", "shows", "from", "by", "asks", "of", "accepts"}
    ]
    place = _one_of(
        draw, [one for one in [*_named(places, *REFERENCES), *items] if isinstance(_at(data, one), str)]
    )
    _put(data, place, _one_of(draw, ["nowhere", "no-where", "no_where", "question", "received", "address"]))


CONDITIONS: Final = (
    "1 + 1",
    "'a'",
    "today",
    "answers",
    "answers.nope",
    "answers.nope == 'a'",
    "facts.nope.known",
    "answers.x.y.z",
    "size(answers.nope) == 'a'",
    "today > 5",
    "today == today",
    "true",
    "false",
    "!true",
    "(((",
    "a b",
    "",
    " ",
    "answers.nope.matches('(')",
    "weather(today)",
    "1 / 0 == 1",
    "pounds('x') > 3",
    "x" * 501,
    "(" * 400,
    "!" * 450,
    "-" * 450,
    "answers." + "a." * 200,
    "'\\x",
    "[1, 2",
    "answers.nope ? 1 : 2",
    "{'a': 1}.a == 1",
    "days_since('2026-99-99') > 1",
    "9999999999999999999999 > 1",
    "answers.nope.exists(x, x > 1)",
    "has(answers.x)",
    "answers.exists(c, c)",
    "answers.all(c, true)",
    "b'a' == b'b'",
    "1u == 1u",
    "\u202eanswers",
    "🗑 == 1",
    "a\nb",
    "!(today)",
    "[1].exists(c, c == 1)",
    "answers.nope.filter(c, c).size() > 1",
    "size(5) > 2",
    "1.5e400 > 1.0",
)


def _spoil_condition(data: Any, places: list[Place], draw: Draw) -> None:
    conditions = _named(places, "when", "must")
    pages = [place for place in places if len(place) == 3 and place[:2] == ("form", "pages")]
    here = _one_of(draw, conditions) if conditions else (*_one_of(draw, pages), "when")
    ids = [_at(data, place) for place in _named(places, "id") if "questions" in place]
    of_known = [
        f"answers.{id}{rest}"
        for id in ids
        for rest in (
            "",
            " > 5",
            " == 'nope'",
            " == true",
            ".days > 1",
            ".postcode == 1",
            " in [1]",
            " > today",
            " == null",
            ".matches('a')",
            ".exists(c, c.x == 1)",
        )
    ]
    _put(data, here, _one_of(draw, [*CONDITIONS, *of_known]))


PLACEHOLDERS: Final = (
    "((nothing))",
    "((answers.nope))",
    "((answers.",
    "((fee))",
    "((reasons))",
    "((facts.a.b.c))",
    "((",
    "))((",
    "(( name ))",
    "((answers.nope.postcode))",
    "((question))",
    "((((name))))",
    "[a](http://b.example)",
    "[a](javascript:alert)",
    "**",
    "<b>",
    "# ",
)
TEXTS: Final = (
    "label",
    "hint",
    "title",
    "text",
    "body",
    "subject",
    "shown",
    "case_title",
    "what_happens_next",
    "summary",
    "answer",
    "question",
    "privacy",
    "pay",
    "says",
    "why",
    "appeal",
    "en",
    "cy",
)


def _put_placeholder(data: Any, places: list[Place], draw: Draw) -> None:
    place = _one_of(draw, [one for one in _named(places, *TEXTS) if isinstance(_at(data, one), str)])
    _put(data, place, f"{_at(data, place)} {_one_of(draw, PLACEHOLDERS)}")


def _make_cycle(data: Any, places: list[Place], draw: Draw) -> None:
    pages = data["form"]["pages"]
    one = _one_of(draw, pages)
    own = _one_of(draw, one["questions"])["id"]
    last = pages[-1]["questions"][-1]["id"]
    which = draw(st.integers(0, 5))
    if which == 0:
        one["when"] = f"answers.{own} != null"
    elif which == 1:
        pages[0]["when"] = f"answers.{last} != null"
    elif which == 2:
        one.setdefault("stops", []).append(
            {"when": f"answers.{own} != null", "title": "A", "text": "B", "instead": data["id"]}
        )
    elif which == 3:
        data["form"]["sums"] = [{"id": "all", "of": ["all"]}, {"id": "all", "of": [own, own]}]
    elif which == 4:
        data["workflow"]["moves"][0]["to"] = data["workflow"]["moves"][0]["from"][0]
    else:
        data["form"]["facts"] = [{"id": "a", "source": "collections", "of": "a", "stream": "a"}]


def _make_huge(data: Any, places: list[Place], draw: Draw) -> None:
    place = _one_of(draw, places)
    value = _at(data, place)
    deep: Any = "x"
    for _ in range(60):
        deep = [deep]
    huge: list[Any] = ["word " * 20_000, 10**40, -(10**14), deep, "9" * 5_000, ["x"] * 3_000]
    if isinstance(value, list) and value:
        huge += [value * 60, [value] * 20]
    _put(data, place, _one_of(draw, huge))


WAYS: Final[dict[str, Way]] = {
    "quote lost": _without_one("'\""),
    "colon lost": _without_one(":"),
    "bracket lost": _without_one("{}[]()"),
    "dash lost": _without_one("-"),
    "indented otherwise": _edited(_indent),
    "indented with tabs": _edited(_indent_with_tabs),
    "line lost": _edited(_lose_line),
    "line twice": _edited(_double_line),
    "line elsewhere": _edited(_move_line),
    "file cut short": _cut,
    "wrong bytes": _put_wrong_bytes,
    "something typed": _type_something,
    "field lost": _said(_lose_field),
    "field misspelt": _said(_misspell_field),
    "wrong type": _said(_change_type),
    "dangling reference": _said(_let_references_dangle),
    "spoilt condition": _said(_spoil_condition),
    "placeholder": _said(_put_placeholder),
    "cycle": _said(_make_cycle),
    "huge": _said(_make_huge),
}
"""By what was done."""
