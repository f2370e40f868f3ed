"""Kinds of question behind the protocol in `asking`: a module each, but for those in `written`."""

from __future__ import annotations

from portico.channels.web.questions import (
    address,
    bank_account,
    choice,
    choices,
    date,
    date_range,
    declaration,
    email,
    entries,
    files,
    long_text,
    money,
    name,
    number,
    phone,
    place,
    text,
    written,
    yes_no,
)
from portico.channels.web.questions.asking import Kind

KINDS: dict[str, Kind] = {
    "text": text,
    "long_text": long_text,
    "number": number,
    "money": money,
    "date": date,
    "date_range": date_range,
    "choice": choice,
    "choices": choices,
    "yes_no": yes_no,
    "name": name,
    "email": email,
    "phone": phone,
    "address": address,
    "postcode": written.POSTCODE,
    "place": place,
    "national_insurance_number": written.NATIONAL_INSURANCE_NUMBER,
    "bank_account": bank_account,
    "vehicle_registration": written.VEHICLE_REGISTRATION,
    "company_number": written.COMPANY_NUMBER,
    "files": files,
    "declaration": declaration,
    "list": entries,
}
"""Every kind a definition can ask, by its name there."""

entries.KINDS.update(KINDS)
