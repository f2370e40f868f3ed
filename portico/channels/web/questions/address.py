"""An address: postcode, then pick it from the list, or enter it by hand. Each step is a page load.

The form posts which step it shows, so that a page from a moment ago is read as what it was. The addresses
that were offered are kept half-way: what was seen is what can be picked, and picking needs no look-up.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext

from portico.channels.web.questions.asking import Moment, Posted, Problem, Read, State, missing
from portico.channels.web.typing_in import tidy_line
from portico.records.catalogue.definition.form import Question
from portico.records.places.postcode import read_postcode
from portico.records.places.queries import FoundAddress, address, addresses_at, find_addresses

LONGEST_LINE = 100
LONGEST_SEARCH = 200
LINES = ("line1", "line2", "town")
STEPS = ("search", "pick", "by-hand")


def read(question: Question, posted: Posted, state: State, moment: Moment) -> Read:
    """Take the next step towards an address, or the address."""
    step = posted.one(f"_step-{question.id}")
    press = posted.one(f"_press-{question.id}")
    halfway = dict(state.halfway or {})
    if press == "by-hand":
        searched = tidy_line(posted.one(f"{question.id}-search")) or str(halfway.get("search", ""))
        return Read(halfway=_by_hand_from(state, searched[:LONGEST_SEARCH]))
    if press == "search":
        return Read(halfway={**halfway, "step": "search"})
    if step == "by-hand":
        return _read_by_hand(question, posted)
    if step == "pick":
        return _read_picked(question, posted, show(question, State(state.answer, state.halfway), moment))
    return _search(question, posted, moment)


def show(question: Question, state: State, moment: Moment) -> Mapping[str, Any]:
    """The step to show and what it holds so far."""
    entered = state.entered(_of_answer(state.answer))
    offered = [
        {**one, "label": ", ".join([*one["lines"], one["postcode"]])} for one in entered.get("offered", ())
    ]
    empty = {"step": "search", "search": "", "postcode": "", "picked": "", **dict.fromkeys(LINES, "")}
    return {**empty, **entered, "offered": offered}


def _of_answer(answer: Mapping[str, Any] | None) -> dict[str, Any]:
    """What to show of a saved answer: the one address to keep, or the lines that were typed."""
    if not answer:
        return {"step": "search"}
    if not answer["uprn"]:
        return _by_hand_from(State(answer=answer), "")
    return {"step": "pick", "search": answer["postcode"], "offered": [answer], "picked": answer["uprn"]}


def _by_hand_from(state: State, searched: str) -> dict[str, Any]:
    """The fields of an address by hand, begun with what was typed or picked before."""
    before = dict(state.halfway or {})
    filled = {name: str(before.get(name, "")) for name in (*LINES, "postcode")}
    if not any(filled.values()) and state.answer:
        lines = list(state.answer["lines"])
        first, town = lines[0] if lines else "", lines[-1] if len(lines) > 1 else ""
        filled = {
            "line1": first,
            "line2": ", ".join(lines[1:-1]),
            "town": town,
            "postcode": state.answer["postcode"],
        }
    if not filled["postcode"] and (postcode := read_postcode(searched)):
        filled["postcode"] = postcode
    return {"step": "by-hand", "search": searched, **filled}


def _search(question: Question, posted: Posted, moment: Moment) -> Read:
    words = tidy_line(posted.one(f"{question.id}-search"))[:LONGEST_SEARCH]
    typed = {"step": "search", "search": words}
    at = f"{question.id}-search"
    if not words:
        usual = gettext("Enter a postcode, or the start of an address")
        return Read(problems=missing(question, moment, usual, at), typed=typed)
    postcode = read_postcode(words)
    found = addresses_at(postcode) if postcode else find_addresses(words)
    if not found:
        text = (
            gettext("We could not find an address at %(postcode)s. Check it, or enter the address by hand")
            % {"postcode": postcode}
            if postcode
            else gettext(
                "We could not find that address. Enter a full postcode, or enter the address by hand"
            )
        )
        return Read(problems=(Problem(at, text),), typed=typed)
    offered = [_kept(one) for one in found]
    return Read(halfway={"step": "pick", "search": postcode or words, "offered": offered}, typed=typed)


def _kept(found: FoundAddress) -> dict[str, Any]:
    return {"uprn": found.uprn, "lines": list(found.lines), "postcode": found.postcode}


def _read_picked(question: Question, posted: Posted, halfway: Mapping[str, Any]) -> Read:
    uprn = posted.one(question.id)
    picked = next((one for one in halfway["offered"] if one["uprn"] == uprn), None)
    if picked is None and (found := address(uprn)):
        # The list was shown before another search, in another tab perhaps.
        picked = _kept(found)
    if picked is not None:
        answer = {name: picked[name] for name in ("uprn", "lines", "postcode")}
        return Read(answer=answer, typed={**halfway, "picked": uprn})
    text = gettext("Choose an address from the list, or enter it by hand")
    return Read(problems=(Problem(question.id, text),), typed={**halfway, "picked": ""})


def _read_by_hand(question: Question, posted: Posted) -> Read:
    lines = {name: tidy_line(posted.one(f"{question.id}-{name}")) for name in LINES}
    postcode = tidy_line(posted.one(f"{question.id}-postcode"))
    typed = {"step": "by-hand", "postcode": postcode, **lines}
    if not question.required and not any(lines.values()) and not postcode:
        return Read(typed=typed)
    words = {
        "line1": gettext("Enter the first line of the address, usually the building and street"),
        "town": gettext("Enter a town or city"),
    }
    problems = [Problem(f"{question.id}-{name}", text) for name, text in words.items() if not lines[name]]
    problems += [
        Problem(f"{question.id}-{name}", gettext("Each line of the address must be 100 characters or fewer"))
        for name, line in lines.items()
        if len(line) > LONGEST_LINE
    ]
    known = read_postcode(postcode)
    if known is None:
        problems.append(Problem(f"{question.id}-postcode", gettext("Enter a full UK postcode, like AA3 1AB")))
    if problems:
        return Read(problems=problems, typed=typed)
    filled = [line for line in lines.values() if line]
    return Read(answer={"uprn": "", "lines": filled, "postcode": known}, typed=typed)
