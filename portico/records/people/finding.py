"""Finding customers by what they say of themselves, while they are on the phone or at the counter."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from portico.ground.ledger.prepared import run_prepared
from portico.records.people.names import name_key_of
from portico.records.people.reaching import email_for_matching, one_line, phone_for_matching
from portico.records.places.postcode import read_postcode

MOST_FOUND = 20
FEWEST_DIGITS_OF_A_PHONE = 7

_COLUMNS = "customer.id, customer.name, customer.address_lines::text, customer.postcode"
_BY_CONTACT_POINT = f"""
    SELECT {_COLUMNS} FROM people_contact_point AS point
      JOIN people_customer AS customer ON customer.id = point.customer_id
     WHERE point.kind = %(kind)s::text AND point.match_value = %(value)s::text AND point.match_value <> ''
     ORDER BY customer.name_key, customer.id LIMIT {MOST_FOUND}"""  # noqa: S608 - constants
_BY_POSTCODE = f"""
    SELECT {_COLUMNS} FROM people_customer AS customer
     WHERE customer.postcode = %(postcode)s::text AND customer.name_key LIKE ALL (%(names)s::text[])
     ORDER BY customer.name_key, customer.id LIMIT {MOST_FOUND}"""  # noqa: S608 - constants
_BY_ID = f"""
    SELECT {_COLUMNS} FROM unnest(%(ids)s::uuid[]) WITH ORDINALITY AS wanted (id, place)
      JOIN people_customer AS customer ON customer.id = wanted.id
     ORDER BY wanted.place"""  # noqa: S608 - constants
_DETAILS = f"""
    SELECT {_COLUMNS}, customer.uprn, customer.language,
           (SELECT value FROM people_contact_point
             WHERE customer_id = customer.id AND kind = 'email' ORDER BY id DESC LIMIT 1),
           (SELECT value FROM people_contact_point
             WHERE customer_id = customer.id AND kind = 'phone' ORDER BY id DESC LIMIT 1)
      FROM people_customer AS customer WHERE customer.id = %(id)s::uuid"""  # noqa: S608 - constants


@dataclass(frozen=True)
class FoundCustomer:
    """A customer as a list shows them: enough to tell two people apart, and no way to reach them."""

    id: UUID
    name: str
    address_lines: tuple[str, ...]
    postcode: str

    @property
    def where(self) -> str:
        """Where they live, on one line."""
        return ", ".join(part for part in (*self.address_lines, self.postcode) if part)


@dataclass(frozen=True)
class CustomerDetails(FoundCustomer):
    """What is held of a customer; of several ways to reach them the newest of each kind."""

    uprn: str
    language: str
    email: str
    phone: str


def find_customers(words: str) -> list[FoundCustomer]:
    """Customers with that email address, phone number, or postcode and words of their name.

    At most `MOST_FOUND`, by name; one SQL statement, none where `words` hold none of the three.
    """
    typed = one_line(words)
    if email := email_for_matching(typed):
        return _found(_BY_CONTACT_POINT, {"kind": "email", "value": email})
    is_number = sum(sign.isdigit() for sign in typed) >= FEWEST_DIGITS_OF_A_PHONE
    if is_number and (phone := phone_for_matching(typed)):
        return _found(_BY_CONTACT_POINT, {"kind": "phone", "value": phone})
    postcode, rest = split_postcode(typed)
    if not postcode:
        return []
    names = [f"%{_plain(word)}%" for word in name_key_of(rest).split()]
    return _found(_BY_POSTCODE, {"postcode": postcode, "names": names})


def customers_with(ids: Sequence[UUID]) -> list[FoundCustomer]:
    """The customers with these ids, in this order; one SQL statement."""
    return _found(_BY_ID, {"ids": list(ids)}) if ids else []


def customer_details(id: UUID) -> CustomerDetails | None:
    """What is held of a customer, None where there is none with that id; one SQL statement."""
    found = run_prepared(_DETAILS, {"id": id})
    if not found:
        return None
    *listed, uprn, language, email, phone = found[0]
    return CustomerDetails(*_row(listed), uprn=uprn, language=language, email=email or "", phone=phone or "")


def split_postcode(typed: str) -> tuple[str, str]:
    """The postcode among words, written as it should be, and the other words; empty where there is none."""
    words = typed.replace(",", " ").split()
    for length in (2, 1):
        for place in range(len(words) - length + 1):
            if postcode := read_postcode("".join(words[place : place + length])):
                return postcode, " ".join([*words[:place], *words[place + length :]])
    return "", typed


def _found(statement: str, parameters: dict[str, Any]) -> list[FoundCustomer]:
    return [FoundCustomer(*_row(row)) for row in run_prepared(statement, parameters)]


def _row(row: Sequence[Any]) -> tuple[UUID, str, tuple[str, ...], str]:
    id, name, lines, postcode = row
    return id, name, tuple(json.loads(lines)), postcode


def _plain(word: str) -> str:
    """A word in which nothing stands for anything else in a pattern."""
    return word.replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_")
