"""Checks answers that come as JSON, from an importer or another system, against a definition.

The web form checks what people type field by field, in their language. Here a whole set of answers is
checked at once, for whoever wrote the program that sent it: in English, by the id of the question.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from portico.records.catalogue.dates import day_of, limit
from portico.records.catalogue.definition.form import Question
from portico.records.catalogue.definition.service import ServiceDefinition
from portico.records.catalogue.path import asked, failed_check, is_missing, stopped

LONGEST_LINE = 200
"""Most characters of a text of one line, where the definition says nothing."""
LONGEST_TEXT = 5_000
LONGEST_ID = 100
_EMAIL = re.compile(r"[^\s@]{1,64}@[^\s@]+\.[^\s@]+")


@dataclass(frozen=True)
class Fault:
    """Why a set of answers cannot be taken; `question` is empty where it is about all of them."""

    question: str
    what: str


def faults_in(
    definition: ServiceDefinition, answers: Mapping[str, Any], facts: Mapping[str, Any], today: date
) -> tuple[Fault, ...]:
    """Everything that keeps these answers from being sent; nothing where they are in order.

    Answers to questions that are not asked with the others, or that do not exist, are faults: whoever sent
    them should know that nobody will read them.
    """
    faults: list[Fault] = []
    known = {question.id for question in definition.questions()}
    faults.extend(
        Fault(id[:LONGEST_ID], "There is no question with that id.") for id in answers if id not in known
    )
    misshapen = set()
    for question in definition.questions():
        answer = answers.get(question.id)
        if answer is None:
            continue
        what = next(_misfits(question, answer, today), None)
        if what is not None:
            faults.append(Fault(question.id, what))
            misshapen.add(question.id)
    sound = {id: answer for id, answer in answers.items() if id in known - misshapen}
    way = asked(definition, sound, facts, today)
    on_the_way = {question.id for question in way.questions()}
    for question in way.questions():
        if question.id in misshapen:
            continue
        if is_missing(question, sound.get(question.id)):
            faults.append(Fault(question.id, "It is required and has no answer."))
            continue
        check = failed_check(question, way.answers, way.facts, today)
        if check is not None:
            faults.append(Fault(question.id, check.says.en))
    if not faults:
        faults.extend(
            Fault(id, "It is not asked with these answers. Leave it out.")
            for id in sound
            if id not in on_the_way and sound[id] is not None
        )
        end = stopped(definition, sound, facts, today)
        if end is not None:
            faults.append(Fault("", f"The form ends with these answers: {end.stop.title.en}"))
    return tuple(faults)


def _misfits(question: Question, answer: Any, today: date) -> Iterator[str]:
    """In what an answer does not fit its question, beginning with its shape."""
    problem = _SHAPES[question.kind](answer)
    if problem is not None:
        yield problem
        return
    if isinstance(answer, str) and question.kind != "date":
        usual = LONGEST_TEXT if question.kind == "long_text" else LONGEST_LINE
        if len(answer) > (question.longest or usual):
            yield f"It has more than {question.longest or usual} characters."
    chosen = [answer] if question.kind == "choice" else answer if question.kind == "choices" else []
    offered = [option.value for option in question.options]
    if any(value not in offered for value in chosen):
        yield f"It is not one of: {', '.join(offered)}."
    if len(set(chosen)) < len(chosen):
        yield "It names an option twice."
    if question.kind == "number":
        yield from _outside(answer, question.least, question.most)
    if question.kind == "files":
        yield from _outside(len(answer), None, question.most)
    if question.kind == "date":
        day = day_of(answer)
        if question.earliest is not None and day < limit(question.earliest, today):
            yield f"It is before {limit(question.earliest, today).isoformat()}."
        if question.latest is not None and day > limit(question.latest, today):
            yield f"It is after {limit(question.latest, today).isoformat()}."


def _outside(number: int, least: int | None, most: int | None) -> Iterator[str]:
    if least is not None and number < least:
        yield f"It is less than {least}."
    if most is not None and number > most:
        yield f"It is more than {most}."


def _text(answer: Any) -> str | None:
    if not isinstance(answer, str):
        return "It is not a text."
    return "It holds a NUL." if "\x00" in answer else None


def _email(answer: Any) -> str | None:
    return _text(answer) or (None if _EMAIL.fullmatch(answer) else "It is not an email address.")


def _number(answer: Any) -> str | None:
    return None if isinstance(answer, int) and not isinstance(answer, bool) else "It is not a whole number."


def _day(answer: Any) -> str | None:
    wrong = "It is not a date such as 2026-03-02."
    if not isinstance(answer, str):
        return wrong
    try:
        day_of(answer)
    except ValueError:
        return wrong
    return None


def _choices(answer: Any) -> str | None:
    if isinstance(answer, list) and all(isinstance(value, str) for value in answer):
        return None
    return "It is not a list of texts."


def _yes_no(answer: Any) -> str | None:
    return None if isinstance(answer, bool) else "It is neither true nor false."


def _declaration(answer: Any) -> str | None:
    return None if answer is True else "It is not true."


def _address(answer: Any) -> str | None:
    if (
        isinstance(answer, dict)
        and set(answer) == {"uprn", "lines", "postcode"}
        and re.fullmatch(r"[0-9]{0,12}", str(answer["uprn"]))
        and isinstance(answer["uprn"], str)
        and isinstance(answer["postcode"], str)
        and _choices(answer["lines"]) is None
        and answer["lines"]
    ):
        return next(filter(None, map(_text, [*answer["lines"], answer["postcode"]])), None)
    return "It is not an address: {“uprn”: text or empty, “lines”: [texts], “postcode”: text}."


def _place(answer: Any) -> str | None:
    shape = "It is not a place: {“latitude”: number or null, “longitude”: number or null, “text”: text}."
    if not isinstance(answer, dict) or set(answer) != {"latitude", "longitude", "text"}:
        return shape
    point = (answer["latitude"], answer["longitude"])
    if point == (None, None):
        return _text(answer["text"])
    if not all(isinstance(side, int | float) and not isinstance(side, bool) for side in point):
        return shape
    on_earth = -90 <= point[0] <= 90 and -180 <= point[1] <= 180
    return _text(answer["text"]) if on_earth else "The point is not on earth."


def _files(answer: Any) -> str | None:
    if isinstance(answer, list) and all(
        isinstance(file, dict)
        and set(file) == {"id", "name"}
        and all(isinstance(v, str) for v in file.values())
        for file in answer
    ):
        return None
    return "It is not a list of files: [{“id”: id of a stored file, “name”: text}]."


_SHAPES: Mapping[str, Callable[[Any], str | None]] = {
    "text": _text,
    "long_text": _text,
    "name": _text,
    "phone": _text,
    "email": _email,
    "number": _number,
    "date": _day,
    "choice": _text,
    "choices": _choices,
    "yes_no": _yes_no,
    "declaration": _declaration,
    "address": _address,
    "place": _place,
    "files": _files,
}
