"""What a condition can be about, as a service designer sees it: questions, look-ups and totals in words.

Read from a working copy as data, which may have mistakes: what is too damaged to be compared is left out.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any, Literal

from portico.records.catalogue.definition.facts import FACT_FIELDS
from portico.records.catalogue.editing.paths import Data, Path, place_of
from portico.records.catalogue.editing.queries import english
from portico.records.catalogue.expressions.tree import ENTRY

ThingKind = Literal["yes_no", "choice", "choices", "number", "money", "date", "text", "entries", "answered"]
_KIND_OF_QUESTION: Mapping[str, ThingKind] = {
    "yes_no": "yes_no", "declaration": "yes_no", "choice": "choice", "choices": "choices", "number": "number",
    "money": "money", "date": "date", "list": "entries", "files": "entries", "address": "answered",
    "place": "answered", "date_range": "answered", "name": "answered", "bank_account": "answered",
}  # fmt: skip
FACT_WORDS = {
    "known": "is known",
    "last_on": "last day",
    "next_on": "next day",
    "working_days_since_last": "working days since the last",
    "collected_today": "is collected today",
}


@dataclass(frozen=True)
class Thing:
    """Something that a condition can compare. `name` is how the condition writes it."""

    name: str
    words: str
    kind: ThingKind
    options: Mapping[str, str] = field(default_factory=dict, hash=False)
    """Of choices: the label of each value."""


def things_at(data: Data, path: Path) -> list[Thing]:
    """What is known where the condition at `path` stands, in the order of the form.

    On a page: what was asked on earlier pages, for stops that page too, for the checks of a question those
    before it too, and itself. On a question of a list: those of the same entry before it, for its checks
    itself too. Elsewhere: everything.
    """
    pages = _items(data.get("form"), "pages")
    number = place_of(pages, path[2]) if path[:2] == ("form", "pages") and len(path) > 2 else None
    if number is None:
        return [*_of_pages(pages), *_facts(data, pages), *_sums(data)]
    if path.count("questions") > 1 and len(path) > 6:
        return _of_entry(_items(pages[number], "questions"), path)
    known = pages[:number]
    things = _of_pages(known)
    here = _items(pages[number], "questions")
    if "stops" in path:
        things = [*things, *_of_questions(here)]
    elif "checks" in path and len(path) > 4:
        place = place_of(here, path[4])
        things = [*things, *_of_questions(here[: (place or 0) + 1])]
    asked = {thing.name for thing in things}
    return [*things, *(one for one in _facts(data, pages) if _is_known(data, one, asked)), *_sums(data)]


def every_thing(data: Data) -> dict[str, Thing]:
    """Everything that conditions of a definition can be about, by how they write it."""
    pages = _items(data.get("form"), "pages")
    asked = [question for page in pages for question in _items(page, "questions")]
    of_entries = [thing for one in asked for thing in _of_questions(_items(one, "questions"), ENTRY)]
    found = [*_of_pages(pages), *of_entries, *_facts(data, pages), *_sums(data)]
    return {thing.name: thing for thing in reversed(found)}


def questions_of(data: Data) -> Iterator[Mapping[str, Any]]:
    """All questions of the form that have an id, in their order."""
    for page in _items(data.get("form"), "pages"):
        for question in _items(page, "questions"):
            if isinstance(question.get("id"), str):
                yield question


def options_of(question: Mapping[str, Any]) -> dict[str, str]:
    """The labels of the options of a question, by value."""
    return {
        str(option["value"]): english(option.get("label")) or str(option["value"])
        for option in _items(question, "options")
        if option.get("value")
    }


def _items(part: Any, field: str) -> list[Any]:
    items = part.get(field) if isinstance(part, Mapping) else None
    return [item for item in items if isinstance(item, Mapping)] if isinstance(items, list) else []


def _of_pages(pages: list[Any]) -> list[Thing]:
    return [thing for page in pages for thing in _of_questions(_items(page, "questions"))]


def _of_entry(here: list[Any], path: Path) -> list[Thing]:
    """What is known of an entry where a condition on a question of it stands."""
    place = place_of(here, path[4])
    asked = _items(here[place], "questions") if place is not None else []
    before = (place_of(asked, path[6]) or 0) + ("checks" in path)
    return _of_questions(asked[:before], ENTRY)


def _of_questions(questions: list[Any], owner: str = "answers") -> list[Thing]:
    return [
        Thing(
            f"{owner}.{question['id']}",
            english(question.get("label")) or str(question["id"]),
            _KIND_OF_QUESTION.get(str(question.get("kind")), "text"),
            options_of(question),
        )
        for question in questions
        if isinstance(question.get("id"), str)
    ]


def _facts(data: Data, pages: list[Any]) -> list[Thing]:
    kinds: Mapping[str, ThingKind] = {"yes_no": "yes_no", "date": "date", "number": "number"}
    labels = {thing.name: thing.words for thing in _of_pages(pages)}
    return [
        Thing(
            f"facts.{fact['id']}.{name}",
            f"{labels.get('answers.' + str(fact.get('of')), fact['id'])}: {FACT_WORDS.get(name, name)}",
            kinds[kind],
        )
        for fact in _items(data.get("form"), "facts")
        if isinstance(fact.get("id"), str)
        for name, kind in FACT_FIELDS.get(str(fact.get("source")), {}).items()
    ]


def _is_known(data: Data, thing: Thing, asked: set[str]) -> bool:
    facts = {str(fact.get("id")): fact for fact in _items(data.get("form"), "facts")}
    fact = facts.get(thing.name.split(".")[1], {})
    wanted = [fact.get("of"), *([fact["stream"]] if fact.get("stream") else [])]
    return all(f"answers.{one}" in asked for one in wanted)


def _sums(data: Data) -> list[Thing]:
    kinds = {str(question["id"]): question for question in questions_of(data)}
    found = []
    for total in _items(data.get("form"), "sums"):
        if isinstance(total.get("id"), str):
            kind: ThingKind = "money" if _adds_money(total, kinds) else "number"
            found.append(Thing(f"facts.{total['id']}.total", f"Total “{total['id']}”", kind))
    return found


def _adds_money(total: Mapping[str, Any], questions: Mapping[str, Mapping[str, Any]]) -> bool:
    summands = total.get("of")
    first = str(summands[0]) if isinstance(summands, list) and summands else ""
    name, _, inner = first.partition(".")
    question = questions.get(name, {})
    if inner:
        entries = _items(question, "questions")
        question = next((one for one in entries if one.get("id") == inner), {})
    return question.get("kind") == "money"
