"""Where the choices of a field come from: always the same, the council's, or the definition's own."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from portico.desk.editor.things import options_of, questions_of
from portico.desk.words import STAGE_NAMES
from portico.records.catalogue.editing.paths import Data, Path
from portico.records.catalogue.editing.queries import english
from portico.records.catalogue.kinds import IN_ENTRIES

KIND_NAMES: Mapping[str, str] = {
    "yes_no": "Yes or no",
    "choice": "One of several options",
    "choices": "Several options",
    "text": "A line of text",
    "long_text": "A longer text",
    "number": "A whole number",
    "money": "An amount of money",
    "date": "A date",
    "date_range": "From one date to another",
    "address": "An address of the council’s area",
    "postcode": "A postcode",
    "place": "A place on the map",
    "name": "A person’s name",
    "email": "An email address",
    "phone": "A phone number",
    "files": "Photos or documents",
    "list": "A list of several (people, vehicles, items)",
    "declaration": "A declaration to agree to",
    "national_insurance_number": "A National Insurance number",
    "bank_account": "A bank account",
    "vehicle_registration": "A vehicle’s registration",
    "company_number": "A company number",
}
ALWAYS: Mapping[str, Mapping[str, str]] = {
    "kinds": KIND_NAMES,
    "accepts": {"image": "Photos", "pdf": "PDF files", "document": "Text documents and spreadsheets"},
    "personal": {
        "none": "Says nothing about a person",
        "ordinary": "Personal data",
        "special": "Sensitive: health, belief, origin, convictions",
    },
    "wanted": {"required": "Has to be given", "optional": "May be given", "no": "Not asked"},
    "sources": {"collections": "Bin collection days"},
    "readers": {"everybody": "Everybody", "staff": "Staff only"},
    "stages": STAGE_NAMES,
    "movers": {
        "customer": "The customer",
        "agent": "Agents of customer services",
        "case_officer": "Case officers",
        "team_leader": "Team leaders",
        "manager": "Managers",
        "system": "Portico by itself",
    },
    "asks": {
        "note": "A note for staff",
        "reasons": "Reasons, which the customer is told",
        "assignee": "Who deals with it",
    },
    "levels": {"urgent": "Urgent", "high": "High", "usual": "Usual, with another deadline"},
}
"""Choices that are the same for every service."""


@dataclass(frozen=True)
class Around:
    """What the choices of a part depend on: its definition, where it stands, and what the council has."""

    data: Data
    path: Path
    teams: Mapping[str, str]
    groups: Mapping[str, str]
    services: Mapping[str, str]


def choices(source: str, around: Around) -> list[tuple[str, str]]:
    """The choices of a source, each with its value and its words."""
    if source == "kinds" and around.path.count("questions") > 1:
        return [(kind, name) for kind, name in KIND_NAMES.items() if kind in IN_ENTRIES]
    if source in ALWAYS:
        return list(ALWAYS[source].items())
    return list(_OF_DEFINITION[source](around).items())


def _asking(*kinds: str) -> Callable[[Around], Mapping[str, str]]:
    def found(around: Around) -> Mapping[str, str]:
        return {
            str(question["id"]): english(question.get("label")) or str(question["id"])
            for question in questions_of(around.data)
            if question.get("kind") in kinds
        }

    return found


def _summands(around: Around) -> Mapping[str, str]:
    found = dict(_asking("number", "money")(around))
    for question in questions_of(around.data):
        if question.get("kind") == "list" and isinstance(question.get("questions"), list):
            for inner in question["questions"]:
                if isinstance(inner, Mapping) and inner.get("kind") in ("number", "money"):
                    words = f"{english(question.get('label'))}: {english(inner.get('label'))} of each"
                    found[f"{question['id']}.{inner.get('id')}"] = words
    return found


def _compared(around: Around) -> Mapping[str, str]:
    return {
        str(question["id"]): english(question.get("label"))
        for question in questions_of(around.data)
        if options_of(question)
    }


def _named(field: str, label: str) -> Callable[[Around], Mapping[str, str]]:
    def found(around: Around) -> Mapping[str, str]:
        part: Any = around.data
        for step in field.split("."):
            part = part.get(step) if isinstance(part, Mapping) else None
        if isinstance(part, Mapping):
            return {id: id.replace("-", " ") for id in part}
        items = part if isinstance(part, list) else []
        return {
            str(one["id"]): english(one.get(label)) or str(one["id"])
            for one in items
            if isinstance(one, Mapping) and one.get("id")
        }

    return found


_OF_DEFINITION: Mapping[str, Callable[[Around], Mapping[str, str]]] = {
    "teams": lambda around: around.teams,
    "groups": lambda around: around.groups,
    "services": lambda around: around.services,
    "places": _asking("address", "place"),
    "addresses": _asking("address"),
    "map_questions": _asking("place"),
    "choice_questions": _asking("choice"),
    "counts": _asking("number", "list"),
    "summands": _summands,
    "compared": _compared,
    "signposts": _named("elsewhere", "what"),
    "outcomes": _named("workflow.outcomes", "label"),
    "messages": _named("messages", "subject"),
}
