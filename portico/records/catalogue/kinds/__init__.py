"""What is known of the answers to each kind of question, whichever channel they come by.

How a kind is asked in a form is the matter of `portico.channels.web.questions`, which has a module for each.
"""

from __future__ import annotations

from collections.abc import Mapping

from portico.records.catalogue.kinds.answer_kind import AnswerKind
from portico.records.catalogue.kinds.bank import BankAccount
from portico.records.catalogue.kinds.chosen import Choice, Choices, Declaration, YesNo
from portico.records.catalogue.kinds.days import Day, DayRange
from portico.records.catalogue.kinds.entries import Entries
from portico.records.catalogue.kinds.numbers import Money, WholeNumber
from portico.records.catalogue.kinds.official_numbers import (
    CompanyNumber,
    NationalInsuranceNumber,
    Postcode,
    VehicleRegistration,
)
from portico.records.catalogue.kinds.places import Address, Place
from portico.records.catalogue.kinds.sent_files import Files
from portico.records.catalogue.kinds.texts import Email, Line, LongText, Name, Phone

_ALONE: Mapping[str, AnswerKind] = {
    "text": Line(),
    "long_text": LongText(),
    "number": WholeNumber(),
    "money": Money(),
    "date": Day(),
    "date_range": DayRange(),
    "choice": Choice(),
    "choices": Choices(),
    "yes_no": YesNo(),
    "name": Name(),
    "email": Email(),
    "phone": Phone(),
    "address": Address(),
    "postcode": Postcode(),
    "place": Place(),
    "national_insurance_number": NationalInsuranceNumber(),
    "bank_account": BankAccount(),
    "vehicle_registration": VehicleRegistration(),
    "company_number": CompanyNumber(),
    "files": Files(),
    "declaration": Declaration(),
}
IN_ENTRIES: Mapping[str, AnswerKind] = {name: kind for name, kind in _ALONE.items() if kind.in_entries}
"""The kinds that can be asked of the entries of a list."""
KINDS: Mapping[str, AnswerKind] = {**_ALONE, "list": Entries(IN_ENTRIES)}
"""Every kind a definition can ask, by its name there."""


def kinds_with(field: str) -> tuple[str, ...]:
    """Names of the kinds whose questions may have `field`, sorted."""
    return tuple(sorted(name for name, kind in KINDS.items() if field in kind.fields))
