"""A bank or building society account that money is to be paid into."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext

from portico.channels.web.questions.asking import Moment, Posted, Problem, Read, State, missing
from portico.channels.web.typing_in import tidy_line
from portico.records.catalogue.definition.form import Question
from portico.records.catalogue.kinds.bank import (
    LONGEST_NAME,
    PARTS,
    read_account_number,
    read_roll_number,
    read_sort_code,
)


def read(question: Question, posted: Posted, state: State, moment: Moment) -> Read:
    """Take name, sort code, account number and, where there is one, roll number."""
    parts = {part: tidy_line(posted.one(f"{question.id}-{part}")) for part in PARTS}
    if not any(parts.values()):
        usual = gettext("Enter the name on the account")
        return Read(problems=missing(question, moment, usual, f"{question.id}-name"), typed=parts)
    answer = {
        "name": parts["name"],
        "sort_code": read_sort_code(parts["sort_code"]),
        "account_number": read_account_number(parts["account_number"]),
        "roll_number": read_roll_number(parts["roll_number"]) if parts["roll_number"] else "",
    }
    problems = tuple(
        Problem(f"{question.id}-{part}", words) for part, words in _wrong(parts, answer) if words
    )
    return Read(problems=problems, typed=parts) if problems else Read(answer=answer, typed=parts)


def show(question: Question, state: State, moment: Moment) -> Mapping[str, Any]:
    """The parts so far."""
    return state.entered(state.answer or dict.fromkeys(PARTS, ""))


def _wrong(parts: Mapping[str, str], answer: Mapping[str, str | None]) -> list[tuple[str, str]]:
    """What is wrong with each part, in the order of the page; empty words where nothing is."""
    name = sort_code = account_number = roll_number = ""
    if not parts["name"]:
        name = gettext("Enter the name on the account")
    elif len(parts["name"]) > LONGEST_NAME:
        name = gettext("The name on the account must be %(longest)s characters or fewer")
        name %= {"longest": LONGEST_NAME}
    if not parts["sort_code"]:
        sort_code = gettext("Enter a sort code")
    elif answer["sort_code"] is None:
        sort_code = gettext("Enter a sort code of 6 numbers, like 12-34-56")
    if not parts["account_number"]:
        account_number = gettext("Enter an account number")
    elif answer["account_number"] is None:
        account_number = gettext("Enter an account number of 6 to 8 numbers, like 00012345")
    if answer["roll_number"] is None:
        roll_number = gettext(
            "Enter the roll number with letters, numbers, full stops, hyphens and slashes only"
        )
    return [
        ("name", name),
        ("sort_code", sort_code),
        ("account_number", account_number),
        ("roll_number", roll_number),
    ]
