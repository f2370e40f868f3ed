"""Kinds of question, one module each, behind the protocol in `asking`."""

from __future__ import annotations

from portico.channels.web.questions import (
    address,
    choice,
    choices,
    date,
    declaration,
    email,
    files,
    long_text,
    name,
    number,
    phone,
    place,
    text,
    yes_no,
)
from portico.channels.web.questions.asking import Kind

KINDS: dict[str, Kind] = {
    "text": text,
    "long_text": long_text,
    "number": number,
    "date": date,
    "choice": choice,
    "choices": choices,
    "yes_no": yes_no,
    "name": name,
    "email": email,
    "phone": phone,
    "address": address,
    "place": place,
    "files": files,
    "declaration": declaration,
}
"""Every kind a definition can ask, by its name there."""
