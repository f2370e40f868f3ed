"""The kind whose answers are where money is to be paid."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

from portico.records.catalogue.definition.form import Question
from portico.records.catalogue.expressions.kinds import Kind as Seen
from portico.records.catalogue.kinds.answer_kind import COVER, AnswerKind, wrong_text

LONGEST_NAME = 70
LONGEST_ROLL_NUMBER = 18
PARTS = ("name", "sort_code", "account_number", "roll_number")
_WORDS = {
    "en": {"sort_code": "sort code", "account_number": "account number", "roll_number": "roll number"},
    "cy": {"sort_code": "cod didoli", "account_number": "rhif y cyfrif", "roll_number": "rhif y gofrestr"},
}
_SIGNS_BETWEEN = re.compile(r"[\s\-–—_.,/]+")


def read_sort_code(text: str) -> str | None:
    """The six digits of a sort code, however they are parted; None where there are not six."""
    return _digits(text, r"[0-9]{6}")


def read_account_number(text: str) -> str | None:
    """The eight digits of an account number.

    Six or seven are taken too and given the zeros in front that banks give them.
    """
    digits = _digits(text, r"[0-9]{6,8}")
    return digits.zfill(8) if digits else None


def read_roll_number(text: str) -> str | None:
    """The letters, digits and signs of a roll number in capitals; None where it is none."""
    written = re.sub(r"\s+", "", text[:100]).upper()
    return written if re.fullmatch(rf"[A-Z0-9./-]{{1,{LONGEST_ROLL_NUMBER}}}", written) else None


class BankAccount(AnswerKind):
    """An account: `{"name", "sort_code": 6 digits, "account_number": 8, "roll_number": text or empty}`."""

    personal = "special"
    searched = False

    def misshapen(self, answer: Any) -> str | None:
        """Say whether it is no account."""
        if not isinstance(answer, dict) or set(answer) != set(PARTS):
            return f"It is not an account: a map of {', '.join(PARTS)}."
        if problem := next(filter(None, (wrong_text(answer[part]) for part in PARTS)), None):
            return problem
        if not 1 <= len(answer["name"]) <= LONGEST_NAME:
            return f"The name on the account is missing, or longer than {LONGEST_NAME} characters."
        return next((words for part, read, words in _READERS if not _as_kept(answer[part], read)), None)

    def shown(self, question: Question, answer: Any, language: str) -> str:
        """The name, then each number after its word."""
        words = _WORDS.get(language, _WORDS["en"])
        code = "-".join(re.findall("..", answer["sort_code"]))
        parts = [
            str(answer["name"]),
            f"{words['sort_code']} {code}",
            f"{words['account_number']} {answer['account_number']}",
        ]
        if answer["roll_number"]:
            parts.append(f"{words['roll_number']} {answer['roll_number']}")
        return ", ".join(parts)

    def covered(self, question: Question, answer: Any, language: str) -> str:
        """The name and the last three digits of the account number."""
        words = _WORDS.get(language, _WORDS["en"])
        return f"{answer['name']}, {words['account_number']} {COVER * 5}{answer['account_number'][-3:]}"

    def seen(self, question: Question) -> Seen:
        """Whether it was given, and nothing else: no form branches on where money goes."""
        return Seen("record", fields={})


_READERS: tuple[tuple[str, Callable[[str], str | None], str], ...] = (
    ("sort_code", read_sort_code, "The sort code is not six digits."),
    ("account_number", read_account_number, "The account number is not eight digits."),
    ("roll_number", lambda text: read_roll_number(text) if text else "", "The roll number is not one."),
)


def _as_kept(part: str, read: Callable[[str], str | None]) -> bool:
    return read(part) == part


def _digits(text: str, form: str) -> str | None:
    digits = _SIGNS_BETWEEN.sub("", text[:100])
    return digits if re.fullmatch(form, digits, re.ASCII) else None
