"""Checks answers that come as JSON, from an importer or another system, against a definition.

The web form checks what people type field by field, in their language. Here a whole set of answers is
checked at once, for whoever wrote the program that sent it: in English, by the id of the question.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from portico.records.catalogue.definition.service import ServiceDefinition
from portico.records.catalogue.kinds import KINDS
from portico.records.catalogue.path import asked, failed_check, is_missing, stopped

LONGEST_ID = 100


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
        what = next(KINDS[question.kind].misfits(question, answer, today), None)
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
