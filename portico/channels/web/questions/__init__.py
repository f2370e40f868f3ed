"""Kinds of question, one module each, behind the protocol in `asking`."""

from __future__ import annotations

from portico.channels.web.questions import (
    address,
    bank_account,
    choice,
    choices,
    company_number,
    date,
    date_range,
    declaration,
    email,
    entries,
    files,
    long_text,
    money,
    name,
    national_insurance_number,
    number,
    phone,
    place,
    postcode,
    text,
    vehicle_registration,
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
    "postcode": postcode,
    "place": place,
    "national_insurance_number": national_insurance_number,
    "bank_account": bank_account,
    "vehicle_registration": vehicle_registration,
    "company_number": company_number,
    "files": files,
    "declaration": declaration,
    "list": entries,
}
"""Every kind a definition can ask, by its name there."""

entries.KINDS.update(KINDS)
