"""Kinds whose answers are numbers that somebody official gives out, each read as people write it.

Reading says whether a text has the form of such a number, not whether the number exists.
"""

from __future__ import annotations

import re
from abc import ABC, abstractmethod
from typing import Any, ClassVar

from portico.records.catalogue.definition.form import Question
from portico.records.catalogue.kinds.answer_kind import COVER, AnswerKind, wrong_text
from portico.records.places.postcode import read_postcode

_NOT_WRITTEN = re.compile(r"[\s\-–—_.,/]+")

_NATIONAL_INSURANCE = re.compile(r"(?!BG|GB|KN|NK|NT|TN|ZZ)[A-CEGHJ-PR-TW-Z][A-CEGHJ-NPR-TW-Z][0-9]{6}[A-D]")
"""HM Revenue & Customs, National Insurance Manual, NIM39110: neither letter is D, F, I, Q, U or V, the second
is not O, seven pairs are never given out, and the last letter is A to D."""

_VEHICLE = re.compile(r"(?=.*[A-Z])(?=.*[0-9])[A-Z0-9]{2,7}")
"""Whatever its form (current, prefix, suffix, dateless, Northern Irish), a mark has two to seven letters and
digits in all, and at least one of each."""
_CURRENT_VEHICLE = re.compile(r"[A-Z]{2}[0-9]{2}[A-Z]{3}")

_COMPANY = re.compile(r"[0-9]{8}|[A-Z]{2}[0-9]{6}|R[0-9]{7}|[A-Z]{2}[0-9]{4,5}R[A-Z]?")
"""Companies House numbers: eight digits, or two letters (SC, NI, OC, …) and six; R and seven for old ones of
Northern Ireland; registered societies end in R or RS."""


def read_national_insurance_number(text: str) -> str | None:
    """The number that `text` holds, as `AB123456C`; None where it holds none."""
    written = _together(text)
    return written if _NATIONAL_INSURANCE.fullmatch(written) else None


def read_vehicle_registration(text: str) -> str | None:
    """The registration mark that `text` holds, as `AB12CDE`; None where it holds none."""
    written = _together(text)
    return written if _VEHICLE.fullmatch(written) else None


def read_company_number(text: str) -> str | None:
    """The company number that `text` holds, with the zeros that people leave out: `01234567`, `SC123456`."""
    written = _together(text)
    parts = re.fullmatch(r"([A-Z]{0,2})([0-9]{1,8})", written)
    if parts is not None:
        letters, digits = parts.groups()
        written = letters + digits.zfill(8 - len(letters))
    return written if _COMPANY.fullmatch(written) and not written.endswith("0" * 6) else None


class OfficialNumber(AnswerKind, ABC):
    """A number in the form in which its reader gives it back."""

    called: ClassVar[str]

    @abstractmethod
    def read(self, text: str) -> str | None:
        """The number that a text holds, as it is kept; None where it holds none."""

    def misshapen(self, answer: Any) -> str | None:
        """Say whether it is no such number, written as it is kept."""
        if problem := wrong_text(answer):
            return problem
        return None if self.read(answer) == answer else f"It is not {self.called}."


class NationalInsuranceNumber(OfficialNumber):
    """A National Insurance number, kept as `AB123456C`."""

    personal = "special"
    called = "a National Insurance number such as AB123456C"

    def read(self, text: str) -> str | None:
        """The number that a text holds."""
        return read_national_insurance_number(text)

    def shown(self, question: Question, answer: Any, language: str) -> str:
        """In groups, as on the card: `AB 12 34 56 C`."""
        return " ".join((answer[:2], answer[2:4], answer[4:6], answer[6:8], answer[8:])).strip()

    def covered(self, question: Question, answer: Any, language: str) -> str:
        """The end of it: `•• •• •• 56 C`."""
        return self.shown(question, COVER * 6 + answer[6:], language)

    def words(self, question: Question, answer: Any, language: str) -> str:
        """As it is kept."""
        return str(answer)


class VehicleRegistration(OfficialNumber):
    """The registration mark of a vehicle, kept without spaces."""

    personal = "ordinary"
    called = "a registration mark in capitals without spaces, such as AB12CDE"

    def read(self, text: str) -> str | None:
        """The number that a text holds."""
        return read_vehicle_registration(text)

    def shown(self, question: Question, answer: Any, language: str) -> str:
        """A mark of the current form with its space: `AB12 CDE`."""
        return f"{answer[:4]} {answer[4:]}" if _CURRENT_VEHICLE.fullmatch(answer) else str(answer)

    def words(self, question: Question, answer: Any, language: str) -> str:
        """With and without the space."""
        return f"{answer} {self.shown(question, answer, language)}"


class CompanyNumber(OfficialNumber):
    """The number of a company in the register of Companies House, kept with all its zeros."""

    called = "a company number such as 01234567 or SC123456"

    def read(self, text: str) -> str | None:
        """The number that a text holds."""
        return read_company_number(text)


class Postcode(OfficialNumber):
    """A postcode, kept in capitals and with its space."""

    called = "a postcode such as PX1 2AB"

    def read(self, text: str) -> str | None:
        """The number that a text holds."""
        return read_postcode(text)

    def words(self, question: Question, answer: Any, language: str) -> str:
        """With and without the space."""
        return f"{answer} {str(answer).replace(' ', '')}"


def _together(text: str) -> str:
    """The letters and digits of a text in capitals; empty where it holds anything else, or far too many."""
    written = _NOT_WRITTEN.sub("", text[:100]).upper()
    return written if written.isascii() else ""
