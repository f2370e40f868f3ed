"""What a new case is called and found by: its title, and the words of its search document."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from portico.ground.references.references import grouped
from portico.records.catalogue.answers import values_of, words_searched
from portico.records.catalogue.definition.service import ServiceDefinition
from portico.records.catalogue.placeholders import fill, names_in
from portico.records.people.contact_details import Given

LONGEST_TITLE = 200
MOST_LETTERS_SEARCHED = 50_000
"""Of the answers of one case: a search document has an end, and nobody looks for the end of an essay."""
STAFF_LANGUAGE = "en"


@dataclass(frozen=True)
class Words:
    """The words a case is found by, from those that matter most to those only some may search."""

    who: str
    what: str
    rest: str
    special: str


def title_of(
    definition: ServiceDefinition,
    answers: Mapping[str, Any],
    facts: Mapping[str, Any],
    *,
    name: str,
    reference: str,
) -> str:
    """The one line that tells staff what the case is about, in the language of staff."""
    text = definition.case_title.in_language(STAFF_LANGUAGE)
    values = values_of(definition, answers, facts, STAFF_LANGUAGE, names_in(text))
    values |= {"name": name, "reference": grouped(reference)}
    title = fill(text, values, one_line=True).strip()
    return (title or definition.name.in_language(STAFF_LANGUAGE))[:LONGEST_TITLE]


def words_of(
    definition: ServiceDefinition, answers: Mapping[str, Any], *, title: str, given: Given, place: str
) -> Words:
    """The words of a case; those of answers of a special category apart."""
    ordinary: list[str] = [place, *given.address_lines, given.postcode, given.postcode.replace(" ", "")]
    special: list[str] = []
    for question in definition.questions():
        if said := words_searched(question, answers.get(question.id), STAFF_LANGUAGE):
            (special if question.personal == "special" else ordinary).append(said)
    return Words(
        who=" ".join((given.name, given.email, given.phone_match)),
        what=title,
        rest="\n".join(ordinary)[:MOST_LETTERS_SEARCHED],
        special="\n".join(special)[:MOST_LETTERS_SEARCHED],
    )
